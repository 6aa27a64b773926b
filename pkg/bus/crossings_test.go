package bus

import (
	"slices"
	"testing"
)

// TestPeopleReachTheSame: whatever the layout, the accounts of people import the same
// subjects in the same way, and in one process nothing else crosses at all.
func TestPeopleReachTheSame(t *testing.T) {
	imported := func(l Layout) []crossing {
		var out []crossing
		for _, c := range crossings(l) {
			if c.to != AccountApps && c.to != AccountOps {
				if l == Whole {
					t.Errorf("%s crosses from %s to %s", c.subject, c.from, c.to)
				}
				continue
			}
			if l == Whole && c.from != AccountSluice {
				t.Errorf("%s comes from %s, where nobody is", c.subject, c.from)
			}
			c.from = ""
			out = append(out, c)
		}
		return distinct(out)
	}
	apart, whole := imported(Apart), imported(Whole)
	if len(apart) == 0 || !slices.Equal(apart, whole) {
		t.Errorf("people import\n%v apart, and\n%v in one process", apart, whole)
	}
}
