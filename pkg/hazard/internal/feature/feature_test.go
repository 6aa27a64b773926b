package feature

import (
	"slices"
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"Don't PANIC, it's 42!":          "dont panic its 42",
		"e\u0301t\u00e9 \u2126":          "ete \u03c9",
		"\uff28\uff45\uff4c\uff4c\uff4f": "hello",
		"k\u200bi\u00adll":               "kill",
		"safe SAFE unsafe Safely":        "safely",
		"\ufb01ne":                       "fine",
		strings.Repeat("x", maxWord+1):   strings.Repeat("x", maxWord) + " x",
		"\xff\xfea":                      "a",
		"":                               "",
		"\u65e5\u672c\u8a9e":             "\u65e5\u672c\u8a9e",
	} {
		var got []string
		words(text, func(w []byte) { got = append(got, string(w)) })
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestBlocks(t *testing.T) {
	var sizes []int
	Blocks(strings.Repeat("word ", 2*BlockWords+1), func(f []uint16) {
		sizes = append(sizes, len(f))
		if s := slices.Clone(f); len(slices.Compact(slices.Sorted(slices.Values(s)))) != len(f) {
			t.Error("a feature twice")
		}
	})
	// The first block has one pair fewer kinds than repeats: a word alone, a pair, and the letters of ^word$.
	if want := 2 + 4 + 3 + 2; len(sizes) != 3 || sizes[0] != want || sizes[1] != want || sizes[2] != want {
		t.Errorf("%v, want three of %d", sizes, want)
	}
}

// FuzzBlocks looks for a text that overflows a block.
func FuzzBlocks(f *testing.F) {
	f.Add("some words \ufdfa \u200b")
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range []string{text, strings.Repeat(text, 40), strings.Repeat("abcdefghijklmnopqrstuvwxyz012345", 3*BlockWords) + text} {
			n := 0
			Blocks(s, func(features []uint16) { n += len(features) })
			if n > 0 && len(s) == 0 {
				t.Fatal("features of nothing")
			}
		}
	})
}
