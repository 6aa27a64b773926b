package secret

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

// TestLesserIsReadAsItsExpressionSays holds the reading by hand to the expression
// that the detector's Reach has, on texts put together of what both look at.
func TestLesserIsReadAsItsExpressionSays(t *testing.T) {
	expr := regexp.MustCompile("^" + lesserAfter)
	pieces := []string{
		" ", "  ", "\t", "\n", "\r\n", "_", "-", ".", "a", "key", "TOKEN", "Secret", "private", "access", "api", "is ", "IS\t", "this ", "=", "==", "===", "=>", ":=", "->", "||", "?=", ":", ">", ",", "(", ")", "[", "]", "\"", "'", "`", "\\",
		"Bearer ", "token ", "basic ", "Tbasic ", "Tearer ", "0a1b2c3d4e5f60718293a4b5c6d7e8f9", "0a1b2c3d4e5", "0a1b2c3d4e5f", "abc=", "x/y:z~", "é", "        ", strings.Repeat("n", 30), strings.Repeat("v", 505), strings.Repeat("-", 12),
	}
	random := rand.New(rand.NewPCG(6, 1))
	found := 0
	for range 100_000 {
		var b strings.Builder
		for range 1 + random.IntN(9) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		text := b.String()
		text = text[:min(len(text), lesserReach)]
		start, stop := lesserBehind(text, 0)
		want := expr.FindStringSubmatchIndex(text)
		if (stop > 0) != (want != nil) || want != nil && (start != want[2] || stop != want[3]) {
			t.Fatalf("%q: %d to %d, the expression says %v", text, start, stop, want)
		}
		if stop > 0 {
			found++
		}
	}
	if found < 1000 {
		t.Errorf("%d values found: nothing is compared", found)
	}
}
