package docs

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"sluice/loadtest/rig"
)

// TestBackup does what operations.md says of one machine: stop, copy both folders, start
// from the copies. A record is the same as before, and so is an outcome under its id.
func TestBackup(t *testing.T) {
	r := begin(t)
	ask := func(r *reader) string {
		return r.run(t, exec.CommandContext(r.ctx, rig.Binary(t, false), "ask", "--id", "before", "--model", "sluice-dev/echo", "I am bob@example.com"))
	}
	record := func(r *reader) string {
		return r.run(t, exec.CommandContext(r.ctx, rig.Binary(t, false), "record", "before"))
	}
	answer, evidence := ask(r), record(r)
	r.up.Stop()
	dir := t.TempDir()
	for from, to := range map[string]string{r.up.Data: "data", r.up.Keys: "keys"} {
		if err := os.CopyFS(filepath.Join(dir, to), os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	r.up = &rig.Up{Dir: dir, Data: filepath.Join(dir, "data"), Keys: filepath.Join(dir, "keys")}
	r.up.Process = rig.Start(t, dir, "restored", rig.Binary(t, false), nil, true, "up", "--data", r.up.Data, "--keys", r.up.Keys,
		"--listen", "127.0.0.1:0", "--ops", "127.0.0.1:0", "--nats", "127.0.0.1:0", "--console", "127.0.0.1:0")
	if again := record(r); again != evidence {
		t.Errorf("another record:\n%s\n%s", again, evidence)
	}
	if again := ask(r); again != answer {
		t.Errorf("another outcome: %q, before %q", again, answer)
	}
}
