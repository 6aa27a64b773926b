package canary

import (
	"fmt"
	"os/exec"
	"testing"
	"time"

	"sluice/loadtest/rig"
)

// unjudged are all ways in which there is no verdict.
func unjudged() []string {
	return []string{
		"garbles", "names", "chats", "no-scores", "scores-type", "no-json", "cut-json", "string", "error-in-200", "page", "redirect", "huge",
		"gzip", "hang", "reset", "no-http", "cut", "status-400", "status-404", "status-429", "status-500",
	}
}

// guards are prompts that tell the guard model what to do.
func guards(name string, want result, ways ...string) []row {
	var all []row
	for _, how := range ways {
		for _, r := range bothDoors(name+" guard "+how, ask("eng/whole", "RAW guard-"+how, ""), want) {
			all = append(all, row{name: r.name, run: func(t *testing.T, w *world, b bird) {
				if want.status == 200 || want.code == "content_filter" || name == "block" {
					w.good(t, b)
				}
				r.run(t, w, b)
				if !w.guard.asked(b) {
					t.Error("the guard was not asked")
				}
			}})
		}
	}
	return all
}

// good asks what goes well, so that the guard's breaker counts more good than bad.
func (w *world) good(t *testing.T, b bird) {
	t.Helper()
	for i := range 3 {
		got, said := w.overHTTP(t, fmt.Sprint(id(t), i), b.fill(ask("eng/whole", "RAW "+fmt.Sprint(i), "")))
		result{200, ""}.want(t, b, got, said)
	}
}

// under puts another policy in force for the rows that follow.
func (w *world) under(t *testing.T, onError string, deadline time.Duration) {
	t.Helper()
	out, err := exec.Command(rig.Binary(t, false), "policy", "apply", w.policy(t, onError, deadline), "--nats-url", w.NATSURL, "--data", w.Data).CombinedOutput()
	if err != nil {
		t.Fatalf("sluice policy apply: %v: %s", err, out)
	}
	rig.Eventually(t, soon, "the policy is in force", func() bool {
		for _, s := range []string{"dlp", "edge"} {
			if !logged(t, w.Services[s], "canary-"+onError) {
				return false
			}
		}
		return true
	})
}
