package policy

import (
	"path/filepath"
	"strings"
	"testing"

	"sluice/loadtest/caller"
	"sluice/loadtest/rig"
)

// TestRestart: what was applied outlives a start; a rejected document leaves it in
// force; the configured file is applied at a start once it is another one.
func TestRestart(t *testing.T) {
	file := rig.WriteFile(t, filepath.Join(t.TempDir(), "policy.yaml"), "%s", strictOne().text)
	up := rig.StartUp(t, "policy: "+file+"\n")
	client := func(args ...string) (int, string, string) {
		return sluice(t, append(args, "--nats-url", up.URL(), "--data", up.Data)...)
	}
	judgedBy := func(id, version string) {
		t.Helper()
		c := caller.New(up.Addr("http"), up.Token(t), 1)
		a := c.Ask(t.Context(), caller.Request{ID: id, Model: "sluice-dev", Messages: caller.User("hello")})
		if _, record, _ := client("record", id); !a.Completed() || !strings.Contains(record, `"version": "`+version+`"`) {
			t.Errorf("%s: answered %d %s (%v), and not judged by %s", id, a.Status, a.Code, a.Err, version)
		}
	}
	again := func() { up.Stop(); up.Restart(true) }

	judgedBy("r-1", "reload-a")
	next := rig.WriteFile(t, filepath.Join(t.TempDir(), "next.yaml"), "%s", mildOne().text)
	if status, _, stderr := client("policy", "apply", next); status != 0 {
		t.Fatal(stderr)
	}
	bad := rig.WriteFile(t, filepath.Join(t.TempDir(), "bad.yaml"), "%s", strings.Replace(mildOne().text, "pseudonymize", "pseudonymise", 1))
	if status, _, stderr := client("policy", "apply", bad); status == 0 || !strings.Contains(stderr, bad+":4:") {
		t.Errorf("a bad document: status %d, %s", status, stderr)
	}
	again()
	judgedBy("r-2", "reload-b")
	rig.WriteFile(t, file, "%s", strings.Replace(strictOne().text, "reload-a", "reload-c", 1))
	again()
	judgedBy("r-3", "reload-c")
	again()
	judgedBy("r-4", "reload-c")
	up.Kill()
	up.Restart(true)
	judgedBy("r-5", "reload-c")
}
