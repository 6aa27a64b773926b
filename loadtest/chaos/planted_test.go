package chaos

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

var start = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

// sound is a history in which nothing is wrong, with a second call of the kind
// that is allowed (the first one's result was never stored), a stream that was cut
// and heard whole later, and one that was interrupted for good.
func sound() history {
	at := func(ms int) time.Time { return start.Add(time.Duration(ms) * time.Millisecond) }
	done := func(id, door, body, text string, call int) copyOf {
		return copyOf{ID: id, Door: door, Kind: "completed", Status: 200, Body: body, Text: text, Call: call}
	}
	tools := func(door string) copyOf {
		return copyOf{ID: "g", Door: door, Kind: "completed", Status: 200, Body: "{g}", Text: "says g", Calls: "get_ticket", Call: 8}
	}
	h := history{
		Prompts: []prompt{
			{ID: "a", Want: "completed"}, {ID: "b", Want: "completed"}, {ID: "c", Want: "failed"}, {ID: "d", Want: "refused"},
			{ID: "e", Want: "completed", Live: true}, {ID: "f", Want: "completed", Live: true},
			{ID: "g", Want: "completed", Calls: "get_ticket", Live: true},
		},
		Copies: []copyOf{
			done("a", "http", "{a}", "says a", 1), done("a", "tap", "{a}", "says a", 1),
			done("b", "nats", "{b}", "says b", 4), done("b", "tap", "{b}", "says b", 4),
			{ID: "c", Door: "nats", Kind: "failed", Status: 400, Body: "no c"},
			{ID: "d", Door: "http", Kind: "refused", Status: 400, Body: "no d"},
			done("e", liveDoor, "", "says e at length", 5), done("e", "tap", "{e}", "says e at length", 5),
			{ID: "f", Door: "http", Kind: "failed", Status: 502, Body: "broke"}, {ID: "f", Door: "tap", Kind: "failed", Status: 502, Body: "broke"},
			tools(liveDoor), tools("tap"),
		},
		Streams: []stream{
			{ID: "e", Text: "says e at", Cut: true}, {ID: "e", Text: "says e at length", Finish: "stop", Done: true},
			{ID: "f", Text: "says f", Fault: "stream_interrupted"},
			{ID: "g", Text: "says g", Calls: "get_ticket", Finish: "content_filter", Done: true},
		},
		Records: []record{
			{ID: "a", Outcome: "completed", Call: 1}, {ID: "b", Outcome: "completed", Call: 4, Takeovers: 1},
			{ID: "c", Outcome: "failed"}, {ID: "d", Outcome: "refused"},
			{ID: "e", Outcome: "completed", Call: 5, Opened: true}, {ID: "f", Outcome: "failed", Call: 7, Opened: true}, {ID: "g", Outcome: "completed", Call: 8},
		},
		Opened: []opening{{"e", "run-1"}, {"f", "run-2"}},
		Calls: []call{
			{"a", at(0)}, {"b", at(10)}, {"c", at(20)}, {"b", at(2000)},
			{"e", at(30)}, {"f", at(40)}, {"f", at(2040)}, {"g", at(50)},
		},
		Results: []result{{"a", at(300)}, {"c", at(350)}, {"b", at(2300)}, {"e", at(400)}, {"f", at(2400)}, {"g", at(500)}},
		Kept:    wantStreams,
		Waiting: map[string]int{},
	}
	for _, name := range queues() {
		h.Waiting[name] = 0
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
		{"lost outcome", func(h *history) { h.Copies = slices.Delete(h.Copies, 4, 5) }, "c: its outcome is lost"},
		{"outcome of another kind", func(h *history) { h.Copies[0].Kind = "failed" }, "a: it ended as failed"},
		{"two kinds", func(h *history) { h.Copies[1].Kind = "failed" }, "a: two contents"},
		{"two contents", func(h *history) { h.Copies[3].Body = "another b" }, "b: two contents"},
		{"two statuses", func(h *history) { h.Copies[3].Status = 201 }, "b: two contents"},
		{"two texts", func(h *history) { h.Copies[7].Text = "says other" }, "e: two contents"},
		{"a call that is not permitted", func(h *history) { h.Copies[11].Calls = "get_ticket,delete_user" }, `g: its completion calls "get_ticket,delete_user"`},
		{"doubled record", func(h *history) { h.Records = append(h.Records, h.Records[0]) }, "a: it has 2 records"},
		{"missing record", func(h *history) { h.Records = h.Records[1:] }, "a: it has 0 records"},
		{"record of another outcome", func(h *history) { h.Records[0].Outcome = "failed" }, "a: the record says failed"},
		{"record of another call", func(h *history) { h.Records[1].Call = 2 }, "b: the record says completed of call 2"},
		{"record of nobody", func(h *history) { h.Records = append(h.Records, record{ID: "x"}) }, `"x": nobody asked this`},
		{"call after its stored result", func(h *history) {
			h.Calls = append(h.Calls, call{"a", h.Results[0].At.Add(time.Millisecond)})
		}, "a: a model was called 1ms after its result was stored"},
		{"two stored results", func(h *history) { h.Results = append(h.Results, h.Results[1]) }, "c: 2 results were stored"},
		{"no stored result", func(h *history) { h.Results = slices.Delete(h.Results, 0, 1) }, "a: 0 results were stored"},
		{"result before its call", func(h *history) { h.Calls[2].At = start.Add(time.Minute) }, "c: a result was stored before any call"},
		{"call of nobody", func(h *history) { h.Calls = append(h.Calls, call{"y", start}) }, `"y": nobody asked this`},
		{"call for a result of a broken stream", func(h *history) {
			h.Calls = append(h.Calls, call{"f", h.Results[4].At.Add(time.Millisecond)})
		}, "f: a model was called 1ms after its result was stored"},
		{"call for a refused prompt", func(h *history) { h.Calls = append(h.Calls, call{"d", start}) }, "d: it was refused at the door, and a model was called"},
		{"no call", func(h *history) { h.Calls = slices.Delete(h.Calls, 0, 1) }, "a: no model was called"},
		{"lost stream", func(h *history) { h.Kept = h.Kept[:len(h.Kept)-1] }, "stream TOOLAUTH is gone"},
		{"message left behind", func(h *history) { h.Waiting["GUARD"] = 1 }, "stream GUARD still holds 1 messages"},
		{"queue not looked at", func(h *history) { delete(h.Waiting, "TOOLAUTH") }, "stream TOOLAUTH still holds 0 messages (looked: false)"},
		{"two openings", func(h *history) { h.Opened = append(h.Opened, opening{"e", "run-9"}) }, "e: its stream was opened 2 times"},
		{"opening without an end", func(h *history) { h.Records = slices.Delete(h.Records, 5, 6) }, "f: its opening record has no closing one"},
		{"opening of no stream", func(h *history) { h.Opened = append(h.Opened, opening{"a", "run-9"}) }, "a: it was opened, and nobody asked for a stream"},
		{"opening of nobody", func(h *history) { h.Opened = append(h.Opened, opening{"z", "run-9"}) }, `"z": nobody asked this`},
		{"opening told of and not there", func(h *history) { h.Opened = h.Opened[1:] }, "e: its record says that its stream was opened, and there is no"},
		{"opening that the record keeps quiet about", func(h *history) { h.Records[5].Opened = false }, "f: its stream was opened, and its record does not say so"},
		{"piece before the opening", func(h *history) { h.Opened, h.Records[5].Opened = h.Opened[:1], false }, "f: a client saw a piece of a stream that was never opened"},
		{"whole stream, failed record", func(h *history) {
			h.Streams = append(h.Streams, stream{ID: "f", Text: "says f", Finish: "stop", Done: true})
		}, "f: a client saw a whole stream, and no completion is on record"},
		{"error stream ended as whole", func(h *history) { h.Streams[1].Fault = "server_error" }, "e: a stream with the error server_error was ended as a whole one"},
		{"error stream with only an end", func(h *history) { h.Streams[2].Done = true }, "f: a stream with the error stream_interrupted was ended as a whole one"},
		{"no reason to finish", func(h *history) { h.Streams[1].Finish = "" }, "e: a stream is neither whole nor broken"},
		{"no end", func(h *history) { h.Streams[1].Done = false }, "e: a stream is neither whole nor broken"},
		{"missing middle", func(h *history) { h.Streams[1].Text = "says length" }, "e: a client saw a whole stream that is not the completion: after 5 bytes"},
		{"missing end", func(h *history) { h.Streams[1].Text = "says e at" }, "e: a client saw a whole stream that is not the completion: after 9 bytes"},
		{"two texts glued", func(h *history) { h.Streams[1].Text = "says e and length" }, "e: a client saw a whole stream that is not the completion: after 8 bytes"},
		{"piece of another text", func(h *history) { h.Streams[0].Text = "says x" }, "e: a client saw in a stream what its completion does not say: after 5 bytes"},
		{"forbidden call in a stream", func(h *history) { h.Streams[3].Calls = "get_ticket,delete_user" }, "g: a client saw calls of get_ticket,delete_user in a stream"},
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
	names := slices.Sorted(maps.Keys(have))
	for _, want := range promised() {
		if !slices.ContainsFunc(names, func(n string) bool { return n == want || strings.HasPrefix(n, want+" ") }) {
			t.Errorf("no step %q", want)
		}
	}
}
