package rules

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sluice/pkg/scan"
)

// shapes are expressions as rules have them, and pieces of text that nearly match.
var shapes = []struct {
	expr   string
	group  int
	pieces []string
}{
	{`\b(ACME_[A-Z0-9]{6})(?:[\x60'"\s;]|\\[nr]|$)`, 0, []string{"ACME_", "AB12CD", "AB12C", "9", `\n`, `"`}},
	{`(?i)[\w.-]{0,20}?(?:globex|initech)(?:[ \t\w.-]{0,10})[\s'"]{0,3}(?:=|>|:=|:)[\x60'"\s=]{0,5}([a-z0-9]{8})(?:[\x60'"\s;]|$)`, 0, []string{"globex", "Initech", "_key", "=", ": ", "a1b2c3d4", "a1b2c3d", ".", "-"}},
	{`(?i)key=(\S+)`, 1, []string{"key=", "KEY=", "v", "ſ", "K", "é"}},
	{`(foo|bar)[0-9]+x?`, 1, []string{"foo", "bar", "1", "22", "x"}},
	{`[0-9a-f]{8}-[0-9a-f]{4}`, 0, []string{"0123abcd", "-", "12ef", "0", "g"}},
	{`-----BEGIN X-----[\s\S]{4,}?END X-----`, 0, []string{"-----BEGIN X-----", "END X-----", "data", "\n"}},
	{`(?m)^token: (.{3,10})$`, 1, []string{"token: ", "abc", "defghijk", "\n", "é"}},
	{`.*secret.*`, 0, []string{"secret", "a", "\n", "ü"}},
	{`(?:a|ab)(?:c|bcd)(?:d*)`, 0, []string{"a", "b", "c", "d"}},
	{`\bid-(\d{3})\b|\bno-(\d{2})\b`, 0, []string{"id-", "no-", "123", "45", "6", "_"}},
	{`(?:ping|pong){2,3}!`, 0, []string{"ping", "pong", "!", "p"}},
	{`é+acme(?i:straße)`, 0, []string{"é", "acme", "straße", "STRAßE", "ACME"}},
	{`x(?:y{2,4}z)+`, 0, []string{"x", "yy", "y", "z"}},
	{`\Aconfig\d|end\d\z`, 0, []string{"config", "1", "end", "2"}},
	{`(?i)sky(?:ss)?key`, 0, []string{"sky", "SKY", "ss", "key", "Key"}},
}

// TestSpansAreThoseOfRegexp compares the engine with FindAll on the whole text.
func TestSpansAreThoseOfRegexp(t *testing.T) {
	for n, shape := range shapes {
		t.Run(shape.expr, func(t *testing.T) {
			set := compile(t, fmt.Sprintf("[[rules]]\nid = \"r\"\nregex = '''%s'''\nsecretGroup = %d\n", shape.expr, shape.group))
			re := regexp.MustCompile(shape.expr)
			matched := 0
			rng := rand.New(rand.NewPCG(uint64(n), 1))
			for range 1500 {
				text := textOf(rng, shape.pieces)
				want := spansOf(re, shape.group, text)
				got := flat(set.Plain(text))
				if !slices.Equal(got, want) {
					t.Fatalf("%q: %v, regexp finds %v", text, got, want)
				}
				matched += len(want)
			}
			if matched < 10 {
				t.Errorf("only %d matches: the pieces are no test", matched)
			}
		})
	}
}

// TestStreamsFindTheSame cuts texts at every byte.
func TestStreamsFindTheSame(t *testing.T) {
	for n, shape := range shapes {
		set := compile(t, fmt.Sprintf("[[rules]]\nid = \"r\"\nregex = '''%s'''\nsecretGroup = %d\n", shape.expr, shape.group))
		rng := rand.New(rand.NewPCG(uint64(n), 2))
		for range 100 {
			text := textOf(rng, shape.pieces)
			sameInStream(t, set, text)
		}
	}
}

// compile makes a set of a document that loads.
func compile(t testing.TB, doc string) *scan.Set {
	t.Helper()
	f, err := Load([]byte(doc), nil)
	if err != nil {
		t.Fatal(err)
	}
	set, err := scan.New(f.Detectors()...)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// textOf joins pieces with and without something between.
func textOf(rng *rand.Rand, pieces []string) string {
	var b strings.Builder
	for range 1 + rng.IntN(16) {
		b.WriteString(pieces[rng.IntN(len(pieces))])
		if rng.IntN(4) == 0 {
			b.WriteString([]string{" ", "\n", "; ", "ä", "'", "."}[rng.IntN(6)])
		}
	}
	return b.String()
}

// spansOf is what regexp alone finds.
func spansOf(re *regexp.Regexp, group int, text string) (out [][2]int) {
	for _, m := range re.FindAllStringSubmatchIndex(text, -1) {
		at := [2]int{m[0], m[1]}
		for g := 1; g < len(m)/2; g++ {
			if (group == 0 || g == group) && m[2*g] >= 0 && m[2*g+1] > m[2*g] {
				at = [2]int{m[2*g], m[2*g+1]}
				break
			}
		}
		out = append(out, at)
	}
	return out
}

func flat(found []scan.Finding) (out [][2]int) {
	for _, f := range found {
		out = append(out, [2]int{f.Start, f.End})
	}
	return out
}

// sameInStream feeds a text byte by byte.
func sameInStream(t *testing.T, set *scan.Set, text string) {
	t.Helper()
	var got [][2]int
	s, at := set.Stream(), 0
	take := func(r scan.Release) {
		for _, f := range r.Findings {
			got = append(got, [2]int{at + f.Start, at + f.End})
		}
		at += len(r.Text)
	}
	for i := range len(text) {
		take(s.Write(text[i : i+1]))
	}
	take(s.Close())
	if want := flat(set.Scan(text)); !slices.Equal(got, want) {
		t.Fatalf("%q: the stream finds %v, the scan %v", text, got, want)
	}
}
