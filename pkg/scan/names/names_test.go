package names

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestWeights(t *testing.T) {
	tagger := New()
	sum := sha256.Sum256([]byte(embedded))
	if tagger.Digest() != hex.EncodeToString(sum[:]) || tagger.Name() != "sluice-names-1" {
		t.Errorf("%s %s", tagger.Name(), tagger.Digest())
	}
	if len(embedded) > 8<<20 {
		t.Errorf("%d bytes of weights", len(embedded))
	}
	far := embedded[:len(Magic)] + "\xff\xff\xff\x7f" + embedded[len(Magic)+4:]
	for _, bad := range []string{"", embedded[1:], embedded + "x", "x" + embedded[1:], far} {
		if _, err := Load([]byte(bad)); err == nil {
			t.Errorf("%d bytes of something else loaded", len(bad))
		}
	}
}

// TestCard: the model card is of these weights.
func TestCard(t *testing.T) {
	card, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "model-cards", "names.md"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(card), New().Digest()) {
		t.Errorf("docs/model-cards/names.md is not of the weights %s: new weights need new figures", New().Digest())
	}
}

// marked reads a text in which names stand in brackets with the letter of their kind, as [P Anna].
func marked(s string) (text string, want []Span) {
	for s != "" {
		open := strings.Index(s, "[")
		if open < 0 {
			return text + s, want
		}
		end := strings.Index(s, "]")
		text += s[:open]
		kind := map[byte]Kind{'P': Person, 'L': Location, 'O': Organization}[s[open+1]]
		name := s[open+3 : end]
		want = append(want, Span{Kind: kind, Start: len(text), End: len(text) + len(name)})
		text += name
		s = s[end+1:]
	}
	return text, want
}

// TestPlainSentences are made up, with names that no list of the trainer holds where they could be.
func TestPlainSentences(t *testing.T) {
	tagger := New()
	for _, s := range []string{
		"My name is [P Odalys Brekkestad] and I lost my card.",
		"Please send the invoice to [P Tjark Wiebenga] before Friday.",
		"[P Ilmari Kettunen] works for [O Vexalon Systems Ltd] in [L Oulu].",
		"Dear Mr. [P Haverstock],\n\nthank you for your letter.",
		"I moved from [L Canada] to [L Portugal] last year.",
		"Ship it to [L 4411 Quarry Lane, Apt. 12, Springfield, OH 45501] please.",
		"Ship it to:\n[L 12 Harbour Street\nCork\nIreland]\n\nThank you.",
		"please ask [P agnieszka] about the order",
		"We flew to [L Nairobi] on Monday.",
		"Please send it to [L 12 Quarry Lane, Springfield, OH 45501]. It is late.",
		"Name: [P Zuzana Hlaváčková]\nPhone: 555 0100",
		"What can you do?", "Write a haiku about the sea.", "", " \n\n ", "...", "1234 5678", "\xff\xfe\x00",
	} {
		text, want := marked(s)
		got := tagger.Find(text, nil)
		for i := range got {
			if !(got[i].Score >= 0.5 && got[i].Score < 1) {
				t.Errorf("%q: score %v", text, got[i].Score)
			}
			got[i].Score = 0
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q:\n got %s\nwant %s", text, show(text, got), show(text, want))
		}
	}
}

func show(text string, spans []Span) string {
	var out []string
	for _, s := range spans {
		out = append(out, fmt.Sprintf("%v %q", s.Kind, text[s.Start:s.End]))
	}
	return strings.Join(out, ", ")
}

// TestFindAppends: what was found before stays, and nothing else is allocated.
func TestFindAppends(t *testing.T) {
	tagger := New()
	text := strings.Repeat("Anna Kovács of Bluewave GmbH moved to Vienna. ", 50)
	before := []Span{{Kind: Organization, Start: 1, End: 2, Score: 3}}
	found := tagger.Find(text, slices.Clone(before))
	if found[0] != before[0] || len(found) < 100 {
		t.Fatalf("%d found", len(found))
	}
	if n := testing.AllocsPerRun(20, func() { found = tagger.Find(text, found[:0]) }); n >= 1 {
		t.Errorf("%v allocations", n)
	}
}

// check fails where spans are not in order, overlap, end in a blank, or go over lines and are no location.
func check(t *testing.T, text string, found []Span) {
	t.Helper()
	at := 0
	for _, s := range found {
		if s.Start < at || s.End <= s.Start || s.End > len(text) || s.Kind > Organization || !(s.Score >= 0.5 && s.Score <= 1) {
			t.Fatalf("%+v after %d in %q", s, at, text)
		}
		name := text[s.Start:s.End]
		if strings.TrimSpace(name) != name || strings.Contains(name, "\n\n") || s.Kind != Location && strings.Contains(name, "\n") {
			t.Fatalf("%v %q", s.Kind, name)
		}
		at = s.End
	}
}

func TestConcurrentUse(t *testing.T) {
	tagger := New()
	text := "Anna Kovács of Bluewave GmbH moved to Vienna."
	want := tagger.Find(text, nil)
	done := make(chan []Span)
	for range 8 {
		go func() { done <- tagger.Find(text, nil) }()
	}
	for range 8 {
		if got := <-done; !slices.Equal(got, want) {
			t.Errorf("%v, then %v", want, got)
		}
	}
}

func FuzzFind(f *testing.F) {
	tagger := New()
	for _, s := range texts() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		check(t, text, tagger.Find(text, nil))
		for from := 0; from < len(text); {
			end, _ := Sentence(text, from)
			if end <= from || end > len(text) || end-from > MaxSentence {
				t.Fatalf("a sentence from %d to %d", from, end)
			}
			from = end
		}
	})
}
