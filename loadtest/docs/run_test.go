package docs

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sluice/loadtest/rig"
)

// TestWhatToType runs the blocks of the quick starts that are marked with test, those
// of each page in order and in one shell, against a `sluice up` whose addresses stand in
// place of the default ones.
func TestWhatToType(t *testing.T) {
	for _, name := range []string{"application", "analyst", "operator"} {
		t.Run(name, func(t *testing.T) {
			r := begin(t)
			var script strings.Builder
			for _, m := range fence.FindAllStringSubmatch(file(t, "docs/quickstart/"+name+".md"), -1) {
				language, marks, _ := strings.Cut(m[1], " ")
				if marks != "test" {
					continue
				}
				if language == "sh" {
					script.WriteString(m[2])
					continue
				}
				t.Run(language, func(t *testing.T) { r.program(t, language, m[2]) })
			}
			if script.Len() == 0 {
				t.Fatal("no block is marked")
			}
			r.run(t, exec.CommandContext(r.ctx, "bash", "-euo", "pipefail", "-c", r.here.Replace(script.String())))
		})
	}
}

// reader is somebody who types what a page says, in a folder of the own beside a
// running Sluice.
type reader struct {
	ctx  context.Context
	up   *rig.Up
	here *strings.Replacer // default addresses with those of up
}

func begin(t *testing.T) *reader {
	t.Helper()
	up := rig.StartUp(t, "")
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	return &reader{ctx, up, strings.NewReplacer(
		"127.0.0.1:8080", up.Addr("http"), "127.0.0.1:8081", up.Addr("console"), "127.0.0.1:4222", up.Addr("nats"), "127.0.0.1:9090", up.Addr("ops"))}
}

// run wants status 0. Whatever the default addresses are, commands find Sluice.
func (r *reader) run(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	if cmd.Dir == "" {
		cmd.Dir = r.up.Dir
	}
	var env []string
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "SLUICE_") {
			env = append(env, e)
		}
	}
	cmd.Env = append(append(env, "SLUICE_NATS_URL="+r.up.URL(), "PATH="+filepath.Dir(rig.Binary(t, false))+string(os.PathListSeparator)+os.Getenv("PATH")), cmd.Env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

// program runs a whole program as the first user. What it prints must have an answer.
func (r *reader) program(t *testing.T, language, text string) {
	var cmd *exec.Cmd
	switch language {
	case "go":
		main := rig.WriteFile(t, filepath.Join(t.TempDir(), "main.go"), "%s", r.here.Replace(text))
		cmd = exec.CommandContext(r.ctx, "go", "run", main)
		cmd.Dir = root // whose go.mod has the client
	case "python":
		if exec.Command("python3", "-c", "import openai").Run() != nil {
			t.Skip("python3 has no package openai here")
		}
		cmd = exec.CommandContext(r.ctx, "python3", "-c", r.here.Replace(text))
	default:
		t.Fatalf("a block of %s cannot be run", language)
	}
	cmd.Env = []string{"SLUICE_TOKEN=" + r.up.Token(t), "SLUICE_USER=admin"}
	if out := r.run(t, cmd); !strings.Contains(out, "sluice-dev, the built-in development model") {
		t.Errorf("it printed no answer:\n%s", out)
	}
}
