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
)

// Injection is the type of findings of pkg/injection's rules.
const Injection = "INJECTION"

// Known are all names, with the types and rules of set.
func Known(set *scan.Set) policy.Known {
	k := policy.Known{
		Rules: set.Rules(), Judged: []string{Injection}, RuleTypes: map[string]string{}, Checks: exchange.Checks(),
	}
	for _, t := range set.Types() {
		k.Types = append(k.Types, string(t))
	}
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
	return k
}
