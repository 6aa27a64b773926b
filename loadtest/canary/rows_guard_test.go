package canary

import (
	"os/exec"
	"testing"
	"time"

	"sluice/loadtest/rig"
)

// guards are all ways in which there is no verdict, and one in which there is. Each
// word of the prompt tells the guard model what to do.
func guards(name string, want result) []row {
	all := bothDoors(name+" guard blocks", ask("eng/whole", "RAW guard-blocks", ""), result{400, "content_filter"})
	for _, how := range []string{
		"garbles", "names", "chats", "no-scores", "scores-type", "no-json", "cut-json", "string", "error-in-200", "page", "redirect", "huge",
		"gzip", "hang", "reset", "no-http", "cut", "status-400", "status-404", "status-429", "status-500",
	} {
		all = append(all, bothDoors(name+" guard "+how, ask("eng/whole", "RAW guard-"+how, ""), want)...)
	}
	return all
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
