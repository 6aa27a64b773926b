package scan

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"sluice/pkg/scan/disguise"
)

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

func packed(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.String()
}

func each(s string, f func(r rune) string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteString(f(r))
	}
	return b.String()
}

// disguised are texts with a key in disguise, marked.
func disguised() map[string]string {
	const key = "ghp_" + "Ab3dEf6hIj9lMn2pQr5tUv8xYz1BcD4fGh7j"
	wide := each(key, func(r rune) string {
		if r == '_' {
			return "_"
		}
		return string(r - '!' + '！')
	})
	return map[string]string{
		"plain":                  "see «" + key + "» there",
		"base64":                 "see «" + b64("token "+key+" is it") + "» there",
		"base64 thrice":          "see «" + b64(b64(b64("token "+key+" is it"))) + "» there",
		"gzip in base64":         "see «" + b64(packed("token "+key+" is it")) + "» there",
		"hex":                    "see «" + hex.EncodeToString([]byte(key)) + "» there",
		"percent":                "see «" + each(key, func(r rune) string { return fmt.Sprintf("%%%02X", r) }) + "» there",
		"percent of percent":     "see «" + url.QueryEscape(each(key, func(r rune) string { return fmt.Sprintf("%%%02X", r) })) + "» there",
		"one escape":             "see «" + strings.Replace(key, "M", `\u004d`, 1) + "» there",
		"entities":               "see «" + each(key, func(r rune) string { return fmt.Sprintf("&#%d;", r) }) + "» there",
		"fullwidth":              "see «" + wide + "» there",
		"zero width":             "see «" + strings.Join(strings.Split(key, ""), "\u200b") + "» there",
		"soft hyphen":            "see «" + key[:12] + "\u00ad" + key[12:] + "» there",
		"rot13":                  "see «" + disguise.Rot13(key) + "» there",
		"reversed":               "see «" + disguise.Reverse(key) + "» there",
		"spaced":                 "see: «" + strings.Join(strings.Split(key, ""), " ") + "», there",
		"concatenated":           `x = «"` + key[:12] + `" + "` + key[12:] + `"» there`,
		"base64 of escapes":      "see «" + b64(each(key, func(r rune) string { return fmt.Sprintf(`\u%04x`, r) })) + "» there",
		"escapes in JSON in hex": "see «" + hex.EncodeToString([]byte(`{"a":"`+strings.Replace(key, "M", `\u004d`, 1)+`"}`)) + "» there",
	}
}

// TestDisguisesAreTakenOff: what is found in a disguise is the whole of it.
func TestDisguisesAreTakenOff(t *testing.T) {
	s := shared()
	for name, marked := range disguised() {
		t.Run(name, func(t *testing.T) {
			text, spans := unmark(marked)
			got := s.Scan(text)
			if len(got) != 1 || got[0].Type != Secret || got[0].Rule != "github-token" {
				t.Fatalf("%v in %q", got, text)
			}
			// A quote or so of the string that a piece stands in may go with it.
			if f, want := got[0], spans[0]; f.Start < want[0] || f.Start > want[0]+1 || f.End > want[1] || f.End < want[1]-1 {
				t.Errorf("found %q of %q", text[f.Start:f.End], text[want[0]:want[1]])
			}
		})
	}
}

// TestDisguisesInPieces: a stream finds the same, however the text is cut, and
// releases no byte of it before.
func TestDisguisesInPieces(t *testing.T) {
	s := shared()
	for name, marked := range disguised() {
		t.Run(name, func(t *testing.T) {
			text, _ := unmark(marked)
			everySplit(t, s, name, "We said it: "+text+" and more of it, on 2026-03-14.")
		})
	}
}

// named are texts with a value and the name that tells it, in one disguise.
func named() map[string]string {
	const line = "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
	third := len(line) / 3
	wide := each(line, func(r rune) string {
		if r == ' ' {
			return " "
		}
		return string(r - '!' + '！')
	})
	coded := b64(line)
	return map[string]string{
		"zero width":          strings.Join(strings.Split(line, ""), "\u200b"),
		"fullwidth":           wide,
		"base64 of fullwidth": b64(wide),
		"spaced":              strings.Join(strings.Split(line, ""), " "),
		"lines":               strings.Join(strings.Split(line, ""), "\n"),
		"look-alikes, spaced": strings.Join(strings.Split(strings.NewReplacer("a", "а", "e", "е", "s", "ѕ").Replace(line), ""), " "),
		"characters":          "['" + strings.Join(strings.Split(line, ""), "', '") + "']",
		"concatenated":        `"` + line[:third] + `" + "` + line[third:2*third] + "\" +\n\t\"" + line[2*third:] + `"`,
		"base64 concatenated": `"` + coded[:third] + `" . "` + coded[third:] + `"`,
		"reversed":            disguise.Reverse(line),
	}
}

// TestNamesAreDisguisedToo: what only its name tells is found where both are in
// one disguise, in a stream as in the whole text.
func TestNamesAreDisguisedToo(t *testing.T) {
	s := shared()
	for name, hidden := range named() {
		t.Run(name, func(t *testing.T) {
			text := "We said it: " + hidden + " ; and more of it."
			if got := s.Scan(text); len(got) != 1 || got[0].Type != Secret {
				t.Fatalf("%v in %q", got, text)
			}
			everySplit(t, s, name, text)
		})
	}
}

func TestDecompressionBombIsAFinding(t *testing.T) {
	bomb := b64(packed(strings.Repeat("0", 64<<20)))
	got := shared().Scan("look: " + bomb + " that")
	if len(got) != 1 || got[0].Type != Unscannable || got[0].Rule != RuleBomb || got[0].Start != 6 || got[0].End != 6+len(bomb) {
		t.Errorf("%v", got)
	}
}

// TestDecodingIsBounded nests runs so that each is decoded to the next.
func TestDecodingIsBounded(t *testing.T) {
	text := "ghp_Ab3dEf6hIj9lMn2pQr5tUv8xYz1BcD4fGh7j"
	s := shared()
	for depth := range 2 * maxDepth {
		if got, want := len(s.Scan(text)) > 0, depth <= maxDepth; got != want {
			t.Errorf("found at depth %d: %v", depth, got)
		}
		text = b64(text)
	}
}

// TestLongRunInAStream: a run of text that nobody can hold counts as found.
func TestLongRunInAStream(t *testing.T) {
	s := shared()
	run := b64(cleanPrompt(32 << 10))
	for _, size := range []int{1, 100, 4096} {
		got := stream(t, s, inPieces("Look at this: "+run+" that was it. "+cleanPrompt(500), size)...).findings
		if len(got) != 1 || got[0].Type != Unscannable || got[0].Start != 14 || got[0].End < 14+len(run)-2 || got[0].End > 14+len(run)+2 {
			t.Errorf("by %d: %+v, want 14 to %d", size, got, 14+len(run))
		}
	}
	if got := s.Scan(run); got != nil {
		t.Errorf("whole: %v", got)
	}
}

// TestCleanTextIsLetGo: after 64 KiB of clean text at most 4 KiB is withheld, and
// of prose far less.
func TestCleanTextIsLetGo(t *testing.T) {
	for name, text := range map[string]string{
		"prose": cleanPrompt(64 << 10), "Russian": strings.Repeat("Проверьте, пожалуйста, текст ниже. ", 1000), "binary in base64": b64(strings.Repeat("\x89PNG\r\n\x1a\n\x00\xff\xfe\x01", 6<<10)),
	} {
		st := shared().Stream()
		for _, p := range inPieces(text, 7) {
			if r := st.Write(p); len(r.Findings) > 0 {
				t.Fatalf("%s: %v", name, r.Findings)
			}
		}
		if t.Logf("%s: %d bytes are held", name, st.Held()); st.Held() > 4<<10 {
			t.Errorf("%s: %d bytes are held", name, st.Held())
		}
	}
}
