package docclass

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestWeights(t *testing.T) {
	c := classifier(t)
	sum := sha256.Sum256([]byte(embedded))
	if c.Digest() != hex.EncodeToString(sum[:]) || c.Name() != "sluice-docclass-1" {
		t.Errorf("%s %s", c.Name(), c.Digest())
	}
	if len(embedded) >= 1<<20 {
		t.Errorf("%d bytes of weights", len(embedded))
	}
	endless := Magic + "\x00\x00\xc0\x7f" + embedded[len(Magic)+4:]                                    // a bias that is no number
	flat := Magic + embedded[len(Magic):len(Magic)+12] + "\x00\x00\x00\x00" + embedded[len(Magic)+16:] // a scale of 0
	for _, bad := range []string{"", embedded[1:], embedded + "x", "x" + embedded[1:], endless, flat} {
		if _, err := Load([]byte(bad)); err == nil {
			t.Errorf("%d bytes of something else loaded", len(bad))
		}
	}
}

// TestCard: the model card is of these weights.
func TestCard(t *testing.T) {
	card, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "model-cards", "docclass.md"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(card), classifier(t).Digest()) {
		t.Errorf("docs/model-cards/docclass.md is not of the weights %s: new weights need new figures", classifier(t).Digest())
	}
}

func TestTypes(t *testing.T) {
	var names []string
	for _, c := range append(Classes(), None, Class(9)) {
		names = append(names, c.Type())
	}
	if want := []string{"SOURCE_CODE", "FINANCIAL_DOCUMENT", "MEDICAL_DOCUMENT", "", ""}; !slices.Equal(names, want) {
		t.Errorf("%q", names)
	}
}

// TestSpansLieAroundTheirClass: of each document between long prose, the span holds nearly all, and no more than a
// wide window to either side.
func TestSpansLieAroundTheirClass(t *testing.T) {
	c := classifier(t)
	texts := heldOut(t)
	prose := strings.Repeat(texts["none-clinic.txt"]+"\n"+texts["none-inflation.txt"]+"\n"+texts["none-prompt.txt"]+"\n", 4)
	const around = 8 * 512
	for name, text := range texts {
		if classOf(name) == None {
			continue
		}
		text = strings.Repeat(text+"\n", 3)
		found := c.Find(prose+text+prose, nil)
		if len(found) != 1 || found[0].Class != classOf(name) {
			t.Errorf("%s in prose: %+v", name, found)
			continue
		}
		start, end := len(prose), len(prose)+len(text)
		if s := found[0]; s.Start > start+len(text)/4 || s.End < end-len(text)/4 || s.Start < start-around || s.End > end+around {
			t.Errorf("%s lies at %d to %d, found at %d to %d", name, start, end, s.Start, s.End)
		}
	}
	if found := c.Find(prose, nil); len(found) != 0 {
		t.Errorf("prose: %+v", found)
	}
}

func TestTwoClasses(t *testing.T) {
	texts := heldOut(t)
	code, letter := strings.Repeat(texts["code-zig.txt"]+"\n", 4), strings.Repeat(texts["medical-letter.txt"]+"\n", 4)
	found := classifier(t).Find(code+letter, nil)
	if len(found) != 2 || found[0].Class != SourceCode || found[1].Class != Medical {
		t.Errorf("%+v", found)
	}
	if v := classifier(t).Classify(code + letter); v.Class != Medical {
		t.Errorf("%+v, where most is medical", v)
	}
}

func TestTooShort(t *testing.T) {
	c := classifier(t)
	text := heldOut(t)["code-zig.txt"]
	for n := range MinBytes {
		if v := c.Classify(text[:n]); v != (Verdict{}) {
			t.Fatalf("%d bytes: %+v", n, v)
		}
	}
	two := strings.Repeat("return x.fn(a, b) if not err else self._x[i:]; ", 4)
	if found := c.Find(two+"\n"+two, nil); len(found) != 0 {
		t.Errorf("two lines of code: %+v", found)
	}
	if found := c.Find(two+"\n\t"+two+"\n"+two, nil); len(found) != 1 || found[0].Class != SourceCode {
		t.Errorf("three lines of code: %+v", found)
	}
}

// TestNothingIsAllocated: neither where there is nothing nor, with room for it, where there is. It asks a reader, as the
// race detector makes the pool of readers forget some.
func TestNothingIsAllocated(t *testing.T) {
	r := &reader{weights: classifier(t).weights}
	texts := heldOut(t)
	room := make([]Span, 0, 16)
	for _, text := range []string{texts["none-clinic.txt"], strings.Repeat(texts["code-zig.txt"], 20)} {
		if n := testing.AllocsPerRun(50, func() { room = r.find(text, room[:0]) }); n >= 1 {
			t.Errorf("%v allocations", n)
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	c := classifier(t)
	texts := heldOut(t)
	text := strings.Repeat(texts["code-zig.txt"]+texts["none-inflation.txt"]+texts["financial-model.txt"], 5)
	want := c.Find(text, nil)
	done := make(chan []Span)
	for range 8 {
		go func() { done <- c.Find(text, nil) }()
	}
	for range 8 {
		if got := <-done; !slices.Equal(got, want) {
			t.Errorf("%v, then %v", want, got)
		}
	}
}

// check fails where spans are not within the text, overlap one of their class, or have a score that is none.
func check(t *testing.T, text string, found []Span) {
	t.Helper()
	var upTo [heads + 1]int
	for _, s := range found {
		if s.Class == None || s.Class > Medical || s.Start < upTo[s.Class] || s.End-s.Start < MinBytes || s.End > len(text) || !(s.Score >= Threshold && s.Score <= 1) {
			t.Fatalf("%+v in %d bytes, after %v", s, len(text), upTo)
		}
		upTo[s.Class] = s.End
	}
}

// TestAMegabyte is of text at the bounds: endless lines, nothing but line ends, signs, broken letters.
func TestAMegabyte(t *testing.T) {
	c := classifier(t)
	texts := heldOut(t)
	for _, unit := range []string{"\n", " ", "x", "日", "\xff", "();\n", "a1 ", texts["code-sql.txt"] + texts["financial-csv.txt"], texts["none-norwegian.txt"]} {
		text := strings.Repeat(unit, 1<<20/max(1, len(unit))+1)
		check(t, text, c.Find(text, nil))
	}
}

func FuzzFind(f *testing.F) {
	c := classifier(f)
	for _, text := range heldOut(f) {
		f.Add(text)
	}
	f.Add("\xff\xfe\r\n\t" + strings.Repeat("\n", 600))
	f.Fuzz(func(t *testing.T, text string) {
		found := c.Find(text, nil)
		check(t, text, found)
		if again := c.Find(text, nil); !slices.Equal(found, again) {
			t.Fatalf("%+v, then %+v", found, again)
		}
		if v := c.Classify(text); (v.Class == None) != (len(found) == 0) {
			t.Fatalf("%+v, but %+v", v, found)
		}
	})
}
