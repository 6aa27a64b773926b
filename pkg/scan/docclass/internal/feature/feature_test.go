package feature

import (
	"slices"
	"strings"
	"testing"
)

// blocks cuts text into blocks and keeps what was read.
func blocks(s *Scratch, text string) []Block {
	var out []Block
	for at := 0; at < len(text); {
		b := s.Next(text, at)
		b.Features = slices.Clone(b.Features)
		out = append(out, b)
		at = b.End
	}
	return out
}

func TestBlocks(t *testing.T) {
	line := strings.Repeat("x", 99) + "\n"
	for _, c := range []struct {
		name, text string
		want       []int // ends
	}{
		{"nothing", "", nil},
		{"short", "a b", []int{3}},
		{"line ends", strings.Repeat(line, 7), []int{300, 600, 700}},
		{"blank line", line + line + "\n" + line, []int{201, 301}},
		{"early blank line", "a\n\n" + line, []int{103}},
		{"words", strings.Repeat("1234567 ", 100), []int{512, 800}},
		{"one word", strings.Repeat("x", 1100), []int{512, 1024, 1100}},
		{"letters stay whole", strings.Repeat("日", 200), []int{510, 600}},
		{"broken letters", strings.Repeat("\x80", 600), []int{256, 600}},
	} {
		var got []int
		for _, b := range blocks(new(Scratch), c.text) {
			got = append(got, b.End)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: blocks end at %v, want %v", c.name, got, c.want)
		}
	}
}

func TestBlocksStandAlone(t *testing.T) {
	text := strings.Repeat("if x == 12 {\n\treturn twoWords(\"A\", NIL)\n}\n\nA sentence, with a comma.  Columns     here\n", 20)
	var s Scratch
	for _, b := range blocks(&s, text) {
		alone := new(Scratch).Next(text[b.Start:b.End], 0)
		if !slices.Equal(alone.Features, b.Features) || alone.Lines != b.Lines || b.Lines == 0 {
			t.Fatalf("block %d to %d depends on what is around it", b.Start, b.End)
		}
		if sorted := slices.Sorted(slices.Values(b.Features)); len(slices.Compact(sorted)) != len(b.Features) || sorted[len(sorted)-1] >= Buckets {
			t.Fatal("a feature twice, or none of the hash")
		}
	}
}

// TestWhatCounts: digits by their number, blanks once, small letters as capitals but for the shape; signs and
// indentation count.
func TestWhatCounts(t *testing.T) {
	read := func(text string) []uint32 { return slices.Clone(new(Scratch).Next(text, 0).Features) }
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"order 4711 of 12", "order 8096 of 34", true},
		{"order 4711 of 12", "order 47 of 12", false},
		{"a b", "a  b", true},
		{"a b", "a     b", false},
		{"x = y", "x == y", false},
		{"\tx", "x", false},
		{"end\r\n", "end\n", true},
		{"Word", "word", false},
	} {
		if same := slices.Equal(read(c.a), read(c.b)); same != c.same {
			t.Errorf("%q and %q: same %v, want %v", c.a, c.b, same, c.same)
		}
	}
}

func FuzzNext(f *testing.F) {
	f.Add("x = {\n\n\t日本 12,000.00\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, text := range []string{text, strings.Repeat(text, 30)} {
			at := 0
			for _, b := range blocks(new(Scratch), text) {
				if b.Start != at || b.End <= at || b.End > at+MostBytes || len(b.Features) > 24*MostBytes {
					t.Fatalf("a block from %d to %d after %d with %d features", b.Start, b.End, at, len(b.Features))
				}
				at = b.End
			}
			if at != len(text) {
				t.Fatalf("%d of %d bytes read", at, len(text))
			}
		}
	})
}
