package disguise

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// made up in this file; no live key
const token = "ghp_q8Zt2LmXv9Rw3KpYb7NcJd4HsFg6Te1UaVo5"

func all(r *Runs, text string, cuts ...int) (found []Run) {
	from := 0
	keep := func(run Run) { found = append(found, run) }
	for _, c := range cuts {
		r.Write(text[from:c], false, keep)
		from = c
	}
	r.Write(text[from:], true, keep)
	return found
}

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

func pack(kind, s string) string {
	var b bytes.Buffer
	switch kind {
	case "gzip":
		w := gzip.NewWriter(&b)
		w.Write([]byte(s))
		w.Close()
	case "zlib":
		w := zlib.NewWriter(&b)
		w.Write([]byte(s))
		w.Close()
	default:
		w, _ := flate.NewWriter(&b, 9)
		w.Write([]byte(s))
		w.Close()
	}
	return b.String()
}

func codes(format, sep, s string) string {
	var parts []string
	for _, b := range []byte(s) {
		parts = append(parts, fmt.Sprintf(format, b))
	}
	return strings.Join(parts, sep)
}

func wrapped(s, sep string, width int) string {
	var lines []string
	for len(s) > width {
		lines, s = append(lines, s[:width]), s[width:]
	}
	return strings.Join(append(lines, s), sep)
}

func utf16le(s string) string { return strings.Join(strings.Split(s, ""), "\x00") + "\x00" }

// runCases hold the disguise alone; the run must cover it whole.
var runCases = []struct {
	name, run string
	kind      Kind
}{
	{"base64", b64("token=" + token), Base64},
	{"base64url without padding", base64.RawURLEncoding.EncodeToString([]byte("token=" + token + "?>")), Base64},
	{"base64 wrapped", wrapped(b64(strings.Repeat("a line of words ", 9)+token), "\n", 64), Base64},
	{"base64 wrapped and quoted", wrapped(b64(strings.Repeat("a line of words ", 9)+token), "\r\n> ", 76), Base64},
	{"gzip", b64(pack("gzip", token)), Base64},
	{"zlib", b64(pack("zlib", token)), Base64},
	{"deflate", b64(pack("deflate", "a token: "+token)), Base64},
	{"gzip in hex", hex.EncodeToString([]byte(pack("gzip", token))), Hex},
	{"utf-16 in upper case", b64(utf16le("ALETHEIA_" + token)), Base64},
	{"utf-16", b64(utf16le("$k = '" + token + "'")), Base64},
	{"base64 reversed", Reverse(base64.RawStdEncoding.EncodeToString([]byte(token + "  "))), Reversed},
	{"hex", hex.EncodeToString([]byte(token)), Hex},
	{"HEX", strings.ToUpper(hex.EncodeToString([]byte(token))), Hex},
	{"base32", base32.StdEncoding.EncodeToString([]byte(token)), Base32},
	{"hex list", codes("%02x", " ", token), Numbers},
	{"hex colons", codes("%02X", ":", token), Numbers},
	{"hex commas", codes("0x%02x", ", ", token), Numbers},
	{"hex lines", wrapped(codes("0x%02x", ", ", token), "\n\t", 48), Numbers},
	{"decimal", codes("%d", " ", token), Numbers},
	{"decimal commas", codes("%d", ",", token), Numbers},
	{"octal", codes("%03o", " ", token), Numbers},
	{"binary", codes("%08b", " ", token), Numbers},
	{"chr", codes("chr(%d", ")+", token), Numbers},
	{"Chr", codes("Chr(%d", ") & ", token), Numbers},
	{"spaced", codes("%c", " ", token), Spaced},
	{"dashed", codes("%c", "-", token), Spaced},
	{"dotted", codes("%c", ".", token), Spaced},
	{"lines", codes("%c", "\n", token), Spaced},
	{"array", codes("%c", `", "`, token), Spaced},
	{"spaced with blanks", codes("%c", " ", "key = "+token), Spaced},
	{"lines with blanks", codes("%c", "\n", "key = "+token), Spaced},
	{"spaced with look-alikes", "k е у _ " + codes("%c", " ", token), Spaced},
	{"spaced dashes", codes("%c", " ", "--"+token), Spaced},
	{"plus", token[:9] + `" + "` + token[9:20] + `" + "` + token[20:], Joined},
	{"dot", token[:9] + `' . '` + token[9:], Joined},
	{"adjacent", token[:9] + "\"\n\t\"" + token[9:], Joined},
	{"blanks in literals", `key" + " = ` + token[:9] + `" + "` + token[9:], 0},
	{"ampersand", token[:9] + "\" & _\n \"" + token[9:], 0},
	{"split", token[:20] + "\n" + token[20:], Split},
	{"split and quoted", token[:20] + "\n> " + token[20:], Split},
	{"split in a comment", token[:20] + "\n    // " + token[20:], Split},
}

func TestRuns(t *testing.T) {
	for _, c := range runCases {
		for _, around := range [][2]string{{"", ""}, {"the key is: \"", "\" and so on"}, {"password = '", "'; // it is\nnew"}} {
			text := around[0] + c.run + around[1]
			found := all(NewRuns(0), text)
			ok := slices.ContainsFunc(found, func(r Run) bool {
				return r.Kind == c.kind && text[r.Start:r.End] == c.run && strings.Contains(r.Text, token)
			})
			if ok != (c.kind != 0) {
				t.Errorf("%s in %q: got %+v", c.name, text, found)
			}
		}
	}
}

// checkRunPieces compares the text in these pieces with the whole, and what is held with what is yielded.
func checkRunPieces(t testing.TB, limit int, text string, cuts ...int) {
	t.Helper()
	want := all(NewRuns(limit), text)
	r := NewRuns(limit)
	var got []Run
	from, held := 0, 0
	for i, c := range append(cuts, len(text)) {
		r.Write(text[from:c], i == len(cuts), func(run Run) {
			if run.Start < held || run.End > c || run.Start >= run.End {
				t.Fatalf("run %d-%d was yielded at %d when all before %d was let go", run.Start, run.End, c, held)
			}
			got = append(got, run)
		})
		if now := r.Held(); now < held || now > c || limit > 0 && c-now > limit {
			t.Fatalf("held from %d at %d, before from %d", now, c, held)
		} else {
			held = now
		}
		from = c
	}
	if held != len(text) {
		t.Fatalf("held from %d of %d at the end", held, len(text))
	}
	if !slices.Equal(got, want) {
		t.Fatalf("%q cut at %v: got %+v, want %+v", text, cuts, got, want)
	}
}

func TestRunPieces(t *testing.T) {
	for _, c := range runCases {
		text := "the key = \"" + c.run + "\" is\nit, 12 a\n"
		var every []int
		for i := range len(text) + 1 {
			checkRunPieces(t, 0, text, i)
			every = append(every, i)
		}
		checkRunPieces(t, 0, text, every...)
		checkRunPieces(t, MaxRun, text, every...)
	}
}

func TestRunOpen(t *testing.T) {
	long := strings.Repeat(token+" and words ", 400)
	for _, c := range []struct {
		name, run string
		kind      Kind
	}{
		{"base64", b64(long), Base64},
		{"wrapped", wrapped(b64(long), "\n", 76), Base64},
		{"hex", hex.EncodeToString([]byte(long)), Hex},
		{"list", codes("%02x", " ", long), Numbers},
		{"spaced", codes("%c", " ", strings.ReplaceAll(long, " ", "_")), Spaced},
		{"joined", wrapped(strings.ReplaceAll(long, " ", "_"), `" + "`, 20), Joined},
	} {
		text := "before it: \"" + c.run + "\" behind it"
		var cuts []int
		for i := 7; i < len(text); i += 7 {
			cuts = append(cuts, i)
		}
		checkRunPieces(t, MaxRun, text, cuts...)
		end, first, closed := 0, true, false
		for _, r := range all(NewRuns(MaxRun), text, cuts...) {
			if r.Kind != c.kind {
				continue
			}
			if first && (!r.Open || !strings.Contains(r.Text, strings.ReplaceAll(token, " ", "_"))) {
				t.Fatalf("%s: first run %d-%d is not open, or lacks the token", c.name, r.Start, r.End)
			}
			if !first && r.Start != end {
				t.Fatalf("%s: a run begins at %d, the one before ended at %d", c.name, r.Start, end)
			}
			end, first, closed = r.End, false, !r.Open
		}
		if want := len("before it: \"") + len(c.run); !closed || end != want && end != want+1 {
			t.Errorf("%s: closed is %v, at %d, want %d", c.name, closed, end, want)
		}
	}
}

func TestRunBombs(t *testing.T) {
	for _, kind := range []string{"gzip", "zlib", "deflate"} {
		bomb := b64(pack(kind, strings.Repeat("a", 64<<20)))
		found := all(NewRuns(0), "x "+bomb+" y")
		if len(found) != 1 || !found[0].Bomb || found[0].Start != 2 || found[0].End != 2+len(bomb) || len(found[0].Text) > maxChild {
			t.Errorf("%s: %d runs", kind, len(found))
		}
	}
	small := b64(pack("gzip", strings.Repeat("word ", 12000)))
	text := strings.Repeat(small+"\n\n", 400)
	bombs, size := 0, 0
	for _, r := range all(NewRuns(0), text) {
		size += len(r.Text)
		if r.Bomb {
			bombs++
		}
	}
	if most := 4*len(text) + maxChild; size > most || bombs == 0 {
		t.Errorf("%d bytes unpacked of at most %d, %d bombs", size, most, bombs)
	}
}

func TestRunHeldInProse(t *testing.T) {
	r := NewRuns(MaxRun)
	for i := range len(prose) {
		r.Write(prose[i:i+1], false, func(run Run) { t.Errorf("prose gave %v %q", run.Kind, run.Text) })
		if n := i + 1 - r.Held(); n > 110 {
			t.Fatalf("%d bytes held behind %q", n, prose[max(0, i-60):i+1])
		}
	}
}

func TestRunsAllocate(t *testing.T) {
	text := strings.Repeat(prose[:strings.Index(prose, "sha512")], 20)
	r := NewRuns(0)
	if n := testing.AllocsPerRun(20, func() {
		r.Reset(0)
		r.Write(text, true, func(Run) {})
	}); n != 0 {
		t.Errorf("%v allocations for clean text", n)
	}
}

func TestTurn(t *testing.T) {
	if got := Rot13("Uryyb, 1"); got != "Hello, 1" {
		t.Error(got)
	}
	if got := Reverse("abé1"); got != "1éba" {
		t.Error(got)
	}
}

func FuzzRuns(f *testing.F) {
	for _, c := range runCases {
		f.Add(c.run, uint16(5), uint16(3))
	}
	f.Fuzz(func(t *testing.T, text string, size, repeat uint16) {
		if len(text) > 600 {
			return
		}
		text = strings.Repeat(text, int(repeat)%12+1)
		var cuts []int
		for i := int(size)%97 + 1; i < len(text); i += int(size)%97 + 1 {
			cuts = append(cuts, i)
		}
		checkRunPieces(t, 0, text, cuts...)
		checkRunPieces(t, 1024, text, cuts...)
	})
}

const prose = `It was in the spring of 2019 that the two of us went to see a house by the sea. "Well," he said, "is it
not a bit too big?" I could not tell. The price was 1,250,000 and the agent, Mr. B., gave us until 12:30 on 3/4/2019 to
decide; see https://example.com/houses/by-the-sea?id=42 for the pictures. Internationalization and
misunderstandings aside, the version 1.2.3 of the contract (about 30 pages, e.g. page 7) was
signed on the 5th. The commit 3f786850e387550fdab836ed7e6dc881de23001b and the UUID 123e4567-e89b-12d3-a456-426614174000
are in the log, with sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==
`
