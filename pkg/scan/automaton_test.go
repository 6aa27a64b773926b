package scan

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sluice/pkg/scan/rule"
)

// word is a detector of a list of words.
func wordDetector(id string, fold bool, words ...string) Detector {
	return Detector{
		Rule: id, Type: "WORD", Literals: words, Fold: fold,
		Find: func(_ string, at, end int) (int, int, float64) { return at, end, 1 }, Hold: rule.Hold{Reach: `(?s:.)`}, Revision: 1,
	}
}

// TestManyLiterals has more literals than the automaton has states for their ends.
func TestManyLiterals(t *testing.T) {
	var ds []Detector
	var all []string
	for k := range 5 {
		var words []string
		for i := range 12000 {
			words = append(words, fmt.Sprintf("w%06dq", (i*5+k)*7919%1000003))
		}
		all = append(all, words...)
		ds = append(ds, wordDetector(fmt.Sprint("list-", k), true, words...))
	}
	s, err := New(ds...)
	if err != nil {
		t.Fatal(err)
	}
	if s.words.keep >= maxKeep {
		t.Fatalf("the automaton keeps %d bytes of each: nothing had to be left out", s.words.keep)
	}
	for i := 0; i < len(all); i += 997 {
		text := "a " + strings.ToUpper(all[i]) + " b"
		if got := s.Plain(text); len(got) != 1 || got[0].Start != 2 || got[0].End != 2+len(all[i]) {
			t.Errorf("%q: %v", text, got)
		}
		if got := s.Plain("a " + all[i][:3] + "x" + all[i][4:]); len(got) != 0 {
			t.Errorf("a word that is none of the list is found: %v", got)
		}
	}
}

// TestClassesAreShared has literals of more different bytes than the automaton tells
// apart.
func TestClassesAreShared(t *testing.T) {
	var words []string
	for b := 0x21; b < 0x100; b++ {
		words = append(words, "x"+string([]byte{byte(b)})+"z")
	}
	s, err := New(wordDetector("bytes", false, words...))
	if err != nil {
		t.Fatal(err)
	}
	for b := range 0x100 {
		got := s.Plain("--x" + string([]byte{byte(b)}) + "z--")
		if want := b >= 0x21; (len(got) == 1) != want {
			t.Errorf("byte %#x: %v", b, got)
		}
	}
}

// TestShortLiteralsLookAhead has a literal of one byte of which the automaton reads
// the byte behind it.
func TestShortLiteralsLookAhead(t *testing.T) {
	d := Detector{Rule: "pair", Type: "WORD", Literals: []string{":"}, Before: 1, Pattern: "[a-f]:[a-f]", Lead: rule.Bytes("a-f"), Match: nil}
	s, err := New(d, wordDetector("letters", false, "abcdefg")) // so that the automaton tells the letters apart
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(s.words.hits, func(h hit) bool { return h.after == 1 }) {
		t.Fatal("the automaton does not look behind the literal")
	}
	for text, want := range map[string]int{"a:b": 1, ":": 0, "a:": 0, ":a": 0, "a:x a:b": 1, "x:a": 0, "A:B": 0, "a:b:c": 1, "a:b c:d": 2} {
		if got := s.Plain(text); len(got) != want {
			t.Errorf("%q: %v, want %d", text, got, want)
		}
		st := s.Stream()
		n := 0
		for i := range len(text) {
			n += len(st.Write(text[i : i+1]).Findings)
		}
		if n += len(st.Close().Findings); n != want {
			t.Errorf("%q byte by byte: %d, want %d", text, n, want)
		}
	}
}

func TestBeginnings(t *testing.T) {
	b := newBeginnings([]compiled{{Detector: Detector{Literals: []string{"secret", "token", "se"}}}, {Detector: Detector{Literals: []string{"x"}}}})
	for text, want := range map[string]int{"": 0, "a": 0, "s": 1, "my SECRE": 5, "secret": 6, "secrets": 1, "to": 2, "tox": 1, "xt": 1, "sse": 2, "tok e": 0} {
		if got := b.ends(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}
