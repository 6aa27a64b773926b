package scan

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// inPieces cuts a text into pieces of n bytes.
func inPieces(text string, n int) []string {
	var all []string
	for len(text) > n {
		all = append(all, text[:n])
		text = text[n:]
	}
	return append(all, text)
}

// TestStreamAgreesOnRandomTexts uses alphabets that make near misses.
func TestStreamAgreesOnRandomTexts(t *testing.T) {
	all := shared()
	r := rand.New(rand.NewPCG(8, 9))
	n := rounds(t, 100, 1000, 3000)
	for _, alphabet := range []string{
		"0123456789 -.", "12345+() .-x/", "0123456789abf:.", "DE89 0123456789-", "a1.@-_é ", "password='\" :12ab", "token: =ab12\"\\&;,<> ", "ssn phone 415-52.", "://a@b:1 /?", "AKIQ2 Zab/=+",
	} {
		for range n {
			b := make([]byte, 4+r.IntN(60))
			for i := range b {
				b[i] = alphabet[r.IntN(len(alphabet))]
			}
			text := string(b)
			if i := strings.IndexAny(alphabet, ":+D"); i >= 0 && r.IntN(2) == 0 {
				text = []string{"password", "token", "postgres://u:", "call +1 415", "DE89", "AKIAIOSFODNN7EXAMPLE ", "card 4111 "}[r.IntN(7)] + text
			}
			sameStreamed(t, all, alphabet, bytewise(text)...)
		}
	}
}

// TestStreamBound: what goes on beyond MaxHeld counts as found from its start
// to its end, and what follows is told apart again.
func TestStreamBound(t *testing.T) {
	all := shared()
	const before, after = "So here it is: ", " and that was all. Mail jane.doe@example.com about it, please, or not."
	key := strings.Repeat("MIIEexampleEXAMPLEexample0123456789\n", 400)
	tests := []struct {
		name, text, rule string
		open             bool // up to the end of the text
	}{
		{"long block", "-----BEGIN PRIVATE KEY-----\n" + key + "-----END PRIVATE KEY-----", "pem-private-key-open", false},
		{"open block", "-----BEGIN PRIVATE KEY-----\n" + key, "pem-private-key-open", true},
		{"long token", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ" + strings.Repeat("ab12", 3000) + ".c2lnbmF0dXJl", "jwt", false},
		{"long encoded block", "LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCk1JSUVleGFtcGxlRVhBTVBMRWV4YW1wbGUwMTIzNDU2Nzg5" + strings.Repeat("Cg12", 3000) + "==", "pem-private-key-base64", false},
		{"row of findings", "x" + strings.Repeat("IQoJb3JpZ2luX2VjEXAMPLEaCXVzLWVhc3QtMSJHMEUCIQDexampleexample0123456789abcdefghijklmnopqrstuvwxyzABCDEF", 100), "aws-session-token", false},
	}
	for _, tt := range tests {
		for _, size := range []int{1, 4, 1000, 4096, 1 << 20} {
			t.Run(fmt.Sprint(tt.name, " by ", size), func(t *testing.T) {
				text := before + tt.text + after
				got := stream(t, all, inPieces(text, size)...)
				n := 2
				if tt.open {
					n = 1
				}
				if len(got.findings) != n || size < 4096 && got.findings[0].Rule != tt.rule {
					t.Fatalf("got %+v", got.findings)
				}
				first, start, end := got.findings[0], len(before), len(before)+len(tt.text)
				if tt.open {
					end = len(text)
				}
				if first.Start > start+1 || first.End < end || !tt.open && first.End > end {
					t.Errorf("found %d to %d, want %d to %d", first.Start, first.End, start, end)
				}
			})
		}
	}
}

// TestStreamKeepsCharactersWhole: no release ends within a character (stream looks),
// and bytes that are none neither stay nor go missing.
func TestStreamKeepsCharactersWhole(t *testing.T) {
	for _, text := range []string{
		"Jürgen schreibt jürgen@müller.de, 你好 ann.smith@acme-widgets.com。", strings.Repeat("你好，😀 Проверьте ", 20) + `\u0041`, "a\xe4\xbd b \xf0\x9f\x98 c\xff\x80\x80\x80\x80 d\xc3",
	} {
		for n := 1; n < 9; n++ {
			stream(t, shared(), inPieces(text, n)...)
		}
	}
	st := shared().Stream()
	st.Write(strings.Repeat("\xe4\xbd", 4000))
	if st.Held() > MaxHeld {
		t.Errorf("%d bytes are held", st.Held())
	}
}

// TestStreamLetsGo: what only looks like the start of something long is
// released again.
func TestStreamLetsGo(t *testing.T) {
	all := shared()
	for _, start := range []string{
		"-----BEGIN CERTIFICATE-----\n", "-----BEGIN PRIVATE KEY----- is how it starts. ", "-----BEGIN ", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9 ", "eyJmb28iOiJiYXIiLCJiYXoiOiJxdXgifQ.", "LS0tLS1CRUdJTi ", "password: ", "\"password\": \"", "AKIA", "Bearer ", "https://",
	} {
		st := all.Stream()
		st.Write(start)
		for _, p := range inPieces(cleanPrompt(1000), 4) {
			if r := st.Write(p); len(r.Findings) > 0 {
				t.Fatalf("%q: %v", start, r.Findings)
			}
		}
		if st.Held() > 64 {
			t.Errorf("%q: %d bytes are held after 1000 more", start, st.Held())
		}
	}
}

// TestStreamTimeIsLinear is TestTimeIsLinear for streams: texts made to be
// slow, in pieces of four bytes. How fast it is, the benchmark says.
func TestStreamTimeIsLinear(t *testing.T) {
	if !thorough() {
		t.Skip("a measurement, which takes a minute: make scan-exhaustive")
	}
	s := shared()
	seeds := []string{
		"a", "1", "1 ", "1-", "4111 ", "(415) ", "+1 ", "1.", "a:", "::", "@", "a@", "a.a@", "://", "x://a:", "DE89 ", "\xff", "eyJhbGciOi.", "eyJ0", "\"", "=\\\"", "password:password=", "&a",
		"-----BEGIN PRIVATE KEY-----\nMIIEexampleEXAMPLEexample0123456789", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.", "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY ",
	}
	for _, d := range Builtin() {
		seeds = append(seeds, d.Literals...)
		text, _ := unmark(d.Match[0])
		seeds = append(seeds, text[:min(len(text), 100)])
	}
	const small, factor = 4 << 10, 8
	slices.Sort(seeds)
	for _, seed := range slices.Compact(seeds) {
		text := strings.Repeat(seed, small*factor/len(seed)+1)[:small*factor]
		short, long := time.Hour, time.Hour
		for try := 0; try < 4 && (try == 0 || long > 3*factor*short+50*time.Millisecond); try++ { // a busy machine gets more tries
			short, long = min(short, streamTime(s, text[:small])), min(long, streamTime(s, text))
		}
		if long > 3*factor*short+50*time.Millisecond {
			t.Errorf("%q: %v for %d KiB, %v for %d KiB", seed[:min(len(seed), 60)], short, small>>10, long, small*factor>>10)
		}
	}
}

func streamTime(s *Set, text string) time.Duration {
	pieces := inPieces(text, 4)
	start := time.Now()
	st := s.Stream()
	for _, p := range pieces {
		st.Write(p)
	}
	st.Close()
	return time.Since(start)
}

// BenchmarkStream is beside BenchmarkScan: the same texts in pieces.
func BenchmarkStream(b *testing.B) {
	s := shared()
	for _, bb := range []struct{ name, text string }{{"clean-128KB", cleanPrompt(128 << 10)}, {"dirty-128KB", dirtyPrompt(128 << 10)}} {
		for _, size := range []int{4, 64, 4096} {
			pieces := inPieces(bb.text, size)
			b.Run(fmt.Sprintf("%s/%d", bb.name, size), func(b *testing.B) {
				b.SetBytes(int64(len(bb.text)))
				b.ReportAllocs()
				var whole, cut time.Duration
				for b.Loop() {
					start := time.Now()
					st := s.Stream()
					for _, p := range pieces {
						st.Write(p)
					}
					st.Close()
					cut += time.Since(start)
					start = time.Now()
					s.Scan(bb.text)
					whole += time.Since(start)
				}
				mb := float64(b.N) * float64(len(bb.text)) / 1e6
				b.ReportMetric(mb/cut.Seconds(), "stream-MB/s")
				b.ReportMetric(mb/whole.Seconds(), "scan-MB/s")
				b.ReportMetric(cut.Seconds()/whole.Seconds(), "stream/scan")
			})
		}
	}
}
