// Package names collects the names that a policy may use in this binary: those of
// the detectors, the checks and the hazards that are built in. It decides nothing.
package names

import (
	"slices"

	"sluice/pkg/exchange"
	"sluice/pkg/injection"
	"sluice/pkg/llamaguard"
	"sluice/pkg/policy"
	"sluice/pkg/scan"
	"sluice/pkg/scan/personal"
)

// Injection is the type of findings of pkg/injection's rules.
const Injection = "INJECTION"

// Known are all names, with the types and rules of set.
func Known(set *scan.Set) policy.Known {
	k := policy.Known{
		Judged: []string{Injection}, RuleTypes: map[string]string{}, Checks: exchange.Checks(),
		CategoryNames: map[string]string{},
	}
	k.Types, k.Rules = found(set)
	for _, rule := range injection.Rules() {
		k.RuleTypes[rule] = Injection
	}
	for _, family := range llamaguard.Families() {
		for _, role := range []llamaguard.Role{llamaguard.User, llamaguard.Agent} {
			for _, code := range family.Codes(role) {
				if !slices.Contains(k.Categories, code) {
					k.Categories = append(k.Categories, code)
				}
			}
		}
	}
	for _, code := range k.Categories {
		name := llamaguard.Name(code)
		if _, taken := k.CategoryNames[name]; name != "" && !taken {
			k.CategoryNames[name] = code
		}
	}
	return k
}

// found are the types and rules of all that may be found: by set, by the detectors
// and the models that run where a policy asks for their types, and where a text could
// not be looked at.
func found(set *scan.Set) (types, rules []string) {
	for _, t := range set.Types() {
		types = append(types, string(t))
	}
	for _, d := range personal.Open() {
		types, rules = append(types, string(d.Type)), append(rules, d.Rule)
	}
	types = append(types, string(scan.Unscannable))
	for _, t := range scan.LearnedTypes() {
		types, rules = append(types, string(t)), append(rules, scan.LearnedRule(t))
	}
	rules = slices.Concat(rules, set.Rules(), []string{scan.RuleBomb, scan.RuleBudget, scan.RuleOpen})
	slices.Sort(types)
	slices.Sort(rules)
	return slices.Compact(types), slices.Compact(rules)
}
