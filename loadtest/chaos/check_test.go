package chaos

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/exchange"
)

// wantStreams of NATS must exist after whatever died.
var wantStreams = []string{
	"DEAD", "DISPATCH", "EVIDENCE", "FLAGS", "GUARD", "KV_BODIES", "KV_IDENTITY", "KV_KEYS", "KV_MODELS", "KV_POLICY", "KV_REQUESTS", "KV_RESULTS",
	"PROVENANCE", "TOOLAUTH",
}

// queues must be empty in the end: every stage's, and that of dead letters.
func queues() []string {
	out := []string{bus.StreamDead}
	for _, s := range exchange.Stages() {
		name, _ := bus.StreamOfStage(string(s))
		out = append(out, name)
	}
	return out
}

// check names everything in h that a promise forbids. Nil: nothing is.
func check(h history) (faults []string) {
	known := map[string]prompt{}
	for _, p := range h.Prompts {
		if _, twice := known[p.ID]; twice {
			faults = append(faults, p.ID+": two prompts have this id")
		}
		known[p.ID] = p
	}
	s := sortedBy(h)
	for id := range s.all {
		if _, ok := known[id]; !ok {
			faults = append(faults, fmt.Sprintf("%q: nobody asked this", id))
		}
	}
	for _, p := range h.Prompts {
		found := checkOne(p, s.copies[p.ID], s.records[p.ID], s.calls[p.ID], s.results[p.ID])
		found = append(found, checkStreams(p, s.copies[p.ID], s.streams[p.ID], s.records[p.ID], s.opened[p.ID])...)
		for _, f := range found {
			faults = append(faults, p.ID+": "+f)
		}
	}
	for _, name := range wantStreams {
		if !slices.Contains(h.Kept, name) {
			faults = append(faults, "stream "+name+" is gone")
		}
	}
	for _, name := range queues() {
		if n, looked := h.Waiting[name]; !looked || n != 0 {
			faults = append(faults, fmt.Sprintf("stream %s still holds %d messages (looked: %v)", name, n, looked))
		}
	}
	slices.Sort(faults)
	return faults
}

// sorted is a history by request.
type sorted struct {
	all     map[string]bool
	copies  map[string][]copyOf
	streams map[string][]stream
	records map[string][]record
	opened  map[string][]opening
	calls   map[string][]time.Time
	results map[string][]time.Time
}

func sortedBy(h history) sorted {
	s := sorted{
		map[string]bool{}, map[string][]copyOf{}, map[string][]stream{}, map[string][]record{}, map[string][]opening{},
		map[string][]time.Time{}, map[string][]time.Time{},
	}
	for _, c := range h.Copies {
		s.all[c.ID] = true
		s.copies[c.ID] = append(s.copies[c.ID], c)
	}
	for _, st := range h.Streams {
		s.all[st.ID] = true
		s.streams[st.ID] = append(s.streams[st.ID], st)
	}
	for _, o := range h.Opened {
		s.all[o.ID] = true
		s.opened[o.ID] = append(s.opened[o.ID], o)
	}
	for _, r := range h.Records {
		s.all[r.ID] = true
		s.records[r.ID] = append(s.records[r.ID], r)
	}
	for _, c := range h.Calls {
		s.all[c.ID] = true
		s.calls[c.ID] = append(s.calls[c.ID], c.At)
	}
	for _, r := range h.Results {
		s.all[r.ID] = true
		s.results[r.ID] = append(s.results[r.ID], r.At)
	}
	return s
}

func checkOne(p prompt, copies []copyOf, records []record, calls, results []time.Time) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if len(copies) == 0 {
		fault("its outcome is lost")
	}
	for _, c := range copies {
		if c.Kind != p.Want && !(p.Live && c.Kind == "failed") {
			fault("it ended as %s (%d) at %s and must end as %s: %s", c.Kind, c.Status, c.Door, p.Want, c.Body)
		}
		for _, o := range copies {
			if !same(c, o) {
				fault("two contents: %s saw %d %s %s, %s saw %d %s %s", o.Door, o.Status, o.Body, o.Text, c.Door, c.Status, c.Body, c.Text)
				break
			}
		}
		if c.Kind == "completed" && c.Calls != p.Calls {
			fault("its completion calls %q, permitted: %q", c.Calls, p.Calls)
		}
	}
	if len(records) != 1 {
		fault("it has %d records", len(records))
	}
	for _, r := range records {
		if len(copies) > 0 && (r.Outcome != copies[0].Kind || r.Call != copies[0].Call && !(p.Live && r.Outcome == "failed")) {
			fault("the record says %s of call %d, the client saw %s of call %d", r.Outcome, r.Call, copies[0].Kind, copies[0].Call)
		}
	}
	interrupted := p.Live && len(records) > 0 && records[0].Outcome == "failed"
	faults = append(faults, checkCalls(p, calls, results, interrupted)...)
	return faults
}

// same says whether two clients saw one outcome. A stream is compared by what it says.
func same(a, b copyOf) bool {
	if a.Kind != b.Kind || a.Status != b.Status || a.Text != b.Text || a.Calls != b.Calls || a.Call != b.Call {
		return false
	}
	return a.Body == b.Body || a.Door == liveDoor || b.Door == liveDoor
}

// checkCalls holds the model's journal against the stored results. A call for a
// request whose result is stored is the one thing that must never happen. A
// second call before that is what a death in the middle of the first costs. A
// stream that was interrupted may have ended before its call.
func checkCalls(p prompt, calls, results []time.Time, interrupted bool) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if p.Want == "refused" {
		if len(calls)+len(results) > 0 {
			fault("it was refused at the door, and a model was called")
		}
		return faults
	}
	if len(calls) == 0 && !interrupted {
		fault("no model was called")
	}
	if len(results) != 1 {
		fault("%d results were stored", len(results))
	}
	if len(results) == 0 {
		return faults
	}
	slices.SortFunc(results, time.Time.Compare)
	before := 0
	for _, at := range calls {
		if at.After(results[0]) {
			fault("a model was called %s after its result was stored", at.Sub(results[0]))
			continue
		}
		before++
	}
	if before == 0 && len(calls) > 0 {
		fault("a result was stored before any call")
	}
	return faults
}

// report is faults as a test prints them, the first few in full.
func report(faults []string) string {
	const most = 25
	if len(faults) > most {
		faults = append(faults[:most:most], fmt.Sprintf("and %d more", len(faults)-most))
	}
	return strings.Join(faults, "\n")
}
