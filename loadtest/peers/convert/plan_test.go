package convert

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"sluice/pkg/scan"
	"sluice/pkg/scan/rule"
)

// TestPlansFindWhatRegexpFinds: woken at each literal, a plan finds the matches
// that the whole expression has in the whole text.
func TestPlansFindWhatRegexpFinds(t *testing.T) {
	assignment := `(?i)[\w.-]{0,50}?(?:acme|zeta[_-]?x)(?:[ \t\w.-]{0,20})[\s'"]{0,3}(?:=|>|:{1,3}=|\|\||:|=>|\?=|,)[\x60'"\s=]{0,5}([a-z0-9]{12,}=?)(?:[\x60'"\s;]|\\[nr]|$)`
	for _, tt := range []struct {
		expr, text string
		literals   []string
	}{
		{`\b(tok_[a-z]{4})\b`, "tok_abcd xtok_abcd tok_abcde tok_wxyz", []string{"tok_"}},
		{`(?:one|two)_[0-9]{3}`, "one_123two_456 One_123", []string{"one_", "two_"}},
		{`[a-z]{3}-QQ[0-9]{2}`, "abc-QQ12 ab-QQ12 xabc-QQ123", []string{"-QQ"}},
		{`(?:^|[ >])([a-z]{2}q~[0-9]{2})`, "abq~12 cdq~34>efq~56xghq~78", []string{"q~"}},
		{`left_[0-9]{2}|\bright-[a-z]{2}`, "left_12 right-ab xright-ab", []string{"left_", "right-"}},
		{assignment, `my.Acme_key = "abcdefghijkl0"; zeta-x: 'ABCDEFGHIJKLMN='` + "\n" + `acme is short = x`, []string{"acme", "zeta-x", "zeta_x", "zetax"}},
		{assignment, "acme: " + strings.Repeat("a1", 700) + ";", []string{"acme", "zeta-x", "zeta_x", "zetax"}},
		{assignment, "acme: " + strings.Repeat("a1", 700) + "!", []string{"acme", "zeta-x", "zeta_x", "zetax"}},
	} {
		plans, err := newPlans(tt.expr)
		if err != nil {
			t.Fatal(err)
		}
		re := regexp.MustCompile(tt.expr)
		var want, got [][2]int
		for _, m := range re.FindAllStringIndex(tt.text, -1) {
			want = append(want, [2]int{m[0], m[1]})
		}
		var literals []string
		for _, p := range plans {
			literals = append(literals, p.literals...)
			for at := range tt.text {
				for _, l := range p.literals {
					in := tt.text
					if p.fold {
						in = strings.ToLower(in)
					}
					if from, to, ok := p.find(tt.text, at); strings.HasPrefix(in[at:], l) && ok {
						got = append(got, [2]int{from, to})
					}
				}
			}
		}
		slices.SortFunc(got, func(a, b [2]int) int { return a[0] - b[0] })
		got = slices.Compact(got)
		if !slices.Equal(got, want) {
			t.Errorf("%.40s in %.40q: %v, want %v", tt.expr, tt.text, got, want)
		}
		if !slices.Equal(literals, tt.literals) {
			t.Errorf("%.40s: literals %q, want %q", tt.expr, literals, tt.literals)
		}
	}
}

func TestNoLiteral(t *testing.T) {
	plans, err := newPlans(`\b[a-f0-9]{40}\b`)
	if err != nil || len(plans) != 1 || len(plans[0].literals) != 0 {
		t.Errorf("%v, %v", plans, err)
	}
}

// TestDetectorsCompile: the engine takes what is made here.
func TestDetectorsCompile(t *testing.T) {
	plans, err := newPlans(`key_[0-9]{4}`)
	if err != nil {
		t.Fatal(err)
	}
	d := detector("a-rule", plans[0], judge{})
	if _, err := scan.New([]rule.Detector{d}...); err != nil {
		t.Error(err)
	}
}
