package policy

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sluice/loadtest/rig"
)

func TestMain(m *testing.M) { os.Exit(rig.Main(m)) }

// sluice runs a command that ends by itself.
func sluice(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, rig.Binary(t, false), args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if ctx.Err() != nil || err != nil && !errors.As(err, &exit) {
		t.Fatalf("sluice %s did not end by itself: %v", strings.Join(args, " "), err)
	}
	return cmd.ProcessState.ExitCode(), out.String(), errs.String()
}

// TestTypos: each is refused by check, by apply and at start, at its place, and what
// was in force stays.
func TestTypos(t *testing.T) {
	const head = "version: typo\ninput: {default: flag}\noutput: {default: flag}\n" // three lines
	up := rig.StartUp(t, "")
	_, before, _ := sluice(t, "policy", "show", "--json", "--nats-url", up.URL(), "--data", up.Data)
	for _, tt := range []struct{ name, text, place, hint string }{
		{"category", head + "guard:\n  input:\n    categories:\n      S15: {action: block}\n", "7:7", "S15"},
		{"action", "version: typo\ninput:\n  default: blok\noutput: {default: flag}\n", "3:12", "block"},
		{"action of a type", "version: typo\ninput:\n  default: flag\n  types: {SECRET: blok}\noutput: {default: flag}\n", "4:19", "block"},
		{"detector", "version: typo\ninput:\n  default: flag\n  rules:\n    aws-acces-key-id: block\noutput: {default: flag}\n", "5:5", "aws-access-key-id"},
		{"type", "version: typo\ninput: {default: flag, types: {EMAIL: redact}}\noutput: {default: flag}\n", "2:32", "EMAIL_ADDRESS"},
		{"check", head + "checks:\n  required: [dlp_input, guard_inputs]\n", "5:25", "guard_input"},
		{"section", head + "gaurd: {on_error: block}\n", "4:1", "guard"},
		{"on_error", head + "guard: {on_error: alow}\n", "4:19", "except"},
		{"threshold", head + "guard: {input: {default: {threshold: 1.5}}}\n", "4:38", "from 0 to 1"},
		{"severity", head + "flags: {level: severe}\n", "4:16", "high"},
		{"stream mode", head + "stream: {mode: bufer}\n", "4:16", "buffer"},
		{"a rewrite of what is judged", "version: typo\ninput: {default: flag, types: {INJECTION: redact}}\noutput: {default: flag}\n", "2:43", "flag"},
		{"a limit of nothing", head + "admission: {default: {rate: 0}}\n", "4:29", "refuse"},
		{"not YAML", head + "guard: [\n", "4:", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			file := rig.WriteFile(t, filepath.Join(dir, "bad.yaml"), "%s", tt.text)
			config := rig.WriteFile(t, filepath.Join(dir, "sluice.yaml"), "policy: %q\n", file)
			for what, args := range map[string][]string{
				"check": {"policy", "check", file},
				"apply": {"policy", "apply", file, "--nats-url", up.URL(), "--data", up.Data},
				"start": {"up", "--config", config, "--data", filepath.Join(dir, "data"), "--keys", filepath.Join(dir, "keys"),
					"--listen", "127.0.0.1:0", "--ops", "127.0.0.1:0", "--nats", "127.0.0.1:0", "--console", "127.0.0.1:0"},
			} {
				status, stdout, stderr := sluice(t, args...)
				if want := fmt.Sprintf("%s:%s", file, tt.place); status == 0 || stdout != "" || !strings.Contains(stderr, want) || !strings.Contains(stderr, tt.hint) {
					t.Errorf("%s: status %d, want one that names %s and %q; stderr:\n%s", what, status, tt.place, tt.hint, stderr)
				}
			}
			if _, err := os.Stat(filepath.Join(dir, "data")); err == nil {
				t.Error("a start that was refused made a data folder")
			}
		})
	}
	if _, after, _ := sluice(t, "policy", "show", "--json", "--nats-url", up.URL(), "--data", up.Data); after != before || before == "" {
		t.Errorf("what was refused changed what is in force:\n%s", after)
	}
}
