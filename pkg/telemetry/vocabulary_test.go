package telemetry

import (
	"strings"
	"testing"
)

// TestModelNames: a name is told as the longest pattern above it, as the pool finds it.
func TestModelNames(t *testing.T) {
	var l lexicon
	l.add([]string{"m", "org/m", "org/*", "org/deep/*", "a/b/c/*"})
	for name, want := range map[string]string{
		"m": "m", "org/m": "org/m", "org/x": "org/*", "org/deep": "org/*", "org/deep/x": "org/deep/*", "org/deep/x/y": "org/deep/*",
		"org/x/deep": "org/*", "a/b/c/d": "a/b/c/*",
		"": Other, "m/x": Other, "org": Other, "org/": Other, "a/b/c": Other, "a/b/x": Other, "a/b/c/": Other, "/org/x": Other, "x/org/y": Other,
		"org/" + strings.Repeat("x/", 1000): "org/*", strings.Repeat("x", 1000) + "/org/y": Other,
	} {
		if got := l.model(name); got != want {
			t.Errorf("%.40q is told as %q, want %q", name, got, want)
		}
	}
}
