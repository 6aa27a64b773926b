package leaks

import (
	"os"
	"runtime"
	"sync/atomic"
	"testing"

	"sluice/loadtest/caller"
	"sluice/pkg/policy"
	"sluice/pkg/sanitize"
)

// TestEveryPlace cuts every text at each of its places, and gives the two pieces to
// the scan that stands behind every field of every surface: what it lets out is what
// it lets out of the whole, and no piece of a secret is in it. CI tries one place in
// four: make leaks tries all.
func TestEveryPlace(t *testing.T) {
	all := notes(t)
	clean := sanitizer(t)
	s := newSecrets(t, clean, all)
	step := 4
	if os.Getenv("ROUNDS") != "" {
		step = 1
	}
	var places, leaks atomic.Int64
	caller.Parallel(len(all), runtime.GOMAXPROCS(0), func(i int) {
		n := all[i]
		whole := sanitized(t, clean, n.whole())
		for at := range n.text {
			if (at+i)%step != 0 {
				continue
			}
			places.Add(1)
			got := streamed(clean, n.before+n.text[:at], n.text[at:]+n.after)
			if name, is := s.in(got); is || got != whole {
				leaks.Add(1)
				t.Errorf("%s, cut at %d: a stream lets out another text than the whole (a piece of %q)", n.name, at, name)
				return
			}
		}
	})
	t.Logf("%d texts cut at %d places, one in %d of theirs: %d leaks", len(all), places.Load(), step, leaks.Load())
}

func streamed(s *sanitize.Sanitizer, first, second string) string {
	st := s.Stream(policy.Output, nil)
	out := st.Write(first)
	out += st.Write(second)
	return out + st.Close()
}
