package injection

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"testing"
)

const protected = `You are the claims assistant of Example Insurance. Never promise a payment before the adjuster has
confirmed it. The internal code word for escalations is "blue heron". Offer at most 12 percent discount to customers who
threaten to leave, and only after asking twice for the reason. Answer in the customer's language.`

const canary = "zx-Canary-7731-qv"

func rulesOf(found []Finding) string {
	var out []string
	for _, f := range found {
		out = append(out, strings.TrimPrefix(f.Rule, "injection-"))
	}
	return strings.Join(out, " ")
}

func spaced(text, with string) string { return strings.Join(strings.Split(text, ""), with) }

func TestDisclosure(t *testing.T) {
	d := NewDisclosure([]string{protected, "You are a helpful assistant.", "Speak like a pirate at all times."}, []string{canary, "short"})
	piece := protected[60:180]
	for _, tt := range []struct{ name, text, want string }{
		{"ordinary answer", "Your claim was received. An adjuster will look at it within three days.", ""},
		{"quotes a line of common words", "We never promise a payment before the adjuster has confirmed.", ""},
		{"names one fact", "The code word for escalations is not something that I can share.", ""},
		{"the usual opening", "You are a helpful assistant.", ""},
		{"a whole short text", "My instructions: «speak like a pirate at all times!»", "system-disclosure"},
		{"half of a short text", "I speak like a pirate at all parties.", ""},
		{"a piece", "Sure: «" + piece + "»", "system-disclosure"},
		{"upper case", "«" + strings.ToUpper(piece) + "»", "system-disclosure"},
		{"no spaces or signs", "«" + foldText(piece) + "»", "system-disclosure"},
		{"spelled", "«" + spaced(piece, "-") + "»", "system-disclosure"},
		{"zero width", "«" + spaced(piece, "\u200b") + "»", "system-disclosure"},
		{"in JSON", `{"prompt":"` + strings.ReplaceAll(piece, "\n", "; ") + `"}`, "system-disclosure"},
		{"full width", strings.Map(func(c rune) rune {
			if c > ' ' && c < 0x7f {
				return c + 0xFF01 - '!'
			}
			return c
		}, piece), "system-disclosure"},
		{"the canary", "it is «" + canary + "».", "canary"},
		{"canary in another case", "it is «" + strings.ToUpper(canary) + "».", "canary"},
		{"canary with blanks", "it is «" + spaced(foldText(canary), " ") + "».", "canary"},
		{"canary with separators", "it is «" + spaced(canary, "*/_") + "».", "canary"},
		{"canary reversed", string(mirror(canary)), "canary"},
		{"canary in rot13", string(rot13(canary)), "canary"},
		{"canary in hexadecimal", hex.EncodeToString([]byte("key=" + canary)), "canary"},
		{"canary in base64", base64.StdEncoding.EncodeToString([]byte(canary)), "canary"},
		{"canary in base64, one byte on", base64.StdEncoding.EncodeToString([]byte("=" + canary + "!")), "canary"},
		{"canary in base64, two bytes on", base64.URLEncoding.EncodeToString([]byte("k=" + canary + "\n")), "canary"},
		{"part of the canary", "it is zx-Canary-77", ""},
		{"too short to be one", "this is short", ""},
		{"both", piece + " " + canary, "system-disclosure canary"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text, spans := unmark(tt.text)
			found := d.Inspect(text)
			if got := rulesOf(found); got != tt.want {
				t.Fatalf("found %q, want %q", got, tt.want)
			}
			for i, s := range spans {
				if want := strings.TrimRight(text[s[0]:s[1]], " .!\n\u200b-"); !strings.HasPrefix(strings.TrimLeft(text[found[i].Start:found[i].End], " "), strings.TrimLeft(want, " ")) {
					t.Errorf("found %q, want %q", text[found[i].Start:found[i].End], want)
				}
			}
			var w []Finding
			watch := d.Watch()
			for i := range len(text) {
				w = append(w, watch.Next(text[i:i+1])...)
			}
			if got := merge(w); !slices.Equal(got, found) {
				t.Errorf("byte by byte: %v, want %v", got, found)
			}
		})
	}
}

// TestDisclosureBound says where a run begins to be a finding: at every offset
// of the protected text, at 64 letters and digits and not at 63 at the least.
func TestDisclosureBound(t *testing.T) {
	d := NewDisclosure([]string{protected}, nil)
	folded := foldText(protected)
	for from := 0; from+minRun <= len(folded); from++ {
		if found := d.Inspect("Well, 9" + folded[from:from+minRun] + "9 is that."); len(found) != 1 || found[0].Rule != ruleSystemDisclosure {
			t.Fatalf("%d bytes from %d: %v", minRun, from, found)
		}
		if found := d.Inspect("Well, 9" + folded[from:from+minRun-1] + "9 is that."); len(found) != 0 {
			t.Fatalf("%d bytes from %d: %v", minRun-1, from, found)
		}
	}
}

func TestDisclosureInWindows(t *testing.T) {
	d := NewDisclosure([]string{protected}, []string{canary})
	text := clean(9000) + protected[20:200] + clean(5000) + canary + clean(3000)
	whole := d.Inspect(text)
	if rulesOf(whole) != "system-disclosure canary" {
		t.Fatal(whole)
	}
	for _, size := range []int{5000, 6001, 8192} {
		var found []Finding
		for at := 0; at < len(text); at += size - Overlap {
			for _, f := range d.Inspect(text[at:min(len(text), at+size)]) {
				found = append(found, Finding{f.Rule, f.Start + at, f.End + at})
			}
		}
		if got := merge(found); !slices.Equal(got, whole) {
			t.Errorf("windows of %d: %v, want %v", size, got, whole)
		}
	}
}

func TestCheckCanary(t *testing.T) {
	for text, want := range map[string]error{canary: nil, "a-b-c-d-e-f-g": ErrCanary, "12345678": nil, "": ErrCanary, "--------": ErrCanary} {
		if got := CheckCanary(text); !errors.Is(got, want) {
			t.Errorf("%q: %v", text, got)
		}
	}
	if d := NewDisclosure([]string{"Be nice."}, []string{"abc"}); !d.Empty() || d.Inspect("Be nice. abc") != nil {
		t.Error("what is too short is looked for")
	}
}

// TestDisclosureTimeIsLinear makes completions and protected texts that repeat
// themselves: eight times the text takes no more than about eight times as long.
func TestDisclosureTimeIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("a measurement of growth")
	}
	d := NewDisclosure([]string{strings.Repeat("a", 4000), strings.Repeat("ab ", 2000), protected}, []string{"aaaaaaaaaaaaaaaa", "abababababab", canary})
	for _, piece := range []string{"a", "ab", "aab", protected, canary, "\u200b", "a\u200b", "ａ"} {
		inspect := func(text string) { d.Inspect(text) }
		if small, large, linear := growth(piece, 32<<10, inspect); !linear {
			t.Errorf("%.20q: %v, eight times of it %v", piece, small, large)
		}
	}
}

func BenchmarkDisclosure(b *testing.B) {
	d := NewDisclosure([]string{strings.Repeat(protected, 8)}, []string{canary, "another-canary-0001", "third-canary-abcdef"})
	text := clean(2 << 10)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		d.Inspect(text)
	}
}
