package scan

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"time"
)

// repeated are what texts made to be slow repeat: each literal, each example,
// the beginnings of examples, and what tends to follow them.
func repeated() []string {
	seeds := []string{
		"a", "1", "1 ", "1-", "4111 ", "(415) ", "+1 ", "1.", "a:", "::", "@", "a@", "a.a@", "://", "x://a:", "DE89 ", "\xff", "eyJhbGciOi.", "eyJ0", "\"", "=\\\"", "password:password=", "&a",
		"\\n", "%41", "=41", "a\n", "aB3\n", "'a'+", "H4sI", "aGVsbG8gd29ybGQgYWdhaW4", "\u200b", "Ａ", "а1",
	}
	for _, d := range Builtin() {
		seeds = append(seeds, d.Literals...)
		for _, e := range d.Match {
			if text, _ := unmark(e); len(text) < 1000 {
				seeds = append(seeds, text, text[:len(text)-1], text[:len(text)/2])
			}
		}
	}
	slices.Sort(seeds)
	return slices.Compact(seeds)
}

// mostTimes is how many times the cost per byte of prose a text may cost.
const mostTimes = 20

// cost is a seed and what it costs to scan, in times of prose.
type cost struct {
	seed  string
	times float64
}

// costs measures seeds, glued to each other and with blanks between, worst first.
// What seems to cost more than it may is measured again: another process may have
// been in the way.
func costs(s *Set, seeds []string) []cost {
	const size = 8 << 10
	best := func(text string, looks int) time.Duration {
		least := time.Hour
		for range looks {
			least = min(least, fastest(s, text))
		}
		return least
	}
	prose := float64(best(cleanPrompt(size), 20))
	var all []cost
	for _, seed := range seeds {
		for _, gap := range []string{"", " "} {
			text := strings.Repeat(seed+gap, size/len(seed)+1)[:size]
			times := float64(best(text, 1)) / prose
			for look := 0; look < 5 && times > mostTimes*0.8; look++ {
				times = min(times, float64(best(text, 2))/prose)
			}
			all = append(all, cost{seed + gap, times})
		}
	}
	slices.SortFunc(all, func(a, b cost) int { return cmp.Compare(b.times, a.times) })
	return all
}

// over counts those that cost more than they may.
func over(all []cost) int {
	n := 0
	for n < len(all) && all[n].times > mostTimes {
		n++
	}
	return n
}

// TestNoTextCostsFarMoreThanProse prints the worst of all texts that repeat one
// thing.
func TestNoTextCostsFarMoreThanProse(t *testing.T) {
	if !thorough() {
		t.Skip("a measurement, which takes minutes: make scan-exhaustive")
	}
	all := costs(shared(), repeated())
	for _, c := range all[:10] {
		t.Logf("%.1f times prose: %q", c.times, c.seed[:min(len(c.seed), 60)])
	}
	if n := over(all); n > 0 {
		t.Errorf("%d of %d texts cost more than %d times what prose does", n, len(all), mostTimes)
	}
}

// BenchmarkWorst looks at every hundredth of them.
func BenchmarkWorst(b *testing.B) {
	s, all := shared(), repeated()
	var some []string
	for i := 0; i < len(all); i += 100 {
		some = append(some, all[i])
	}
	var got []cost
	for b.Loop() {
		got = costs(s, some)
	}
	b.ReportMetric(got[0].times, "worst/prose")
	b.ReportMetric(float64(over(got)), "over")
}
