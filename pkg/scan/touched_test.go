package scan

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// lookedAtAgain is Scan with every layer looked at whole.
func lookedAtAgain(s *Set, text string) []Finding {
	u := s.newUnmasker()
	u.left, u.again = budget(len(text)), true
	return u.all(text, 0)
}

func checkTouched(t *testing.T, s *Set, text string) {
	t.Helper()
	if got, want := s.Scan(text), lookedAtAgain(s, text); !reflect.DeepEqual(got, want) {
		t.Errorf("%q:\n got %v\nwant %v", text, got, want)
	}
}

// escapes are disguises of single characters to put into a text.
var escapes = []string{`\n`, `\t`, `\"`, `\u0041`, "%20", "%3D", "&amp;", "&#65;", "\u200b", "\u00ad", "Ａ", "а", `\\n`, "=3D", "\u2011"}

// TestUntouchedIsFoundBefore puts escapes at random into texts with findings.
func TestUntouchedIsFoundBefore(t *testing.T) {
	s := shared()
	r := rand.New(rand.NewPCG(7, 7))
	var texts []string
	all := Builtin()
	for i := 0; i < len(all); i += 8 {
		if m := all[i].Match; len(m) > 0 {
			text, _ := unmark(m[0])
			texts = append(texts, text)
		}
	}
	if len(texts) < 100 {
		t.Fatalf("%d texts", len(texts))
	}
	for range rounds(t, 30, 150, 4000) {
		var b strings.Builder
		for range 1 + r.IntN(6) {
			b.WriteString(texts[r.IntN(len(texts))])
			b.WriteString(prose[:r.IntN(len(prose))])
		}
		text := b.String()
		for range r.IntN(5) {
			at := r.IntN(len(text) + 1)
			text = text[:at] + escapes[r.IntN(len(escapes))] + text[at:]
		}
		checkTouched(t, s, text)
	}
}

func FuzzTouched(f *testing.F) {
	for name, text := range disguised() {
		if !strings.Contains(name, "thrice") {
			f.Add(strings.NewReplacer("«", "", "»", "").Replace(text), uint16(3), uint8(2))
		}
	}
	s := shared()
	f.Fuzz(func(t *testing.T, text string, at uint16, which uint8) {
		if len(text) > 4<<10 {
			return
		}
		k := int(at) % (len(text) + 1)
		checkTouched(t, s, text[:k]+escapes[int(which)%len(escapes)]+text[k:])
	})
}

func TestTouched(t *testing.T) {
	var w touched
	w.blocks = []int32{0, 0, 1, 1, 2}
	got := []bool{w.in(0, 31), w.in(0, 32), w.in(40, 50), w.in(64, 90), w.in(64, 96), w.in(-500, 9999)}
	if want := []bool{false, true, true, false, true, true}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if none := (*touched)(nil); !none.in(0, 0) {
		t.Error("a text made of none is to be looked at everywhere")
	}
}
