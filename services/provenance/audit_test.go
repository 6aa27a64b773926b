package provenance

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
)

// TestAnswersHaveOneShape: whatever becomes of a question, its answer is what the
// schema of its subject says, lists and all.
func TestAnswersHaveOneShape(t *testing.T) {
	r := newReading(t)
	r.exchange("acme", "r-1", false)
	asked := map[string]string{
		"sluice.audit.acme.dave.log": "log_page", "sluice.audit.acme.dave.records": "records_page",
		"sluice.audit.acme.dave.record": "record_answer", "sluice.audit.acme.dave.other": "record_answer",
		"sluice.flags.acme.dave": "flags_page",
	}
	look := func(wrong bool, question string) {
		t.Helper()
		for subject, name := range asked {
			var raw json.RawMessage
			r.ask(subject, question, &raw)
			schema, err := chat.CompileSchema(name + ".schema.json")
			if err != nil {
				t.Fatal(err)
			}
			doc, err := chat.Parse(raw, chat.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			if fault := schema.Check(doc.Root); fault != nil {
				t.Errorf("%s answers %s with %s: %v", subject, question, raw, fault)
			}
			var a struct {
				Error *chat.Error `json:"error"`
			}
			if err := json.Unmarshal(raw, &a); err != nil || wrong && a.Error == nil {
				t.Errorf("%s answers %s with %s", subject, question, raw)
			}
		}
	}
	look(false, `{"id":"r-1","user":"alice"}`)
	look(true, `{`)

	// Without EVIDENCE nothing can be read, nor can it be logged that somebody asked.
	setup := r.srv.Connect(bus.UserSetup)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if err := setup.JS.DeleteStream(ctx, bus.StreamEvidence); err != nil {
		t.Fatal(err)
	}
	look(true, `{"id":"r-1","user":"alice"}`)
}
