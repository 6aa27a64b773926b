//go:build vectorscan

package vector

import "testing"

func TestCount(t *testing.T) {
	s, n, err := New([]string{`ghp_[0-9a-zA-Z]{36}`, `(?=x)y`, `\bkey\b`})
	if err != nil {
		t.Fatal(err)
	}
	if n != 2 {
		t.Errorf("%d of 3 expressions compiled, want 2: one has look-around", n)
	}
	for text, want := range map[string]int{"": 0, "no": 0, "a key, ghp_0123456789abcdefghijABCDEFGHIJ012345": 2} {
		if got := s.Count(text); got != want {
			t.Errorf("%q: %d matches, want %d", text, got, want)
		}
	}
}
