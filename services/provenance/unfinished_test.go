package provenance

import (
	"log/slog"
	"testing"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
	"sluice/pkg/requests"
)

// A stream that one attempt opened, and of which another has an answer that it
// released nothing of, is no whole answer: its caller may have seen another text.
func TestStreamThatAnotherAttemptOpened(t *testing.T) {
	for name, tt := range map[string]struct {
		opened, live bool
		outcome      string
	}{
		"opened by another": {true, true, requests.Failed},
		"never opened":      {false, true, requests.Completed},
		"no stream":         {true, false, requests.Completed},
	} {
		t.Run(name, func(t *testing.T) {
			srv := bustest.Start(t)
			b := srv.Connect(bus.UserProvenance)
			book := requests.NewBook(bustest.Bucket(t, b, bus.BucketRequests), time.Now)
			s := &Service{Deps: Deps{Bus: b, Book: book, Log: slog.New(slog.DiscardHandler), Now: time.Now}}
			accepted := time.Now().UTC().Truncate(time.Millisecond)
			x := &exchange.Exchange{
				Key: exchange.Key("acme", "alice", "r"), ID: "r", Tenant: "acme", User: "alice", Lane: "interactive", Via: "http", Live: tt.live,
				Accepted: accepted, Deadline: accepted.Add(time.Minute), Body: "digest",
				DLP: &exchange.DLPPage{State: exchange.Passed}, GuardInput: &exchange.GuardPage{State: exchange.Passed},
				Dispatch: &exchange.DispatchPage{State: exchange.Passed}, GuardOutput: &exchange.GuardPage{State: exchange.Passed},
				Sections: map[string][]byte{exchange.SectionCompletion: []byte("sealed")},
			}
			e, _, err := book.Accept(t.Context(), x.Key, requests.Entry{Digest: x.Body, Accepted: x.Accepted, Deadline: x.Deadline})
			if err != nil {
				t.Fatal(err)
			}
			x.Revision = e.Revision
			if tt.opened {
				if err := evidence.Open(t.Context(), b, evidence.NewOpening(x, "another-1", accepted, "1")); err != nil {
					t.Fatal(err)
				}
			}
			for range 2 { // the second is a redelivery
				again := *x
				if err := s.handle(t.Context(), &again); err != nil {
					t.Fatal(err)
				}
				if e, err = book.Get(t.Context(), x.Key); err != nil || e.Outcome == nil || e.Outcome.Kind != tt.outcome {
					t.Fatalf("the outcome is %+v, %v", e.Outcome, err)
				}
			}
			if tt.outcome == requests.Failed && e.Outcome.Error.Code != "stream_interrupted" {
				t.Errorf("the caller is told %+v", e.Outcome.Error)
			}
		})
	}
}
