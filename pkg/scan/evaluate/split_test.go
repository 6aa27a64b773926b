package evaluate

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"strconv"
	"strings"
	"testing"
)

// The providers of the development set, by name.
//
//go:embed testdata/providers.txt
var providers string

// The split is frozen: whoever changes the rule changes SplitVersion and these
// digests, and throws away all figures made before.
func TestSplitIsFrozen(t *testing.T) {
	var templates strings.Builder
	for i := range 210 {
		templates.WriteString(strconv.Itoa(i) + "\n")
	}
	for _, tt := range []struct {
		name, groups string
		test         int
		digest       string
	}{
		{"providers", providers, 310, "ca383caac6cd2ee64ff54b9fdaddbe3cdab2626943fddf9e9f529dda0d4612d7"},
		{"templates", templates.String(), 109, "7a4f7b14bd7ebb8107ac832e2c984b693e31250913707ce2df3920bb07a53940"},
	} {
		var names strings.Builder
		n := 0
		for group := range strings.Lines(tt.groups) {
			if HalfOf(strings.TrimSuffix(group, "\n")) == Test {
				names.WriteString(group)
				n++
			}
		}
		sum := sha256.Sum256([]byte(names.String()))
		if got := hex.EncodeToString(sum[:]); n != tt.test || got != tt.digest || SplitVersion != 1 {
			t.Errorf("version %d puts %d %s into the test half, digest %s; it was frozen at %d, %s", SplitVersion, n, tt.name, got, tt.test, tt.digest)
		}
	}
}

func TestHalves(t *testing.T) {
	for name := range strings.Lines(providers) {
		name = strings.TrimSpace(name)
		if Dev.Has(name) == Test.Has(name) || !All.Has(name) {
			t.Fatalf("provider %s is not in exactly one half", name)
		}
	}
	for name, ok := range map[string]bool{"dev": true, "test": true, "all": true, "": false, "Test": false} {
		if _, err := ParseHalf(name); (err == nil) != ok {
			t.Errorf("half %q: got %v", name, err)
		}
	}
}
