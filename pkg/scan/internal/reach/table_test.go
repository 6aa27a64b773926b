package reach

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"sluice/pkg/scan/rule"
)

// expressions have what detectors have: classes, counted rows, alternatives, letters
// outside ASCII.
var expressions = []string{`a[0-9]{2,4}b`, `(?:key|token)=[A-Za-z0-9]{8,40}`, `x{0,3}y`, `[a-f]{40}`, `für|straße [0-9]`, `(?s:.)`, `[^ ]{5}-`}

const letters = "abcdefxy0123456789=- küß"

// TestMayIsNeverTooShort holds tables to the expression: where that matches, they may.
func TestMayIsNeverTooShort(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	runes := []rune(letters)
	may, not := 0, 0
	for _, expr := range expressions {
		table, anchored := Of(expr).Table(), regexp.MustCompile(`^(?:`+expr+`)`)
		texts := []string{"a12b", "key=abcdefgh12345678", "xxy", strings.Repeat("abcdef", 7), "für", "straße 7", "x", "abcde-"}
		for range 2000 {
			var b strings.Builder
			for range 1 + r.IntN(12) {
				b.WriteRune(runes[r.IntN(len(runes))])
			}
			texts = append(texts, b.String())
		}
		for _, text := range texts {
			matches := anchored.MatchString(text)
			if matches && (!table.May(text, 0, len(text)) || !table.MayAt(text, 0, len(text), 3)) {
				t.Errorf("%s: a match in %q is ruled out", expr, text)
			}
			if table.May(text, 0, len(text)) {
				may++
			} else {
				not++
			}
		}
	}
	if may < 1000 || not < 1000 {
		t.Errorf("%d may and %d may not: one of them is hardly tried", may, not)
	}
}

func TestMayBackAt(t *testing.T) {
	table := Of(`a[0-9]{2}b`).Table()
	for text, want := range map[string]bool{"b21a": true, "b2a": false, "xb21a": true, "21a": false} {
		if got := table.MayBackAt(text, len(text)-1, 0, len(text)); got != want {
			t.Errorf("%q back to front: %v", text, got)
		}
	}
	if !table.MayBackAt("b21a", 3, 0, 2) {
		t.Error("a glance that decides nothing rules out a match")
	}
}

func TestWays(t *testing.T) {
	table := Of(`a[0-9]b`).Table()
	digits := table.Step(table.Step(table.Begin(), rule.Bytes("a-c")), rule.Bytes("0-9"))
	if digits.None() || digits.Matched || !table.GoOn(digits)[table.Class['b']] || table.GoOn(digits)[table.Class['c']] {
		t.Errorf("after a letter and a digit: %+v", digits)
	}
	if end := table.Step(digits, rule.Bytes("b")); !end.Matched {
		t.Error("the whole expression has not matched")
	}
	if none := table.Step(digits, rule.Bytes("z")); !none.None() {
		t.Error("a way on with a byte that the expression does not have")
	}
}
