package main

import (
	"testing"

	"sluice/pkg/config"
)

// The classifier of injections is there where the file has one, and only there.
func TestLabelsOfTheConfiguration(t *testing.T) {
	for text, want := range map[string]bool{
		"":                                     false,
		"guard: {injection: {backends: []}}\n": false,
		"guard: {injection: {backends: [{name: a, engine: tei, url: \"http://127.0.0.1:1\", model: m}, {name: b, engine: vllm, url: \"http://127.0.0.1:2\", model: n, timeout: 1s}]}}\n": true,
	} {
		cfg, err := config.Parse("c", []byte(text), knownTo(serviceNames()))
		if err != nil {
			t.Fatal(err)
		}
		p := &process{cfg: cfg}
		if got, err := p.labels(); err != nil || (got != nil) != want {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	p := &process{cfg: config.File{Guard: config.Guard{Injection: config.Injection{Backends: []config.InjectionBackend{
		{Name: "a", Engine: "tei", URL: "http://user:word@127.0.0.1:1", Model: "m"},
	}}}}}
	if _, err := p.labels(); err == nil {
		t.Error("an address with a password is taken")
	}
}
