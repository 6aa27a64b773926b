package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// plays is a synthetic engine in OpenAI's shape that gives P(unsafe) as told, and counts begin-of-text tokens.
func plays(t *testing.T, unsafe float64, bos func(n int)) string {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in struct {
			Prompt  string
			Special *bool `json:"add_special_tokens"`
		}
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			t.Error(err)
		}
		n := strings.Count(in.Prompt, "<bos>")
		if in.Special == nil {
			n++ // it adds one itself
		}
		bos(n)
		safe := math.Log(1 - unsafe)
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"choices": []any{map[string]any{"text": " safe", "logprobs": map[string]any{
			"tokens": []string{" safe"}, "token_logprobs": []float64{safe},
			"top_logprobs": []any{map[string]float64{" safe": safe, " unsafe": math.Log(unsafe)}}}}}})
	}))
	t.Cleanup(srv.Close)
	return srv.URL
}

// dataOf is a folder of data with n texts in each file.
func dataOf(t *testing.T, n int) string {
	dir := t.TempDir()
	for _, name := range sources() {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "{\"text\":\"a secret text\\nof number %d\",\"label\":\"safe\"}\n", i)
		}
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// The whole program against two engines that run: both goals in the report, the model told where to begin once by
// either adapter, and nothing of a text or an address in what is written.
func TestProgram(t *testing.T) {
	for name, tt := range map[string]struct {
		second float64
		ok     bool
		says   []string
	}{
		"agree":    {0.31, true, []string{"every prompt: reached (largest difference 0.01000)", "threshold 0.5: reached (6 of 6)"}},
		"differ":   {0.33, false, []string{"every prompt: missed", "threshold 0.5: reached"}},
		"disagree": {0.60, false, []string{"every prompt: missed", "threshold 0.5: missed (0 of 6)"}},
	} {
		t.Run(name, func(t *testing.T) {
			once := func(n int) {
				if n != 1 {
					t.Errorf("the model is told %d times where to begin", n)
				}
			}
			first, second := plays(t, 0.30, once), plays(t, tt.second, once)
			s := settings{Texts: 6, GuardTexts: 2, Bytes: 40, Data: dataOf(t, 5), Model: "m", BOS: "<bos>",
				First: "openai=" + first, Second: "vllm=" + second, Out: filepath.Join(t.TempDir(), "a", "out")}
			ok, err := run(t.Context(), s, io.Discard)
			if err != nil || ok != tt.ok {
				t.Fatalf("got %t, %v", ok, err)
			}
			var all strings.Builder
			for _, end := range []string{".md", ".json"} {
				data, err := os.ReadFile(s.Out + end)
				if err != nil {
					t.Fatal(err)
				}
				all.Write(data)
			}
			for _, want := range append(tt.says, fewShot+", 6 prompts", guardShape+", 2 prompts", "--first=openai=…") {
				if !strings.Contains(all.String(), want) {
					t.Errorf("the results do not say %q", want)
				}
			}
			for _, never := range []string{"secret", "127.0.0.1", "transformers"} {
				if strings.Contains(all.String(), never) {
					t.Errorf("the results say %q", never)
				}
			}
		})
	}
}

func TestTexts(t *testing.T) {
	got, err := texts(dataOf(t, 10), 5, 24)
	want := []string{"a secret text of number", "a secret text of number", "a secret text of number", "a secret text of number", "a secret text of number"}
	if err != nil || len(got) != len(want) {
		t.Fatalf("got %q, %v", got, err)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) || len(got[i]) > 24 {
			t.Errorf("text %d is %q", i, got[i])
		}
	}
	if _, err := texts(dataOf(t, 2), 6, 24); err == nil || !strings.Contains(err.Error(), "lower --texts") {
		t.Errorf("too few texts: %v", err)
	}
	dir := t.TempDir()
	if _, err := texts(dir, 6, 24); err == nil || strings.Contains(err.Error(), dir) {
		t.Errorf("no data: %v", err)
	}
}

func TestOneLine(t *testing.T) {
	for in, want := range map[string]string{"  a\n\tb ": "a b", "aaaa bbbb cccc": "aaaa bbbb", "aaaaaaaaaß": "aaaaaaaaa", "\xffa": "a"} {
		if got := oneLine(in, 10); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestCheck(t *testing.T) {
	good := settings{Texts: 2, GuardTexts: 1, Bytes: 100}
	for name, tt := range map[string]struct {
		change func(*settings)
		want   string
	}{
		"good":          {func(*settings) {}, ""},
		"two engines":   {func(s *settings) { s.First, s.Second = "vllm=http://x", "ollama=http://y" }, ""},
		"no texts":      {func(s *settings) { s.Texts = 0 }, "--texts"},
		"more guarded":  {func(s *settings) { s.GuardTexts = 3 }, "--guard-texts"},
		"one engine":    {func(s *settings) { s.First = "vllm=http://x" }, "both"},
		"no such kind":  {func(s *settings) { s.First, s.Second = "vllm=http://x", "dev=http://y" }, "kinds are llamacpp"},
		"no address":    {func(s *settings) { s.First, s.Second = "vllm=http://x", "vllm" }, "KIND=URL"},
		"as is, others": {func(s *settings) { s.First, s.Second, s.AsIs = "vllm=http://x", "vllm=http://y", true }, "--as-is"},
	} {
		s := good
		tt.change(&s)
		err := s.check()
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
}

// Each prompt ends where the verdict begins, and leaves the begin-of-text token to the adapter.
func TestPrompts(t *testing.T) {
	got, err := prompts([]string{"one", "two", "three", "four"}, 2, "<bos>")
	if err != nil || len(got) != 6 {
		t.Fatalf("%d prompts, %v", len(got), err)
	}
	for i, p := range got {
		end, most := "\nVerdict:", 1
		if i >= 4 {
			end, most = "assistant<|end_header_id|>\n\n", blanks+1
		}
		if !strings.HasSuffix(p.Text, end) || p.MaxTokens != most || p.BOS != "<bos>" || strings.Contains(p.Text, "<bos>") || strings.Contains(p.Text, "<|begin_of_text|>") {
			t.Errorf("prompt %d is %+v", i, p)
		}
	}
	if !strings.Contains(got[5].Text, "User: three\n\n") {
		t.Errorf("the last prompt is %+v", got[5])
	}
}
