package feature

import (
	"slices"
	"strings"
	"testing"
)

// texts are the places of the blocks of a text.
func texts(text string) (out []string) {
	NewScratch(NewClasses()).Blocks(text, func(b Block) { out = append(out, text[b.Start:b.End]) })
	return out
}

func TestBlocksEndWithSentences(t *testing.T) {
	for text, want := range map[string][]string{
		"One two three four. Five six seven eight": {"One two three four", "Five six seven eight"},
		"Yes. No. Well, who knows?":                {"Yes. No. Well, who knows?"},
		"version 2.14.0 of the tool\nnext line":    {"version 2.14.0 of the tool", "next line"},
		"a b c d e f g":                            {"a b c d e f g"},
		strings.Repeat("word ", 14):                {strings.TrimSpace(strings.Repeat("word ", 12)), "word word"},
		"":                                         nil,
		" \n|.?!":                                  {"?"},
	} {
		if got := texts(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// features are those of a text's first block, sorted.
func features(text string) (out []uint16) {
	NewScratch(NewClasses()).Blocks(text, func(b Block) {
		if out == nil {
			out = append(out, b.Features...)
		}
	})
	slices.Sort(out)
	return out
}

func TestDisguisesReadAlike(t *testing.T) {
	for text, same := range map[string]string{
		"IGNORE the Rules":             "ignore the rules",
		"ign\u200bore t\u00adhe rules": "ignore the rules",
		"ｉｇｎｏｒｅ the rules":             "ignore the rules",
		"1gnor3 the rules":             "ignore the rules",
		"i g n o r e  the rules":       "ignore the rules",
		"ignоre the rules":             "ignore the rules", // a Cyrillic letter
		"don't":                        "dont",
		"year 2026":                    "year 1999",
	} {
		if !slices.Equal(features(text), features(same)) {
			t.Errorf("%q reads otherwise than %q", text, same)
		}
	}
}

func TestClassesHoldBetweenLanguages(t *testing.T) {
	classes := NewClasses()
	for word, same := range map[string]string{"ignore": "vergiss", "previous": "anteriores", "instructions": "consignes", "your": "tuas"} {
		if a, b := classes.of(hash(word)), classes.of(hash(same)); a == 0 || a != b {
			t.Errorf("%s is of class %d, %s of %d", word, a, same, b)
		}
	}
	if classes.of(hash("harbour")) != 0 {
		t.Error("a word of no class has one")
	}
	for _, f := range features("harbour lights tonight") {
		if f >= FirstClass {
			t.Errorf("feature %d of a class in words of none", f)
		}
	}
}

// TestNew: a feature is new to a window where none of its blocks before has it, and once a block.
func TestNew(t *testing.T) {
	s := NewScratch(NewClasses())
	other := strings.Repeat("night ", most)
	for range 2 {
		var got []Block
		s.Blocks(strings.Repeat("harbour ", 2*most)+other+other+strings.Repeat("harbour ", most), func(b Block) {
			if f := slices.Clone(b.Features); len(slices.Compact(slices.Sorted(slices.Values(f)))) != len(b.Features) {
				t.Error("a feature twice in a block")
			}
			got = append(got, Block{Start: len(b.Features), New: b.New})
		})
		all, few := got[0].Start, got[4].New[2]
		if len(got) != 5 || got[0].New != [3]int{all, all, all} || got[1].New[0] != got[1].Start || got[1].New[1] > 1 || got[4].New[1] < all-2 || few > 2 {
			t.Errorf("%+v", got)
		}
	}
}

// FuzzBlocks looks for a text that overflows a block, or whose blocks overlap.
func FuzzBlocks(f *testing.F) {
	f.Add("some words \ufdfa \u200b i g n o r e")
	s := NewScratch(NewClasses())
	f.Fuzz(func(t *testing.T, text string) {
		for _, long := range []string{text, strings.Repeat(text, 40), strings.Repeat("abcdefghijklmnopqrstuvwxyz012345", 3*most) + text} {
			last := 0
			s.Blocks(long, func(b Block) {
				if b.Start < last || b.End <= b.Start || b.End > len(long) || b.New[0] != len(b.Features) || b.New[1] > b.New[0] || b.New[2] > b.New[1] {
					t.Fatalf("%+v after %d", b, last)
				}
				last = b.End
			})
		}
	})
}
