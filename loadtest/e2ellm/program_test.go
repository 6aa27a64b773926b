package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sluice/loadtest/rig"
	"sluice/pkg/llamaguard"
)

func TestMain(m *testing.M) { os.Exit(rig.Main(m)) }

// plays is a synthetic Llama Guard in OpenAI's shape: it says unsafe of the prompts that samples call so. wrong has it
// take one of them for the opposite.
func plays(t *testing.T, wrong string) string {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in struct{ Prompt string }
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			t.Error(err)
		}
		unsafe := false
		for _, s := range samples() {
			if strings.Contains(in.Prompt, s.text) {
				unsafe = s.unsafe != (s.text == wrong)
			}
		}
		said, tokens := "safe", []string{"safe"}
		if unsafe {
			said, tokens = "unsafe\nS1", []string{"unsafe", "\n", "S", "1"}
		}
		scores := make([]float64, len(tokens))
		for i := range scores {
			scores[i] = -0.01
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"object": "text_completion", "choices": []any{map[string]any{
			"text": said, "logprobs": map[string]any{"tokens": tokens, "token_logprobs": scores}}}})
	}))
	t.Cleanup(srv.Close)
	return srv.URL
}

// against is a run against the development model over HTTP and a synthetic guard.
func against(t *testing.T, model, wrong string) settings {
	t.Helper()
	dir := t.TempDir()
	bin := rig.Binary(t, false)
	t.Setenv("TMPDIR", dir) // a run that fails leaves its logs
	dev := rig.Start(t, dir, "devmodel", bin, nil, true, "devmodel", "--listen", "127.0.0.1:0")
	return settings{
		URL: "http://" + dev.Addr("http") + "/v1", Engine: "openai", Model: model, Sluice: bin, Out: filepath.Join(dir, "results", "e2e"), Rounds: 1,
		GuardURL: plays(t, wrong), GuardEngine: "openai", GuardModel: "synthetic", GuardFamily: string(llamaguard.Families()[0]),
	}
}

// ran runs the whole program and reads what it wrote.
func ran(t *testing.T, s settings) (bool, map[string]result, string) {
	t.Helper()
	ok, err := run(t.Context(), s, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(s.Out + ".md")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(s.Out + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var r report
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	out := map[string]result{}
	for _, one := range r.Results {
		out[one.Group+": "+one.Expect] = one
	}
	return ok, out, string(text)
}

// What the development model shows must pass; what only a language model could is left out, with the reason.
func TestProgram(t *testing.T) {
	ok, results, text := ran(t, against(t, "sluice-dev/echo", ""))
	count := map[string]int{}
	for name, r := range results {
		count[r.Group+" "+r.State]++
		if r.State == failed {
			t.Errorf("%s: %s", name, r.Seen)
		}
	}
	for group, least := range map[string]int{"chat": 2, "stream": 1, "options": 4, "tools": 1, "redaction": 2, "guard": 2, "faults": 2, "records": 1} {
		if got := count[group+" "+passed]; got < least {
			t.Errorf("%s: %d checks passed, at least %d should: %v", group, got, least, count)
		}
	}
	if !ok || !strings.Contains(text, "12 of 12 judged right") || !strings.Contains(text, "## Latency") {
		t.Errorf("ok %t, report:\n%s", ok, text)
	}
}

// A guard that is wrong once fails the run, and nothing else does.
func TestProgramFails(t *testing.T) {
	ok, results, text := ran(t, against(t, "sluice-dev/echo", samples()[3].text))
	if ok || !strings.Contains(text, "**failed**") {
		t.Error("a run with a failure is well")
	}
	for name, r := range results {
		wrong := strings.HasPrefix(name, "guard: a real")
		if wrong != (r.State == failed) || wrong && !strings.Contains(r.Seen, "11 of 12 judged right, 1 wrong") {
			t.Errorf("%s: %s, %s", name, r.State, r.Seen)
		}
	}
}

// An engine that does not work by itself is said to be so, and nothing is written.
func TestBrokenEngine(t *testing.T) {
	for model, want := range map[string]string{"sluice-dev/cut": "no whole answer", "sluice-dev/error-404": "E2E_MODEL"} {
		s := against(t, model, "")
		if _, err := run(t.Context(), s, io.Discard); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", model, err)
		}
		if _, err := os.Stat(s.Out + ".md"); err == nil {
			t.Errorf("%s: results were written", model)
		}
	}
}
