package scan

import (
	"strings"
	"testing"
)

// An expression at the bounds of what parses is refused when it is compiled, or is
// found: it never fails while a text is scanned.
func TestDeepExpressions(t *testing.T) {
	refused, found := 0, 0
	for depth := 980; depth <= 1010; depth++ {
		pattern := strings.Repeat("(", depth) + "secret" + strings.Repeat(")", depth)
		s, err := New(Detector{Rule: "deep", Type: Secret, Literals: []string{"secret"}, Pattern: pattern, Match: []string{"secret"}})
		if err != nil {
			refused++
			continue
		}
		if len(s.Plain("a secret b")) == 1 {
			found++
		}
	}
	if refused == 0 || found == 0 || refused+found != 1010-980+1 {
		t.Errorf("%d refused, %d found", refused, found)
	}
}
