package devmodel

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func serve(t *testing.T, j *Journal) string {
	t.Helper()
	s := httptest.NewServer(Handler(j))
	t.Cleanup(s.Close)
	return s.URL
}

func post(t *testing.T, ctx context.Context, url string, body []byte) (*http.Response, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/v1/chat/completions", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err == nil {
		t.Cleanup(func() { _ = resp.Body.Close() })
	}
	return resp, err
}

// events reads a stream: every line is data or blank.
func events(t *testing.T, r io.Reader) ([]string, error) {
	t.Helper()
	var out []string
	s := bufio.NewScanner(r)
	for s.Scan() {
		line := s.Text()
		if line == "" {
			continue
		}
		data, ok := strings.CutPrefix(line, "data: ")
		if !ok {
			t.Errorf("the line %q is no data", line)
		}
		out = append(out, data)
	}
	return out, s.Err()
}

// Every streamed answer, put together, is the plain one.
func TestStreamIsThePlainAnswer(t *testing.T) {
	url := serve(t, nil)
	for _, model := range []string{"sluice-dev", "sluice-dev/echo", "sluice-dev/tool", "sluice-dev/leak", "sluice-dev/slow-20", "sluice-dev/say", "sluice-dev/long-500", "sluice-dev/guard"} {
		for _, withUsage := range []bool{false, true} {
			rest := `,"stream":true`
			if withUsage {
				rest += `,"stream_options":{"include_usage":true}`
			}
			body := ask(model, rest)
			want := decode(t, Answer(model, body))
			resp, err := post(t, t.Context(), url, body)
			if err != nil || resp.Header.Get("Content-Type") != "text/event-stream" {
				t.Fatal(resp, err)
			}
			lines, err := events(t, resp.Body)
			if err != nil || len(lines) < 3 || lines[len(lines)-1] != "[DONE]" {
				t.Fatalf("%s: %d events, %v", model, len(lines), err)
			}
			got, use := assemble(t, lines[:len(lines)-1], want)
			if a, b := string(encode(got)), string(encode(want.Choices[0])); a != b {
				t.Errorf("%s: streamed %s\nplain %s", model, a, b)
			}
			if (use != nil) != withUsage || use != nil && *use != want.Usage {
				t.Errorf("%s: usage is %+v", model, use)
			}
		}
	}
}

// assemble does what a client does with the chunks, and checks their order.
func assemble(t *testing.T, lines []string, want completion) (choice, *usage) {
	t.Helper()
	var got choice
	var text strings.Builder
	hasText := false
	for i, line := range lines {
		var c chunk
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			t.Fatal(err)
		}
		if c.ID != want.ID || c.Object != "chat.completion.chunk" || c.Model != want.Model || c.SystemFingerprint != Fingerprint {
			t.Errorf("chunk %d is %s", i, line)
		}
		if len(c.Choices) == 0 {
			if i != len(lines)-1 || got.FinishReason == "" || !strings.Contains(line, `"choices":[]`) {
				t.Errorf("usage in the wrong place: %s", line)
			}
			return finish(got, text.String(), hasText), c.Usage
		}
		if got.FinishReason != "" {
			t.Errorf("a chunk after the finish: %s", line)
		}
		d := c.Choices[0].Delta
		if (d.Role != "") != (i == 0) {
			t.Errorf("role in chunk %d", i)
		}
		got.Message.Role += d.Role
		got.Message.ReasoningContent += d.ReasoningContent
		if d.Content != nil && *d.Content != "" {
			hasText = true
			text.WriteString(*d.Content)
		}
		for _, call := range d.ToolCalls {
			if *call.Index == len(got.Message.ToolCalls) {
				call.Index = nil
				got.Message.ToolCalls = append(got.Message.ToolCalls, call)
				continue
			}
			got.Message.ToolCalls[*call.Index].Function.Arguments += call.Function.Arguments
		}
		if lp := c.Choices[0].Logprobs; lp != nil {
			if got.Logprobs == nil {
				got.Logprobs = &logprobs{}
			}
			got.Logprobs.Content = append(got.Logprobs.Content, lp.Content...)
		}
		if f := c.Choices[0].FinishReason; f != nil {
			got.FinishReason = *f
		}
	}
	return finish(got, text.String(), hasText), nil
}

func finish(c choice, text string, has bool) choice {
	if has {
		c.Message.Content = &text
	}
	return c
}

func TestCut(t *testing.T) {
	url := serve(t, nil)
	whole := Answer("sluice-dev/cut", ask("sluice-dev/cut", ""))
	resp, err := post(t, t.Context(), url, ask("sluice-dev/cut", ""))
	if err != nil || resp.StatusCode != 200 {
		t.Fatal(resp, err)
	}
	got, err := io.ReadAll(resp.Body)
	if !errors.Is(err, io.ErrUnexpectedEOF) || len(got) != len(whole.Body)/2 {
		t.Errorf("%d of %d bytes, %v", len(got), len(whole.Body), err)
	}
	resp, err = post(t, t.Context(), url, ask("sluice-dev/cut", `,"stream":true`))
	if err != nil {
		t.Fatal(err)
	}
	lines, err := events(t, resp.Body)
	if err == nil || len(lines) == 0 || lines[len(lines)-1] == "[DONE]" {
		t.Errorf("%d events, %v", len(lines), err)
	}
}

func TestHangAnswersNobody(t *testing.T) {
	url := serve(t, nil)
	for _, rest := range []string{"", `,"stream":true`} {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		resp, err := post(t, ctx, url, ask("sluice-dev/hang", rest))
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v, %v", resp, err)
		}
	}
}

func TestSlowTakesItsTime(t *testing.T) {
	url := serve(t, nil)
	for _, rest := range []string{"", `,"stream":true`} {
		start := time.Now()
		resp, err := post(t, t.Context(), url, ask("sluice-dev/slow-80", rest))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, resp.Body); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took < 70*time.Millisecond {
			t.Errorf("it took %v", took)
		}
	}
}

func TestStatuses(t *testing.T) {
	url := serve(t, nil)
	tests := []struct {
		name string
		body []byte
		want int
	}{
		{"error", ask("sluice-dev/error-418", ""), 418},
		{"error streamed", ask("sluice-dev/error-502", `,"stream":true`), 502},
		{"unknown", ask("gpt", ""), 404},
		{"unknown streamed", ask("gpt", `,"stream":true`), 404},
		{"no JSON", []byte("{"), 400},
		{"too large", bytes.Repeat([]byte(" "), MaxBody+1), 413},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			resp, err := post(t, t.Context(), url, tt.body)
			if err != nil {
				t.Fatal(err)
			}
			var f failure
			if err := json.NewDecoder(resp.Body).Decode(&f); err != nil || f.Error.Message == "" || f.Error.Code == "" {
				t.Errorf("no error in OpenAI's shape: %v", err)
			}
			if resp.StatusCode != tt.want || resp.Header.Get("Content-Type") != "application/json" {
				t.Errorf("status %d, want %d", resp.StatusCode, tt.want)
			}
		})
	}
}

func TestOtherPaths(t *testing.T) {
	url := serve(t, nil)
	for path, want := range map[string]string{
		"/health":    `{"status":"ok"}`,
		"/v1/models": `"id":"sluice-dev/leak"`,
		"/nothing":   `"code":"unknown_url"`,
	} {
		resp, err := http.Get(url + path)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if err != nil || !strings.Contains(string(got), want) {
			t.Errorf("%s: %s, %v", path, got, err)
		}
	}
}

// What cannot be journalled is not answered.
func TestNoAnswerWithoutJournal(t *testing.T) {
	j, err := OpenJournal(filepath.Join(t.TempDir(), "j"))
	if err != nil {
		t.Fatal(err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	resp, err := post(t, t.Context(), serve(t, j), ask("sluice-dev", ""))
	if err != nil || resp.StatusCode != 500 {
		t.Errorf("got %v, %v", resp, err)
	}
}
