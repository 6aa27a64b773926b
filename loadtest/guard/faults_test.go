package guard

import (
	"fmt"
	"testing"

	"sluice/loadtest/caller"
	"sluice/loadtest/rig"
	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
)

// policyOn is a policy that leaves everything to the guard.
func policyOn(onError string) string {
	return fmt.Sprintf(`version: "guard-%s"
deadline: 60s
input: {default: allow}
output: {default: allow}
guard: {on_error: %s}
stream: {window: 128}
`, onError, onError)
}

// TestFaultsUnderLoad: under 64 connections, plain and streamed, the guard goes wrong
// in every way and recovers. No text reaches a caller that was not found safe
// before, but as an exception where the policy makes one, and at least 99 % of the
// prompts are completed.
func TestFaultsUnderLoad(t *testing.T) {
	for _, tt := range []struct {
		name, kind, onError string
		start               func(*testing.T, string, string) *world
	}{
		{"hold in one process", "vllm", "hold", newUp},
		{"hold in separate processes", "llamacpp", "hold", newStack},
		{"block", "llamacpp", "block", newUp},
		{"except", "vllm", "except", newUp},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := tt.start(t, tt.kind, policyOn(tt.onError))
			l := w.startLoad(t, tt.onError == "block")
			l.more(t, connections)
			for _, f := range faults() {
				l.suffer(t, f)
				l.more(t, connections/8)
			}
			tries := l.end(t)
			w.prove(t, tries, tt.onError)
		})
	}
}

// prove holds what every caller got against the records and against what the guard
// found safe, and when.
func (w *world) prove(t *testing.T, tries []try, onError string) {
	t.Helper()
	records := caller.Records(t, w.inside, tenant)
	completed, excepted, windows, faults := 0, 0, 0, 0
	for _, a := range tries {
		r, ok := records[id(a.n)]
		if !ok {
			t.Fatalf("%s has no record", id(a.n))
		}
		if a.Completed() {
			completed++
		}
		if r.Streamed != nil && len(a.Pieces) > 1 {
			windows += r.Streamed.Windows
		}
		if bad := w.unproved(a, r); bad != "" {
			if faults++; faults < 10 {
				t.Errorf("%s (%d bytes, status %d %s): %s", id(a.n), len(a.Text()), a.Status, a.Code, bad)
			}
		}
		if r.Checks[exchange.CheckGuardInput] == exchange.Excepted || r.Checks[exchange.CheckGuardOutput] == exchange.Excepted {
			excepted++
		}
	}
	if (excepted > 0) != (onError == "except") {
		t.Errorf("%d exceptions under on_error: %s", excepted, onError)
	}
	if windows == 0 {
		t.Error("nothing was streamed while the model spoke")
	}
	t.Logf("%d completions proved against their records and the guard's journal; %d records of exceptions; %d windows of live streams", completed, excepted, windows)
}

// unproved says what lacks proof in what a caller got.
func (w *world) unproved(a try, r evidence.Record) string {
	if a.Completed() {
		if r.Outcome != "completed" {
			return "completed for the caller, and " + r.Outcome + " on its record"
		}
		if a.Text() != prompt(a.n) {
			return "the completion is not what the model said"
		}
	}
	for direction, check := range map[string]string{"input": exchange.CheckGuardInput, "output": exchange.CheckGuardOutput} {
		page := r.Guard[direction]
		switch state := r.Checks[check]; {
		case state == exchange.Excepted:
			if r.GuardrailPass || page.Error == "" || page.State != exchange.Excepted {
				return direction + ": an exception that counts as passed"
			}
			continue
		case state != exchange.Passed && a.Completed():
			return direction + ": completed though the check ended as " + string(state)
		case state == exchange.Passed && (page.Turns < 1 || page.BuiltIn || page.Classifier != "llama-guard-3-8b/"+w.model || page.Score > 0.5 || page.State != exchange.Passed):
			return fmt.Sprintf("%s: the check passed and its page says %+v", direction, page)
		}
		if bad := w.unjudged(a, direction); bad != "" && r.Checks[check] == exchange.Passed {
			return bad
		}
	}
	if r.Checks[exchange.CheckGuardInput] != exchange.Excepted && a.Text() != "" {
		if bad := w.unjudged(a, "input"); bad != "" {
			return bad
		}
	}
	return w.early(a, r)
}

// unjudged looks for words that the guard never found safe in a direction.
func (w *world) unjudged(a try, direction string) string {
	role, text := "User", prompt(a.n)
	if direction == "output" {
		role, text = "Agent", a.Text()
	}
	for _, one := range words.FindAllString(text, -1) {
		if at, ok := w.when(role, one); !ok || at.After(a.Done) {
			return direction + ": a word was not judged before the answer"
		}
	}
	return ""
}

// early looks for text of a stream that came before it was judged. Where a window
// was let out as an exception, the whole is one, or was judged in time afterwards.
func (w *world) early(a try, r evidence.Record) string {
	if r.Policy.Version == "guard-except" {
		return ""
	}
	had := ""
	for _, p := range a.Pieces {
		before := len(words.FindAllString(had, -1))
		had += p.Text
		all := words.FindAllString(had, -1)
		for _, one := range all[min(max(before-1, 0), len(all)):] {
			if at, ok := w.when("Agent", one); (!ok || at.After(p.At)) && whole(one) {
				return "a word left before it was judged"
			}
		}
	}
	return ""
}

// whole says whether a word is one of a prompt's, and not the beginning of one.
func whole(one string) bool {
	for i := range wordsEach {
		if suffix := "z" + letters(i); len(one) > len(suffix) && one[len(one)-len(suffix):] == suffix {
			return true
		}
	}
	return false
}

// TestErrorsByKind: what went wrong stands on the record by its kind, the flag is
// raised, and the exchange is no pass.
func TestErrorsByKind(t *testing.T) {
	for _, kind := range []string{"vllm", "llamacpp"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			w := newUp(t, kind, policyOn("except"))
			flags := w.flags(t)
			for i, f := range faults() {
				w.guard.be(&f)
				a := w.ask(t, id(i+1), "sluice-dev/say", i%2 == 0, caller.User(prompt(i+1)))
				w.guard.be(nil)
				if !a.Completed() {
					t.Errorf("%s: status %d %s", f.name, a.Status, a.Code)
					continue
				}
				r := w.record(t, id(i+1))
				for _, direction := range []string{"input", "output"} {
					page := r.Guard[direction]
					// The breaker may be open after the first failure.
					kind := page.Error == f.kind || direction == "output" && page.Error == "engine_unavailable"
					if page.State != exchange.Excepted || !kind || page.Score != 0 || r.GuardrailPass {
						t.Errorf("%s, %s: %s by %q (guardrail_pass %t), want excepted by %q", f.name, direction, page.State, page.Error, r.GuardrailPass, f.kind)
					}
					flags.want(t, id(i+1), "guard_"+direction, page.Error)
				}
				// The breaker closes before the next fault.
				w.well(t, 1000*(i+1))
			}
		})
	}
}

// well waits until the guard judges again.
func (w *world) well(t *testing.T, n int) {
	t.Helper()
	rig.Eventually(t, wait, "the guard judges again", func() bool {
		n++
		a := w.ask(t, id(n), "sluice-dev/say", false, caller.User(prompt(n)))
		return a.Completed() && w.record(t, id(n)).GuardrailPass
	})
}
