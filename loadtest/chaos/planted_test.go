package chaos

import (
	"strings"
	"testing"
	"time"
)

var start = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

// sound is a history in which nothing is wrong, with a second call of the kind
// that is allowed: the first one's result was never stored.
func sound() history {
	at := func(ms int) time.Time { return start.Add(time.Duration(ms) * time.Millisecond) }
	h := history{
		Prompts: []prompt{{"a", "completed"}, {"b", "completed"}, {"c", "failed"}, {"d", "refused"}},
		Copies: []copyOf{
			{"a", "http", "completed", 200, "answer a", 1}, {"a", "tap", "completed", 200, "answer a", 1},
			{"b", "nats", "completed", 200, "answer b", 4}, {"b", "tap", "completed", 200, "answer b", 4},
			{"c", "nats", "failed", 400, "no c", 0},
			{"d", "http", "refused", 400, "no d", 0},
		},
		Records: []record{{"a", "completed", 1, 0}, {"b", "completed", 4, 1}, {"c", "failed", 0, 0}, {"d", "refused", 0, 0}},
		Calls:   []call{{"a", at(0)}, {"b", at(10)}, {"c", at(20)}, {"b", at(2000)}},
		Results: []result{{"a", at(300)}, {"c", at(350)}, {"b", at(2300)}},
		Streams: wantStreams,
		Waiting: map[string]int{"DISPATCH": 0},
	}
	return h
}

// TestCheckerFindsPlantedFaults shows that the checker can fail: each fault that
// the promises forbid is planted in a sound history, and must be named.
func TestCheckerFindsPlantedFaults(t *testing.T) {
	if faults := check(sound()); faults != nil {
		t.Fatalf("a sound history was found faulty:\n%s", report(faults))
	}
	plants := []struct {
		name  string
		plant func(*history)
		want  string
	}{
		{"lost outcome", func(h *history) { h.Copies = h.Copies[:4] }, "c: its outcome is lost"},
		{"outcome of another kind", func(h *history) { h.Copies[0].Kind = "failed" }, "a: it ended as failed"},
		{"two kinds", func(h *history) { h.Copies[1].Kind = "failed" }, "a: two contents"},
		{"two contents", func(h *history) { h.Copies[3].Body = "another b" }, "b: two contents"},
		{"two statuses", func(h *history) { h.Copies[3].Status = 201 }, "b: two contents"},
		{"doubled record", func(h *history) { h.Records = append(h.Records, h.Records[0]) }, "a: it has 2 records"},
		{"missing record", func(h *history) { h.Records = h.Records[1:] }, "a: it has 0 records"},
		{"record of another outcome", func(h *history) { h.Records[0].Outcome = "failed" }, "a: the record says failed"},
		{"record of another call", func(h *history) { h.Records[1].Call = 2 }, "b: the record says completed of call 2"},
		{"record of nobody", func(h *history) { h.Records = append(h.Records, record{ID: "x"}) }, `"x": nobody asked this`},
		{"call after its stored result", func(h *history) {
			h.Calls = append(h.Calls, call{"a", h.Results[0].At.Add(time.Millisecond)})
		}, "a: a model was called 1ms after its result was stored"},
		{"two stored results", func(h *history) { h.Results = append(h.Results, h.Results[1]) }, "c: 2 results were stored"},
		{"no stored result", func(h *history) { h.Results = h.Results[1:] }, "a: 0 results were stored"},
		{"result before its call", func(h *history) { h.Calls[2].At = start.Add(time.Minute) }, "c: a result was stored before any call"},
		{"call of nobody", func(h *history) { h.Calls = append(h.Calls, call{"y", start}) }, `"y": nobody asked this`},
		{"call for a refused prompt", func(h *history) { h.Calls = append(h.Calls, call{"d", start}) }, "d: it was refused at the door, and a model was called"},
		{"no call", func(h *history) { h.Calls = h.Calls[1:] }, "a: no model was called"},
		{"lost stream", func(h *history) { h.Streams = h.Streams[:len(h.Streams)-1] }, "stream PROVENANCE is gone"},
		{"message left behind", func(h *history) { h.Waiting["DISPATCH"] = 1 }, "stream DISPATCH still holds 1 messages"},
		{"one id twice", func(h *history) { h.Prompts = append(h.Prompts, h.Prompts[0]) }, "a: two prompts have this id"},
	}
	for _, p := range plants {
		t.Run(p.name, func(t *testing.T) {
			h := sound()
			p.plant(&h)
			faults := check(h)
			for _, f := range faults {
				if strings.HasPrefix(f, p.want) {
					return
				}
			}
			t.Errorf("want a fault that begins %q, got:\n%s", p.want, report(faults))
		})
	}
}

// TestStepsCoverWhatIsPromised: every service and NATS is killed and frozen, and
// every failpoint of the binary is in the list of steps.
func TestStepsCoverWhatIsPromised(t *testing.T) {
	have := map[string]bool{}
	for _, s := range steps() {
		if have[s.name()] {
			t.Errorf("step %q is there twice", s.name())
		}
		have[s.name()] = true
	}
	for _, want := range promised() {
		if !have[want] {
			t.Errorf("no step %q", want)
		}
	}
}
