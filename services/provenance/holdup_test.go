package provenance

import (
	"log/slog"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/exchange"
	"sluice/pkg/requests"
)

// Who has seen a part of a stream is told that it is incomplete only once nothing else
// can be its outcome. One that has its outcome, and whose PubAck was lost, is not.
func TestIncompleteIsToldOnce(t *testing.T) {
	for name, finished := range map[string]bool{"no outcome yet": false, "an outcome, its PubAck lost": true} {
		t.Run(name, func(t *testing.T) {
			srv := bustest.Start(t)
			b, edge := srv.Connect(bus.UserProvenance), srv.Connect(bus.UserEdge)
			book := requests.NewBook(bustest.Bucket(t, b, bus.BucketRequests), time.Now)
			s := &Service{Deps: Deps{Bus: b, Book: book, Log: slog.New(slog.DiscardHandler), Now: time.Now}}
			accepted := time.Now().UTC().Truncate(time.Millisecond)
			x := &exchange.Exchange{
				Key: exchange.Key("acme", "alice", "r"), ID: "r", Tenant: "acme", User: "alice", Live: true, Accepted: accepted, Body: "digest",
				Dispatch: &exchange.DispatchPage{State: exchange.Passed, Opened: accepted}, Sections: map[string][]byte{},
			}
			e, _, err := book.Accept(t.Context(), x.Key, requests.Entry{Digest: x.Body, Accepted: accepted, Deadline: accepted.Add(time.Minute)})
			if err != nil {
				t.Fatal(err)
			}
			x.Revision = e.Revision
			if finished {
				if _, err := book.Finish(t.Context(), x, requests.Outcome{Kind: requests.Completed}); err != nil {
					t.Fatal(err)
				}
			}
			told := make(chan *nats.Msg, 4)
			if _, err := edge.NC.ChanSubscribe(bus.NoticeSubject(x.Key), told); err != nil {
				t.Fatal(err)
			}
			if err := edge.NC.Flush(); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				s.holdUp(t.Context(), x)
			}
			for _, c := range []*bus.Bus{b, edge} { // what was told has come in
				if err := c.NC.Flush(); err != nil {
					t.Fatal(err)
				}
			}
			if n := len(told); finished && n != 0 || !finished && n != 2 {
				t.Errorf("told %d times", n)
			}
		})
	}
}
