package scan

import (
	"math/rand/v2"
	"os"
	"sync"
	"testing"
)

// thorough says that a test is to try all there is: every place to cut every
// text at, with all rules, takes many minutes. `make scan-exhaustive` asks for it.
func thorough() bool { return os.Getenv("SLUICE_EXHAUSTIVE") != "" }

// rounds is how often a test tries: all times where it is to be thorough, some
// times else, few under -short, which the race detector makes many times slower.
func rounds(t testing.TB, few, some, all int) int {
	t.Helper()
	n := some
	switch {
	case thorough():
		n = all
	case testing.Short():
		n = few
	}
	if n < all {
		t.Logf("%d of %d, so that the tests stay quick: make scan-exhaustive tries all", n, all)
	}
	return n
}

// chosen says which of n things are tried: most of them at most, drawn with a
// seed that is the same in each run; all where the test is to be thorough.
func chosen(seed uint64, n, most int) []int {
	all := rand.New(rand.NewPCG(seed, 1)).Perm(n)
	if thorough() {
		return all
	}
	return all[:min(n, most)]
}

// shared is the built-in set, which takes a quarter of a second to make.
var shared = sync.OnceValue(Default)

// sampled are the built-in detectors, and under -short every eighth of them: the
// race detector makes their tables fifteen times as slow, and what they find does
// not hang on it.
func sampled(t testing.TB) []Detector {
	t.Helper()
	all := Builtin()
	if !testing.Short() || thorough() {
		return all
	}
	var some []Detector
	for i := 0; i < len(all); i += 8 {
		some = append(some, all[i])
	}
	t.Logf("-short: %d of %d detectors, which the whole run all tries", len(some), len(all))
	return some
}
