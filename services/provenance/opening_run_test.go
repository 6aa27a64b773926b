package provenance

import (
	"encoding/json"
	"log/slog"
	"testing"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
	"sluice/pkg/requests"
)

// What an opening record means for the closing one: that of the very attempt whose
// answer this is costs no answer, and that of another stands on the record however
// the exchange ended.
func TestOpeningRecordsAndTheRecord(t *testing.T) {
	pass := func(x *exchange.Exchange, run string) {
		x.Dispatch = &exchange.DispatchPage{State: exchange.Passed, Run: run}
		x.GuardOutput = &exchange.GuardPage{State: exchange.Passed, Classifier: "c"}
		x.Sections[exchange.SectionCompletion] = []byte("sealed")
	}
	refused := exchange.Refusal{Stage: "guard", Failed: true, Status: 503, Code: "guard_unavailable"}
	for name, tt := range map[string]struct {
		make    func(*exchange.Exchange)
		outcome string
		code    string
		opened  bool
	}{
		"its reply was lost":             {func(x *exchange.Exchange) { pass(x, "w-1") }, requests.Completed, "", false},
		"of another attempt":             {func(x *exchange.Exchange) { pass(x, "w-2") }, requests.Failed, "stream_interrupted", true},
		"refused when it came once more": {func(x *exchange.Exchange) { x.Refuse(refused) }, requests.Failed, "guard_unavailable", true},
		"another attempt, refused": {func(x *exchange.Exchange) {
			pass(x, "w-2")
			x.Refuse(refused)
		}, requests.Failed, "guard_unavailable", true},
	} {
		t.Run(name, func(t *testing.T) {
			b := bustest.Start(t).Connect(bus.UserProvenance)
			book := requests.NewBook(bustest.Bucket(t, b, bus.BucketRequests), time.Now)
			s := &Service{Deps: Deps{Bus: b, Book: book, Log: slog.New(slog.DiscardHandler), Now: time.Now}}
			accepted := time.Now().UTC().Truncate(time.Millisecond)
			x := &exchange.Exchange{
				Key: exchange.Key("acme", "alice", "r"), ID: "r", Tenant: "acme", User: "alice", Lane: "interactive", Via: "http", Live: true,
				Accepted: accepted, Deadline: accepted.Add(time.Minute), Body: "digest",
				DLP: &exchange.DLPPage{State: exchange.Passed}, GuardInput: &exchange.GuardPage{State: exchange.Passed, Classifier: "c"},
				Sections: map[string][]byte{},
			}
			opening := evidence.NewOpening(x, "w-1", accepted.Add(time.Second), "1")
			tt.make(x)
			e, _, err := book.Accept(t.Context(), x.Key, requests.Entry{Digest: x.Body, Accepted: x.Accepted, Deadline: x.Deadline})
			if err != nil {
				t.Fatal(err)
			}
			x.Revision = e.Revision
			if a := s.openStream(t.Context(), mustJSON(t, opening)); !a.OK {
				t.Fatalf("the opening record is not stored: %+v", a)
			}
			late := opening
			late.Run, late.TS = "w-9", accepted.Add(time.Minute)
			if a := s.openStream(t.Context(), mustJSON(t, late)); !a.Taken || !a.At.Equal(opening.TS) {
				t.Errorf("another attempt hears %+v", a)
			}
			if err := s.handle(t.Context(), x); err != nil {
				t.Fatal(err)
			}
			if e, err = book.Get(t.Context(), x.Key); err != nil || e.Outcome == nil || e.Outcome.Kind != tt.outcome {
				t.Fatalf("the outcome is %+v, %v", e.Outcome, err)
			}
			if tt.code != "" && e.Outcome.Error.Code != tt.code {
				t.Errorf("the caller is told %+v", e.Outcome.Error)
			}
			raw, err := evidence.Find(t.Context(), b, "acme", x.Key)
			if err != nil {
				t.Fatal(err)
			}
			var r evidence.Record
			if err := json.Unmarshal(raw, &r); err != nil {
				t.Fatal(err)
			}
			if opened := r.Streamed != nil && r.Streamed.Opened.Equal(opening.TS); opened != tt.opened {
				t.Errorf("the record says %+v", r.Streamed)
			}
		})
	}
}

func mustJSON(t *testing.T, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
