package scan

import (
	"math/rand/v2"
	"net/netip"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sluice/pkg/scan/rule"
)

// reference is the engine without the engine: it tries every detector at
// every byte, each pattern on the whole rest of the text.
type reference struct {
	detectors []compiled
	whole     []*regexp.Regexp
	free      []*regexp.Regexp // the same, anywhere in a text
}

func newReference(t testing.TB, ds ...Detector) *reference {
	r := &reference{}
	for _, d := range ds {
		c, err := compile(d)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range append([]compiled{c}, turned(c)...) {
			r.detectors = append(r.detectors, c)
			r.whole = append(r.whole, regexp.MustCompile("^(?:"+c.Pattern+")"))
			r.free = append(r.free, regexp.MustCompile(c.Pattern))
		}
	}
	return r
}

func (r *reference) scan(text string) []Finding {
	var found []Finding
	lower := asciiLower(text)
	for i := range r.detectors {
		d := &r.detectors[i]
		for at := r.first(i, d, text, lower); at < len(text); at++ {
			if f, ok := r.tryAt(i, d, text, at); ok {
				found = append(found, f...)
			}
		}
	}
	return resolve(found)
}

// first is a place before which nothing can be found. Patterns have no anchors,
// so where one matches from a place on, it matches in the whole text.
func (r *reference) first(i int, d *compiled, text, lower string) int {
	if d.Find == nil {
		if loc := r.free[i].FindStringIndex(text); loc != nil {
			return loc[0]
		}
		return len(text)
	}
	if d.Fold {
		text = lower
	}
	if d.Digits || slices.ContainsFunc(d.Literals, func(l string) bool { return strings.Contains(text, l) }) {
		return 0
	}
	return len(text)
}

func (r *reference) tryAt(i int, d *compiled, text string, at int) ([]Finding, bool) {
	if d.Find == nil {
		if d.Left.Before(text, at) {
			return nil, false
		}
		loc := r.whole[i].FindStringSubmatchIndex(text[at:])
		if loc == nil {
			return nil, false
		}
		f, ok := d.judge(text, d.located(at, loc))
		return []Finding{f}, ok
	}
	var found []Finding
	for _, end := range wakes(d, text, at) {
		f := Finding{Type: d.Type, Rule: d.Rule}
		if f.Start, f.End, f.Score = d.Find(text, at, end); f.Score > 0 {
			found = append(found, f)
		}
	}
	return found, len(found) > 0
}

// wakes returns the ends of the literals, or of the run of digits, at at.
func wakes(d *compiled, text string, at int) []int {
	var ends []int
	for _, l := range d.Literals {
		if at+len(l) > len(text) {
			continue
		}
		if here := text[at : at+len(l)]; here == l || d.Fold && asciiLower(here) == l {
			ends = append(ends, at+len(l))
		}
	}
	if d.Digits && rule.IsDigit(text[at]) && (at == 0 || !rule.IsDigit(text[at-1])) {
		end := at
		for end < len(text) && rule.IsDigit(text[end]) {
			end++
		}
		if len(d.Lengths) == 0 || slices.ContainsFunc(d.Lengths, func(n int) bool { return min(n, maxRun) == min(end-at, maxRun) }) {
			ends = append(ends, end)
		}
	}
	return ends
}

func asciiLower(s string) string {
	b := []byte(s)
	for i := range b {
		b[i] = rule.Lower(b[i])
	}
	return string(b)
}

func TestEngineFindsWhatTheReferenceFinds(t *testing.T) {
	s, ref := shared(), newReference(t, Builtin()...)
	rng := rand.New(rand.NewPCG(1, 2))
	parts := fragments()
	for n := range rounds(t, 12, 600, 3000) {
		same(t, s, ref, compose(rng, parts, 1+n%12))
	}
}

func FuzzEngineFindsWhatTheReferenceFinds(f *testing.F) {
	s, ref := shared(), newReference(f, Builtin()...)
	every := 64
	if testing.Short() {
		every = 128
		f.Log("-short: every 128th example; without it every 64th")
	}
	for i, p := range fragments() {
		if i%every == 0 || thorough() {
			f.Add(p)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4096 {
			return
		}
		same(t, s, ref, text)
	})
}

func same(t *testing.T, s *Set, ref *reference, text string) {
	t.Helper()
	got, want := s.Plain(text), ref.scan(text)
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("%q\nengine    %v\nreference %v", text, got, want)
	}
	end := 0
	for _, f := range got {
		if f.Start < end || f.End <= f.Start || f.End > len(text) || f.Score <= 0 || f.Score > 1 {
			t.Fatalf("%q: bad finding %+v of %v", text, f, got)
		}
		end = f.End
	}
}

// fragments are all examples, and some text between them.
func fragments() []string {
	parts := []string{
		" ", "\n", ", ", "\"", "=", ": ", "/", "@", "-", ".", "_", "+", "(", ")", "é", "日本", "\xff", "0", "12", "a", "K", "ſ",
		"The quick brown fox jumps over the lazy dog", "call me", "version", "card number", "SSN", "password", "token=", "https://", "curl ",
	}
	for _, d := range Builtin() {
		for _, e := range slices.Concat(d.Match, d.NoMatch) {
			if text, _ := unmark(e); len(text) < 600 {
				parts = append(parts, text)
			}
		}
	}
	return parts
}

// compose joins n fragments, some of them cut or changed in one byte.
func compose(rng *rand.Rand, parts []string, n int) string {
	var b strings.Builder
	for range n {
		p := parts[rng.IntN(len(parts))]
		switch rng.IntN(5) {
		case 0:
			p = p[rng.IntN(len(p)):]
		case 1:
			p = p[:rng.IntN(len(p))]
		case 2:
			c := []byte(p)
			c[rng.IntN(len(c))] = byte(rng.IntN(256))
			p = string(c)
		}
		b.WriteString(p)
		if rng.IntN(2) == 0 {
			b.WriteString(parts[rng.IntN(10)])
		}
	}
	return b.String()
}

// TestWholeTextPatterns holds the anchored, windowed search against the plain
// one: whatever a pattern finds by itself on the whole text, and its check
// accepts, is covered by a finding.
func TestWholeTextPatterns(t *testing.T) {
	rng, tries := rand.New(rand.NewPCG(3, 4)), rounds(t, 20, 100, 1000)
	parts := fragments()
	for _, d := range sampled(t) {
		if d.Find != nil {
			continue
		}
		s, err := New(d)
		if err != nil {
			t.Fatal(err)
		}
		c := &s.detectors[0]
		whole := regexp.MustCompile(d.Pattern)
		for n := range tries {
			text := compose(rng, parts, 1+n%8)
			found := s.Scan(text)
			for _, loc := range whole.FindAllStringSubmatchIndex(text, -1) {
				f, ok := c.judge(text, c.located(0, loc))
				if ok && !d.Left.Before(text, loc[0]) && !covered(found, f.Start, f.End) {
					t.Errorf("%s: %q is not found in %q", d.Rule, text[f.Start:f.End], text)
				}
			}
		}
	}
}

// TestHandWrittenMatchers holds those that look for a plain form against a
// regular expression for that form and a check of its own.
func TestHandWrittenMatchers(t *testing.T) {
	octet := `(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])`
	tests := []struct {
		rule, alphabet string
		form           *regexp.Regexp
		ok             func(string) bool
	}{
		{"email-address", "ab1.-_+@@ ", regexp.MustCompile(`(?:^|[ @])([a-z0-9_](?:[a-z0-9_+-]|\.[a-z0-9_+-])*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,})(?: |$)`), func(s string) bool { return true }},
		{"ipv4-address", "12509.. x", regexp.MustCompile(`(?:^| )(` + octet + `(?:\.` + octet + `){3})(?: |$)`), func(s string) bool {
			ip, err := netip.ParseAddr(s)
			return err == nil && !ip.IsLoopback() && !ip.IsUnspecified() && s != "255.255.255.255"
		}},
		{"us-ssn", "10-", regexp.MustCompile(`(?:^| )([0-9]{3}-[0-9]{2}-[0-9]{4})(?: |$)`), func(s string) bool {
			return s[:3] != "000" && s[:3] != "666" && s[0] != '9' && s[4:6] != "00" && s[7:] != "0000"
		}},
		{"ipv6-address", "2001:db8::f ", regexp.MustCompile(`(?:^| )([0-9a-f:]{6,39})(?: |$)`), func(s string) bool {
			ip, err := netip.ParseAddr(s)
			return err == nil && ip.Is6() && strings.HasPrefix(s, "200") && strings.Index(s, ":") == 4
		}},
	}
	rng, tries := rand.New(rand.NewPCG(5, 6)), rounds(t, 20_000, 100_000, 1_000_000)
	for _, tt := range tests {
		i := slices.IndexFunc(Builtin(), func(d Detector) bool { return d.Rule == tt.rule })
		s, err := New(Builtin()[i])
		if err != nil {
			t.Fatal(err)
		}
		hits := 0
		for range tries {
			b := make([]byte, 6+rng.IntN(14))
			for j := range b {
				b[j] = tt.alphabet[rng.IntN(len(tt.alphabet))]
			}
			text := string(b)
			for _, loc := range tt.form.FindAllStringSubmatchIndex(text, -1) {
				if want := text[loc[2]:loc[3]]; tt.ok(want) {
					if hits++; !covered(s.Scan(text), loc[2], loc[3]) {
						t.Fatalf("%s: %q is not found in %q", tt.rule, want, text)
					}
				}
			}
		}
		if hits < tries/20_000 {
			t.Errorf("%s: only %d texts had one", tt.rule, hits)
		}
	}
}
