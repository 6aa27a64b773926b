package feature

import (
	"strings"
	"testing"
)

func lexicon(t testing.TB) *Lexicon {
	t.Helper()
	file, err := NewLexicon([]uint64{Hash("Anna"), Hash("street"), Hash("the"), Hash("anna")}, []uint16{First, Street, Frequent, City})
	if err != nil {
		t.Fatal(err)
	}
	return ReadLexicon(string(file))
}

func TestTokens(t *testing.T) {
	s := NewSentence(lexicon(t))
	for text, want := range map[string]string{
		"Anna's dog didn't bark.":   "Anna|'s|dog|didn't|bark|.",
		"O’Neal-Smith, 12th St.":    "O’Neal|-|Smith|,|12th|St|.",
		"  a\n\tb  ":                "a|b",
		"x@y.com (ok)":              "x|@|y|.|com|(|ok|)",
		"日本 é e\u0301":              "日本|é|e\u0301",
		"'s' it's":                  "'s|'|it|'s",
		"":                          "",
		"\xff\xfe":                  "\xff|\xfe",
		strings.Repeat("a.", 512):   strings.TrimSuffix(strings.Repeat("a|.|", 512), "|"),
		strings.Repeat(".", 1024):   strings.TrimSuffix(strings.Repeat(".|", 1024), "|"),
		strings.Repeat("word ", 20): strings.TrimSuffix(strings.Repeat("word|", 20), "|"),
	} {
		s.Read(text)
		var got []string
		for i := range s.Len() {
			got = append(got, text[s.Token(i).Start:s.Token(i).End])
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%.40q: %.60q", text, strings.Join(got, "|"))
		}
	}
}

func TestShapes(t *testing.T) {
	s := NewSentence(lexicon(t))
	for text, want := range map[string]uint8{
		"word": lower, "Word": title, "W": initial, "WORD": capitals, "McWord": inner, "iPhone": camel, "日本": letters,
		"a1": mixed, "%": sign, "1234": digits + 4, "12345678": digits + 6, "Ærø": title, "didn't": lower,
	} {
		s.Read(text)
		if got := s.Token(0).shape; got != want {
			t.Errorf("%s: %d, want %d", text, got, want)
		}
	}
}

func TestLexicon(t *testing.T) {
	l := lexicon(t)
	for word, want := range map[string]uint16{"anna": First | City, "ANNA": First | City, "Street": Street, "the": Frequent, "tom": 0} {
		if got := l.mask(Hash(word)); got != want {
			t.Errorf("%s: %b, want %b", word, got, want)
		}
	}
	many := make([]uint64, slots+1)
	for i := range many {
		many[i] = uint64(i) * prime
	}
	if _, err := NewLexicon(many, make([]uint16, len(many))); err == nil {
		t.Error("more words than slots")
	}
}

// TestFeaturesDependOnTheSentenceAlone: scratch that was used before gives the same.
func TestFeaturesDependOnTheSentenceAlone(t *testing.T) {
	l := lexicon(t)
	used := NewSentence(l)
	used.Read(strings.Repeat("Anna OF Acme-Corp & Co. left\n 12 Main street; ", 20))
	for _, text := range []string{"Anna left", "the street", "a B & C-D. E\nF", "1 2 3"} {
		fresh := NewSentence(l)
		fresh.Read(text)
		used.Read(text)
		for i := range fresh.Len() {
			var a, b [Count]uint32
			fresh.Features(i, &a)
			used.Features(i, &b)
			if a != b {
				t.Errorf("%q, token %d", text, i)
			}
		}
	}
}

// TestAround: a list of names is one list, whatever joins it, and a line's end parts it; the words on either side are
// those that the lexicon knows as common and not as frequent.
func TestAround(t *testing.T) {
	file, err := NewLexicon([]uint64{Hash("founders"), Hash("the"), Hash("met")}, []uint16{Common, Common | Frequent, Common})
	if err != nil {
		t.Fatal(err)
	}
	s := NewSentence(ReadLexicon(string(file)))
	for _, c := range []struct {
		text        string
		first, end  int16
		items       uint8
		left, right int16
	}{
		{"the founders Anna, Bob and Cleo met", 2, 7, 3, 1, 7},
		{"the founders Anna, Bob, and Cleo met", 2, 8, 3, 1, 8},
		{"the founders Anna or Bob & Cleo met", 2, 7, 2, 1, 7},
		{"the founders Anna\nand Bob met", 2, 3, 1, 1, 5},
		{"the founders Anna met Bob", 2, 3, 1, 1, 3},
		{"the Anna", 1, 2, 1, -1, -1},
	} {
		s.Read(c.text)
		token := s.Token(int(c.first))
		if token.listFirst != c.first || token.listEnd != c.end || token.items != c.items || token.left != c.left || token.right != c.right {
			t.Errorf("%q: %+v", c.text, *token)
		}
	}
}

// TestCompound: a word with a capital that no list has may be two common words, and a word of a list is what it is there.
func TestCompound(t *testing.T) {
	file, err := NewLexicon([]uint64{Hash("flight"), Hash("stats"), Hash("flightstat"), Hash("springfield"), Hash("spring"), Hash("field")},
		[]uint16{Common, Common | Frequent, Common, City, Common, Common})
	if err != nil {
		t.Fatal(err)
	}
	s := NewSentence(ReadLexicon(string(file)))
	for word, want := range map[string]uint16{
		"Flightstats": Compound, "FlightStats": Compound, "Springstats": Compound, "flightstats": 0, "Flights": 0, "Flightstäts": 0,
		"Springfield": City, "Stats": Common | Frequent, "Flight": Common, "Flightstatsflightstatsflight": 0,
	} {
		s.Read(word)
		if got := s.Token(0).mask; got != want {
			t.Errorf("%s: %b, want %b", word, got, want)
		}
	}
}

// TestRepeats: a word points to where it stands the time before, or else the time after, and to no other word, however
// many fall in one place; what is everywhere points nowhere.
func TestRepeats(t *testing.T) {
	s := NewSentence(lexicon(t))
	for text, want := range map[string][]int16{
		"Borkowski, borkowski": {2, -1, 0},
		"Lee Lee Lee":          {1, 0, 1},
		"Tom Lee and Ann":      {-1, -1, -1, -1},
		"the the 1 1 , ,":      {-1, -1, -1, -1, -1, -1},
		"Only once each here":  {-1, -1, -1, -1},
	} {
		s.Read(text)
		for i, at := range want {
			if got := s.Token(i).again; got != at {
				t.Errorf("%q: token %d points to %d, want %d", text, i, got, at)
			}
		}
	}
}
