package main

import (
	"strings"
	"testing"
	"time"
)

func TestMarkdown(t *testing.T) {
	r := &report{
		Date: "2026-01-02", Machine: "2 cores", Command: "make e2e-llm", Engine: aboutOne{Kind: "llamacpp", Model: "m", SHA: "abc", Packages: map[string]string{"b": "2", "a": "1"}},
		Latency: &latency{Rounds: 3, Tokens: 9, Direct: timing{First: 100, Rate: 20}, Sluice: timing{First: 150, Rate: 10}},
		Results: []result{{Group: "chat", Expect: "one", Seen: "a|b\n<c>", State: passed}, {Group: "chat", Expect: "two", Seen: "no", State: failed}, {State: notRun}},
	}
	text := string(r.markdown())
	for _, want := range []string{
		"**1 passed, 1 failed, 0 only seen, 1 not run.**", "| chat | one | a\\|b &lt;c> | passed |", "| chat | two | no | **failed** |",
		"| first text at the caller, ms | 100 | 150 | 1.50 |", "| tokens a second | 20.0 | 10.0 | 0.50 |", "| SHA-256 | abc |", "| package a | 1 |\n| package b | 2 |",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "| slots |") {
		t.Error("a line without a value")
	}
	if r.failed() != 1 {
		t.Error("failures:", r.failed())
	}
}

func TestMedians(t *testing.T) {
	of := func(ms ...int) (out []roundOf) {
		for _, m := range ms {
			out = append(out, roundOf{first: time.Duration(m) * time.Millisecond, total: time.Second, tokens: m})
		}
		return out
	}
	if got := medians(of(5, 1, 9)); got.First != 5 || got.Rate != 5 {
		t.Errorf("of three: %+v", got)
	}
	if got := medians(of(5, 1, 9, 6)); got.First != 5.5 {
		t.Errorf("of four: %+v", got)
	}
}

func TestSettings(t *testing.T) {
	guard := settings{GuardURL: "http://127.0.0.1:1", GuardEngine: "vllm", GuardModel: "m", GuardFamily: "llama-guard-3-8b"}
	for _, tt := range []struct {
		name string
		s    settings
		want string // in the error; "" for none
	}{
		{"nothing", settings{}, ""},
		{"an engine", settings{URL: "https://127.0.0.1:1/v1", Engine: "vllm", Model: "m"}, ""},
		{"a guard", guard, ""},
		{"no kind", settings{URL: "http://127.0.0.1:1", Model: "m"}, "E2E_ENGINE"},
		{"the built-in model", settings{URL: "http://127.0.0.1:1", Engine: "dev", Model: "m"}, "E2E_ENGINE"},
		{"no model", settings{URL: "http://127.0.0.1:1", Engine: "vllm"}, "E2E_MODEL"},
		{"no address", settings{URL: "127.0.0.1:1", Engine: "vllm", Model: "m"}, "E2E_URL"},
		{"a key in it", settings{URL: "http://u:s3cret@127.0.0.1:1", Engine: "vllm", Model: "m"}, "E2E_API_KEY"},
		{"a model for nothing", settings{Model: "m"}, "E2E_URL"},
		{"half a guard", settings{GuardURL: "http://127.0.0.1:1"}, "E2E_GUARD_MODEL"},
		{"no family", settings{GuardURL: "http://127.0.0.1:1", GuardEngine: "vllm", GuardModel: "m", GuardFamily: "x"}, "E2E_GUARD_FAMILY"},
	} {
		err := tt.s.check()
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: %v", tt.name, err)
		}
		if err != nil && strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: the error holds the key", tt.name)
		}
	}
}

func TestNoPython(t *testing.T) {
	dir := t.TempDir()
	for python, want := range map[string]string{"no-such-python": "E2E_URL", "false": "E2E_PYTHON"} {
		if _, err := installed(t.Context(), python, dir, t.Logf); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", python, err)
		}
	}
}
