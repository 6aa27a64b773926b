package guard

import (
	"sluice/pkg/exchange"
	"sluice/pkg/policy"
)

// beside says what the thresholds that are only reported would have made of the
// judgements that decide. It is asked only where every turn was judged: what is not
// known would have done nothing, in no thresholds.
func (s *Service) beside(p *policy.Policy, dir policy.Direction, judgements []Judgement) []exchange.Shadow {
	shadow := p.Shadow()
	if shadow == nil {
		return nil
	}
	counts := counter{}
	for _, j := range judgements {
		for code, score := range hazardsOf(j, shadow, dir) {
			counts.add(TypeHazard, code, s.action(shadow, dir, code, score))
		}
	}
	would, rules := outcome(counts.sorted())
	return []exchange.Shadow{{What: exchange.ShadowThresholds, Would: would, Rules: rules}}
}

// outcome is what findings come to, with the rules by which.
func outcome(findings []exchange.Finding) (would string, rules []string) {
	for _, act := range []policy.Action{policy.Block, policy.Flag} {
		for _, f := range findings {
			if f.Action == string(act) {
				rules = append(rules, f.Rule)
			}
		}
		if len(rules) > 0 {
			return string(act), rules
		}
	}
	return "pass", nil
}
