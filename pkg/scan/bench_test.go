package scan

import (
	"strconv"
	"strings"
	"testing"
	"time"
)

// prose is ordinary text with the figures, code and addresses that people
// paste, and nothing to find.
const prose = `Please review the draft below and tell me what is unclear. We met on 2026-03-14 at 09:30 in room 4.12 and agreed on
three things: the release (version 2.14.0) goes out in week 42, the budget stays at 125,000 dollars, and the token limit is 4096.
Here is the function that fails: func (s *Server) handle(w http.ResponseWriter, r *http.Request) { user := r.Header.Get("X-User");
if user == "" { http.Error(w, "missing user", 401); return }; s.store.Save(user, time.Now()) }. The secret of a good summary is to
be short; a password policy belongs in another document. See https://example.com/docs/v2/setup?page=3#install for the manual. The risk-
adjusted figures are 12.5%, 13.75% and 0.3%, so the task-force asks whether section 3.1.4 should mention ISO 27001. Thanks! `

func cleanPrompt(size int) string {
	return strings.Repeat(prose, size/len(prose)+1)[:size]
}

// dirtyPrompt has about ten findings in 2 KB.
func dirtyPrompt(size int) string {
	const dirt = ` My key is AKIAIOSFODNN7EXAMPLE and aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY, mail jane.doe@example.com,
call +1 415 555 2671 or (415) 555-2671, card 4111 1111 1111 1111, IBAN DE89370400440532013000, SSN 460-89-9847, from 203.0.113.7,
db postgres://app:s3cr3t-pw1@db.internal:5432/main, ghp_0123456789abcdefghijABCDEFGHIJ012345 `
	block := prose + dirt
	return strings.Repeat(block, size/len(block)+1)[:size]
}

func BenchmarkScan(b *testing.B) {
	s := Default()
	for _, bb := range []struct{ name, text string }{
		{"clean-2KB", cleanPrompt(2 << 10)},
		{"dirty-2KB", dirtyPrompt(2 << 10)},
		{"clean-128KB", cleanPrompt(128 << 10)},
		{"dirty-128KB", dirtyPrompt(128 << 10)},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.SetBytes(int64(len(bb.text)))
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				n = len(s.Scan(bb.text))
			}
			b.ReportMetric(float64(n), "findings")
		})
	}
}

// BenchmarkOneLine is text with an escape now and then and no end of a line: the cost
// of a byte must not grow with the text.
func BenchmarkOneLine(b *testing.B) {
	s := shared()
	const part = `we met again beside the harbour \u0041nd talked about ordinary things, another year went by without letters `
	for _, size := range []int{32 << 10, 256 << 10, 1 << 20, 4 << 20} {
		text := strings.Repeat(part, size/len(part)+1)[:size]
		b.Run(strconv.Itoa(size>>10)+"KB", func(b *testing.B) {
			b.SetBytes(int64(size))
			for b.Loop() {
				s.Scan(text)
			}
		})
	}
}

func BenchmarkDefault(b *testing.B) {
	for b.Loop() {
		Default()
	}
}

// TestTimeIsLinear scans texts made to be slow: each literal, each example,
// and what tends to follow them, over and over. Eight times the text may take
// no more than about eight times as long.
func TestTimeIsLinear(t *testing.T) {
	if !thorough() {
		t.Skip("a measurement, which takes a minute: make scan-exhaustive")
	}
	s := shared()
	const small, factor = 4 << 10, 8
	for _, seed := range repeated() {
		text := strings.Repeat(seed, small*factor/len(seed)+1)[:small*factor]
		short := fastest(s, text[:small])
		long := fastest(s, text)
		if long > 3*factor*short+50*time.Millisecond {
			t.Errorf("%q: %v for %d KiB, %v for %d KiB", seed[:min(len(seed), 60)], short, small>>10, long, small*factor>>10)
		}
	}
}

func fastest(s *Set, text string) time.Duration {
	best := time.Hour
	for range 3 {
		start := time.Now()
		s.Scan(text)
		best = min(best, time.Since(start))
	}
	return best
}
