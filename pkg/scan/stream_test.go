package scan

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// streamed is what a Stream made of a text.
type streamed struct {
	text     string
	findings []Finding // offsets in the whole text; continued ones joined
	held     int       // the most bytes that were held back after a piece
}

// stream sends pieces through a Stream, and checks what holds for any text.
func stream(t testing.TB, s *Set, pieces ...string) streamed {
	t.Helper()
	var out streamed
	st, whole := s.Stream(), strings.Join(pieces, "")
	take := func(r Release) {
		end := 0
		for i, f := range r.Findings {
			if f.Start < end || f.End <= f.Start || f.End > len(r.Text) {
				t.Fatalf("finding %+v in a release of %d bytes", f, len(r.Text))
			}
			end = f.End
			f.Start += len(out.text)
			f.End += len(out.text)
			if n := len(out.findings) - 1; i == 0 && r.Continues && n >= 0 && out.findings[n].End == f.Start {
				out.findings[n].End = f.End
				continue
			}
			out.findings = append(out.findings, f)
		}
		out.text += r.Text
	}
	for _, p := range pieces {
		take(st.Write(p))
		out.held = max(out.held, st.Held())
		if st.Held() > MaxHeld {
			t.Fatalf("%d bytes are held", st.Held())
		}
		if n := len(out.text); n < len(whole) && cutsRune(whole, n) && (len(out.findings) == 0 || out.findings[len(out.findings)-1].End < n) {
			t.Fatalf("%q is cut within a character, at %d", whole, n)
		}
	}
	take(st.Close())
	if out.text != whole {
		t.Fatalf("released %q of %q", out.text, whole)
	}
	return out
}

// cutsRune says whether a text is cut at a place within a character.
func cutsRune(text string, at int) bool {
	for n := 1; n < utf8.UTFMax && n <= at; n++ {
		if _, size := utf8.DecodeRuneInString(text[at-n:]); size > n {
			return true
		}
	}
	return false
}

func bytewise(text string) []string {
	pieces := make([]string, len(text))
	for i := range pieces {
		pieces[i] = text[i : i+1]
	}
	return pieces
}

// sameStreamed compares a stream with a scan of the whole.
func sameStreamed(t testing.TB, s *Set, what string, pieces ...string) {
	t.Helper()
	sameAs(t, s, what, s.Scan(strings.Join(pieces, "")), pieces...)
}

func sameAs(t testing.TB, s *Set, what string, want []Finding, pieces ...string) {
	t.Helper()
	text := strings.Join(pieces, "")
	if got := stream(t, s, pieces...).findings; !slices.Equal(got, want) {
		t.Fatalf("%s: %q\n in %d pieces, first of %d bytes\n got  %+v\n want %+v", what, text[:min(len(text), 600)], len(pieces), len(pieces[0]), got, want)
	}
}

// everySplit compares for every place where a text may be cut, and for single
// bytes.
func everySplit(t *testing.T, s *Set, what, text string) {
	t.Helper()
	someSplits(t, s, what, text, len(text))
}

// someSplits is everySplit with most places at most.
func someSplits(t *testing.T, s *Set, what, text string, most int) {
	t.Helper()
	want := s.Scan(text)
	sameAs(t, s, what, want, bytewise(text)...)
	for _, i := range chosen(uint64(len(text)), len(text), most) {
		sameAs(t, s, what, want, text[:i], text[i:])
	}
}

// short says that a text is within the bounds in which a Stream agrees with a
// Scan.
func short(text string) bool { return len(text) < maxFlow-500 }

// TestStreamAgreesOnExamples sends each example byte by byte, and in two pieces:
// the first of each rule cut at every byte, the others at some.
func TestStreamAgreesOnExamples(t *testing.T) {
	all, cuts := shared(), rounds(t, 1, 4, 4096)
	for _, d := range sampled(t) {
		t.Run(d.Rule, func(t *testing.T) {
			one, err := New(d)
			if err != nil {
				t.Fatal(err)
			}
			for n, example := range slices.Concat(d.Match, d.NoMatch) {
				text, _ := unmark(example)
				if !short(text) {
					continue
				}
				if n == 0 {
					everySplit(t, one, d.Rule, text)
				}
				someSplits(t, one, d.Rule, text, cuts)
				someSplits(t, all, "all", "We said: "+text+" and then, on 2026-03-14, more.", 1)
			}
		})
	}
}

// TestStreamAgreesOnMixtures joins examples and prose at random, cut and
// changed, with the bytes that end findings and lead on between them.
func TestStreamAgreesOnMixtures(t *testing.T) {
	all := shared()
	parts := fragments()
	for _, d := range Builtin() {
		parts = append(parts, d.Literals...)
	}
	for p := range strings.FieldsSeq(prose) {
		parts = append(parts, p+" ")
	}
	r := rand.New(rand.NewPCG(3, 4))
	for k := range rounds(t, 150, 1000, 30_000) {
		text := compose(r, parts, 2+k%9)
		if !short(text) || text == "" {
			continue
		}
		sameStreamed(t, all, "bytes", bytewise(text)...)
		i := r.IntN(len(text))
		j := i + r.IntN(len(text)-i)
		sameStreamed(t, all, "three", text[:i], text[i:j], text[j:])
	}
}

func FuzzStream(f *testing.F) {
	all := shared()
	for i, d := range Builtin() {
		if text, _ := unmark(d.Match[0]); short(text) && (i%8 == 0 || thorough()) {
			f.Add(text, len(text)/2)
		}
	}
	f.Fuzz(func(t *testing.T, text string, cut int) {
		if !short(text) || text == "" {
			return
		}
		sameStreamed(t, all, "bytes", bytewise(text)...)
		i := min(max(cut, 0), len(text))
		sameStreamed(t, all, "two", text[:i], text[i:])
	})
}

// secrets makes made-up secrets of many kinds.
func secrets(r *rand.Rand, n int) []string {
	const upper, lower, digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", "0123456789"
	of := func(alphabet string, n int) string {
		var b strings.Builder
		for range n {
			b.WriteByte(alphabet[r.IntN(len(alphabet))])
		}
		return b.String()
	}
	kinds := []func() string{
		func() string { return "AKIA" + of(upper+digits, 15) + "7" },
		func() string { return "ghp_" + of(upper+lower+digits, 36) },
		func() string { return "glpat-" + of(upper+lower+digits, 18) + "A1" },
		func() string { return "sk-proj-" + of(upper+lower+digits, 40) + "12" },
		func() string { return "xoxb-" + of(digits, 12) + "-" + of(upper+lower, 24) },
		func() string { return "aws_secret_access_key = " + of(upper+lower+digits+"/+", 36) + "aB3d" },
		func() string { return "password: " + of(lower+digits, 9) + "4x!" },
		func() string { return "api_key=" + of(lower+digits, 30) + "a1b2" },
		func() string { return "postgres://app:" + of(lower+digits, 12) + "@db.internal/main" },
		func() string {
			return "-----BEGIN PRIVATE KEY-----\n" + of(upper+lower+digits, 400) + "\n-----END PRIVATE KEY-----"
		},
		func() string {
			return "eyJhbGciOiJIUzI1NiJ9." + of(upper+lower+digits, 60) + "." + of(upper+lower+digits, 43)
		},
		func() string { return of(lower, 6) + "." + of(lower, 5) + "@" + of(lower, 7) + ".example.com" },
		func() string { return "+44 20 7946 0" + of(digits, 3) },
		func() string { return "4111 1111 1111 1111" },
		func() string { return "DE89370400440532013000" },
		func() string { return "512-45-" + of("123456789", 4) },
		func() string { return "slc_" + of(upper+lower+digits, 12) + "_" + of(upper+lower+digits, 43) },
		func() string { return of(upper+lower+digits+"/+", 37) + "aB3" + " / AKIA" + of(upper+digits, 15) + "5" },
		func() string { return "203.0.113." + fmt.Sprint(1+r.IntN(250)) },
		func() string { return "Authorization: Bearer " + of(upper+lower+digits, 30) + "12" },
	}
	all := make([]string, n)
	for i := range all {
		all[i] = kinds[i%len(kinds)]()
	}
	return all
}

// TestStreamLeaksNothing plants secrets of 20 kinds in prose and cuts at every
// byte.
func TestStreamLeaksNothing(t *testing.T) {
	all := shared()
	r, n := rand.New(rand.NewPCG(5, 6)), rounds(t, 20, 60, 240)
	for _, secret := range secrets(r, n) {
		at := r.IntN(len(prose) - 200)
		for prose[at] != ' ' {
			at++
		}
		text := prose[at:at+60] + " so it is in fact, as I was told, " + secret + ", he said. " + prose[:80]
		if len(all.Scan(text)) == 0 {
			t.Fatalf("nothing to find in %q", text)
		}
		everySplit(t, all, "secret", text)
	}
}

// TestStreamHoldsLittle reads clean prose in pieces of four bytes and prints
// what is held back.
func TestStreamHoldsLittle(t *testing.T) {
	all := shared()
	text := cleanPrompt(64 << 10)
	st := all.Stream()
	var held []int
	for i := 0; i < len(text); i += 4 {
		if r := st.Write(text[i : i+4]); len(r.Findings) > 0 {
			t.Fatalf("found %v", r.Findings)
		}
		held = append(held, st.Held())
	}
	last := st.Held()
	slices.Sort(held)
	at := func(p float64) int { return held[int(p*float64(len(held)-1))] }
	t.Logf("held back of clean prose: median %d, 90%% %d, 99%% %d, at most %d bytes; after 64 KiB %d", at(0.5), at(0.9), at(0.99), at(1), last)
	if at(0.5) > 40 || at(0.99) > 200 || at(1) > 1024 {
		t.Error("that is too much")
	}
}

func TestHoldBacks(t *testing.T) {
	all := shared()
	table := all.HoldBacks()
	if len(table) != len(all.Rules()) {
		t.Fatalf("%d of %d rules", len(table), len(all.Rules()))
	}
	for i, h := range table {
		t.Logf("%-28s %4d before, %4d after", h.Rule, h.Before, h.After)
		if h.Rule != all.Rules()[i] || h.Before < 0 || h.Before > streamContext/2 || h.After < 1 || h.After > MaxHeld {
			t.Errorf("%+v", h)
		}
	}
	every := 1
	if testing.Short() {
		every = 8
		t.Log("-short: the reach of every eighth detector")
	}
	for i := 0; i < len(all.detectors); i += every {
		if l := all.detectors[i].watch.reach; l != nil && len(l.Table().Match) == 2 && l.Table().Classes == 1 {
			t.Errorf("%s: its reach has no table", all.detectors[i].Rule)
		}
	}
}
