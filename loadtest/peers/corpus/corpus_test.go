package corpus

import (
	"strings"
	"testing"
)

func source(t *testing.T) *Source {
	t.Helper()
	s, err := Read(Root())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSameSeedSameTexts(t *testing.T) {
	a, b := source(t), source(t)
	for i, pair := range [][3]Corpus{
		{Chat(a, 40, 7), Chat(b, 40, 7), Chat(a, 40, 8)},
		{Files(a, 2, 7), Files(b, 2, 7), Files(a, 2, 8)},
	} {
		for j := range pair[0].Texts {
			if pair[0].Texts[j].Text != pair[1].Texts[j].Text {
				t.Errorf("corpus %d: text %d differs from run to run", i, j)
			}
		}
		if pair[0].Texts[0].Text == pair[2].Texts[0].Text {
			t.Errorf("corpus %d: another seed gives the same text", i)
		}
	}
}

func TestSizesAndRates(t *testing.T) {
	s := source(t)
	for _, tt := range []struct {
		c       Corpus
		planted int
	}{{Chat(s, 100, 1), 10}, {Files(s, 3, 1), 12}} {
		if got := tt.c.Planted(); got != tt.planted {
			t.Errorf("%s: %d secrets planted, want %d", tt.c.Name, got, tt.planted)
		}
		for i, text := range tt.c.Texts {
			if len(text.Text) != tt.c.Size {
				t.Errorf("%s: text %d has %d bytes, want %d", tt.c.Name, i, len(text.Text), tt.c.Size)
			}
			for _, p := range text.Planted {
				secret := text.Text[p.Start:p.End]
				if len(secret) < 20 || strings.ContainsAny(secret, " \t\"") && p.Kind != "private-key" {
					t.Errorf("%s: text %d: the place of a %s holds something else", tt.c.Name, i, p.Kind)
				}
			}
		}
	}
}
