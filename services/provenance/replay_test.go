package provenance

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
	"sluice/pkg/requests"
	"sluice/pkg/stage"
)

// In one process the whole way is gone again when a message comes once more. A death
// between record and outcome, and a deadline that is past when it does, make another
// end of it than the recorded one. Its caller gets one outcome all the same, and soon.
func TestReplayThatEndsOtherwise(t *testing.T) {
	timeout := exchange.Refusal{Stage: "guard", Failed: true, Status: 504, Code: "deadline_exceeded"}
	for name, tt := range map[string]struct {
		recorded func(*exchange.Exchange) // as it ended first
		result   bool                     // is there still
		kind     string
		code     string
	}{
		"completed":            {func(*exchange.Exchange) {}, true, requests.Completed, ""},
		"completed, no result": {func(*exchange.Exchange) {}, false, requests.Failed, "answer_lost"},
		"its calls were denied": {func(x *exchange.Exchange) { x.Dispatch.OutputHash = "of the rest" }, true, requests.Failed,
			"answer_lost"},
		"refused": {func(x *exchange.Exchange) {
			x.Refuse(exchange.Refusal{Stage: "guard", Status: 400, Code: "content_filter"})
		}, true, requests.Refused, "content_filter"},
	} {
		t.Run(name, func(t *testing.T) {
			b := bustest.Start(t).Connect(bus.UserProvenance)
			now := time.Now().UTC().Truncate(time.Millisecond)
			book := requests.NewBook(bustest.Bucket(t, b, bus.BucketRequests), time.Now)
			results := bustest.Bucket(t, b, bus.BucketResults)
			s := &Service{Deps: Deps{Bus: b, Book: book, Results: results, Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return now }}}
			fresh := func() *exchange.Exchange {
				return &exchange.Exchange{
					Key: exchange.Key("acme", "alice", "r"), ID: "r", Tenant: "acme", User: "alice", Lane: "interactive", Via: "nats",
					Accepted: now, Deadline: now.Add(time.Minute), Body: "digest", Revision: 1,
					DLP: &exchange.DLPPage{State: exchange.Passed}, GuardInput: &exchange.GuardPage{State: exchange.Passed, Classifier: "c"},
					Sections: map[string][]byte{},
				}
			}
			work := func(_ context.Context, x *exchange.Exchange) error {
				x.Dispatch = &exchange.DispatchPage{State: exchange.Passed, OutputHash: "of the answer"}
				x.Sections[exchange.SectionCompletion] = []byte("sealed")
				return nil
			}
			first := fresh()
			err := work(t.Context(), first)
			if tt.result {
				err = stage.NewOnce(results, "w", time.Minute, 3, time.Now).Do(t.Context(), first, work)
			}
			if err != nil {
				t.Fatal(err)
			}
			first.GuardOutput = &exchange.GuardPage{State: exchange.Passed, Classifier: "c"}
			tt.recorded(first)
			e, _, err := book.Accept(t.Context(), first.Key, requests.Entry{Digest: first.Body, Accepted: first.Accepted, Deadline: first.Deadline})
			if err != nil {
				t.Fatal(err)
			}
			if _, _, err := evidence.Store(t.Context(), b, first, evidence.New(first, now, "1")); err != nil {
				t.Fatal(err)
			}

			again := fresh()
			again.Revision = e.Revision
			again.Refuse(timeout)
			var hold *stage.Holding
			if err := s.handle(t.Context(), again); !errors.As(err, &hold) {
				t.Errorf("whoever recorded it is not waited for: %v", err)
			}
			now = now.Add(time.Hour)
			if err := s.handle(t.Context(), again); err != nil {
				t.Fatal(err)
			}
			if e, err = book.Get(t.Context(), first.Key); err != nil || e.Outcome == nil || e.Outcome.Kind != tt.kind || e.Outcome.Record == 0 {
				t.Fatalf("the outcome is %+v, %v", e.Outcome, err)
			}
			if whole := string(e.Sections[exchange.SectionCompletion]) == "sealed"; whole != (tt.kind == requests.Completed) {
				t.Errorf("it comes with the answer: %t", whole)
			}
			if tt.code != "" && e.Outcome.Error.Code != tt.code {
				t.Errorf("the caller is told %+v", e.Outcome.Error)
			}
			if again.After == nil {
				t.Error("nobody is answered")
			}
			if err := s.handle(t.Context(), again); err != nil && !errors.Is(err, stage.ErrSettled) {
				t.Errorf("and once more: %v", err)
			}
		})
	}
}
