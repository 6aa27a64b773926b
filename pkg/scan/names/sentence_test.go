package names

import (
	"slices"
	"strings"
	"testing"
)

func TestSentence(t *testing.T) {
	for _, c := range []struct {
		name string
		want []string
	}{
		{"full stops", []string{"It rained. ", "We left! ", "Nobody called."}},
		{"abbreviations", []string{"Dr. A. Smith of Acme Inc. lives at Main St. in Cork. ", "He left."}},
		{"house numbers", []string{"Send it to Fő u. 12. Budapest. ", "Thanks."}},
		{"years and postal codes", []string{"She left in 1990. ", "He stayed at 1 Main St, OH 45501. ", "It rained."}},
		{"question and answer", []string{"Your name? Anna. ", "Good."}},
		{"question on a line", []string{"Your name?\n", "Anna"}},
		{"small letters go on", []string{"We use e.g. apples and e.t.c. pears. and so on"}},
		{"lines of an address", []string{"12 Main St\nSpringfield\n62704"}},
		{"blank line", []string{"12 Main St\nSpringfield\n \n", "Next"}},
		{"quoted", []string{"\"I left.\" ", "Then rain."}},
		{"ideographic", []string{"今日は雨。 ", "明日も。"}},
		{"blanks first", []string{"  \n\n", "x"}},
	} {
		text := strings.Join(c.want, "")
		var got []string
		for from := 0; from < len(text); {
			end, _ := Sentence(text, from)
			got = append(got, text[from:end])
			from = end
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// texts are what the streams below are made of.
func texts() []string {
	return []string{
		"Dr. Anna Kovács of Bluewave GmbH lives at 12 Main St.\nSpringfield\nOH 45501. She left! Why? Nobody knows.\n\nBest,\nTom\n",
		strings.Repeat("no end in sight ", 150) + "Anna. Tom",
		strings.Repeat("x", 3000) + " Anna went to Oslo. " + strings.Repeat("日本", 800),
		strings.Repeat("line of Tom\n", 200),
		strings.Repeat(" \n", 900) + "a. " + strings.Repeat("\n", 1100) + "B",
		"\xff\xfe. \xf0\x9f\x98\x80 A\u00a0b. \u3000C \xe6\x97. D",
	}
}

// TestStream: at every split of a text, what Sentence calls whole is what it is in the whole text, so that a stream
// finds the same names.
func TestStream(t *testing.T) {
	tagger := New()
	for _, text := range texts() {
		var ends []int
		for from := 0; from < len(text); {
			end, whole := Sentence(text, from)
			if !whole && end != len(text) || end-from > MaxSentence {
				t.Fatalf("%d to %d of %d, whole %v", from, end, len(text), whole)
			}
			ends = append(ends, end)
			from = end
		}
		for split := range len(text) {
			from := 0
			for i := 0; ; i++ {
				end, whole := Sentence(text[:split], from)
				if !whole {
					if end != split || split-from >= MaxSentence {
						t.Fatalf("split %d: not whole from %d to %d", split, from, end)
					}
					break
				}
				if end != ends[i] {
					t.Fatalf("split %d: a sentence ends at %d, want %d", split, end, ends[i])
				}
				from = end
				if from == split {
					break
				}
			}
		}
		var streamed []Span
		for from, i := 0, 0; i < len(ends); i++ {
			for _, s := range tagger.Find(text[from:ends[i]], nil) {
				s.Start, s.End = s.Start+from, s.End+from
				streamed = append(streamed, s)
			}
			from = ends[i]
		}
		whole := tagger.Find(text, nil)
		check(t, text, whole)
		if !slices.Equal(whole, streamed) {
			t.Errorf("whole %s\nsentences %s", show(text, whole), show(text, streamed))
		}
	}
}
