package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"sluice/pkg/policy"
	"sluice/pkg/scan"
	"sluice/pkg/scan/personal"
)

// detectorsPage lists every detector with its type, validator and action. What a
// detector finds and what a match must pass stands beside it in pkg/scan.
func detectorsPage(t *testing.T) string {
	t.Helper()
	d, err := loadDetectors("")
	if err != nil {
		t.Fatal(err)
	}
	p, err := policy.Load("", d.known)
	if err != nil {
		t.Fatal(err)
	}
	var secrets, others []scan.Detector
	for _, one := range scan.Builtin() {
		if one.Type == scan.Secret {
			secrets = append(secrets, one)
		} else {
			others = append(others, one)
		}
	}
	byName := 0
	for _, one := range secrets {
		if strings.HasPrefix(one.Validator, "the service's name before it") {
			byName++
		}
	}
	types := map[scan.Type]bool{}
	for _, one := range others {
		types[one.Type] = true
	}
	var b strings.Builder
	b.WriteString("# Detectors\n\n" + made("pkg/scan") + "What the scan looks for, by rule. [dlp.md](dlp.md) says how, and what is missed; [policy.md](reference/policy.md) how a\nrule or a type gets another action. The actions are those of the built-in policy, towards the model and from it. The\nscore is the confidence of a finding where the validator says no other.\n")
	fmt.Fprintf(&b, "\n%d rules for secrets, of which %d go by a service's name beside a value that looks drawn and know no format of it; %d rules\nfor %d types of personal data, and %d more for what stands in most texts.\n", len(secrets), byName, len(others), len(types), len(personal.Open()))
	b.WriteString("\n## Secrets\n\nAll are of type `SECRET`.\n")
	b.WriteString(detectorTable(t, secrets, p, false))
	b.WriteString("\n## Personal data\n")
	b.WriteString(detectorTable(t, others, p, true))
	b.WriteString("\n## What stands in most texts\n\nLooked for only where a policy, or `sluice scan --types`, names the type.\n")
	b.WriteString(detectorTable(t, personal.Open(), p, true))
	b.WriteString("\n## What models find\n\nLooked for only where a policy, or `sluice scan --types`, names the type. They guess by likeness:\n[names](model-cards/names.md), [document classes](model-cards/docclass.md). A streamed answer that is asked for them is\nheld until it is whole.\n\n| rule | type |\n|---|---|\n")
	for _, typ := range scan.LearnedTypes() {
		fmt.Fprintf(&b, "| %s | %s |\n", code(scan.LearnedRule(typ)), code(string(typ)))
	}
	b.WriteString("\n## What could not be looked at\n\nType `UNSCANNABLE`. No default action holds for it: what a policy does not name is blocked.\n\n| rule | found | action in | out |\n|---|---|---|---|\n")
	for _, r := range []struct{ rule, about string }{
		{scan.RuleBomb, "what is packed grows beyond its bound when it is unpacked"},
		{scan.RuleBudget, "a text with more disguises than the scan takes off"},
		{scan.RuleOpen, "in a stream, an encoded run that is longer than what may be held back"},
		{"user-…-unscannable", "a window that a rule of the user's with look-around did not finish in time"},
	} {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", code(r.rule), r.about, p.Action(policy.Input, policy.Unscannable, r.rule), p.Action(policy.Output, policy.Unscannable, r.rule))
	}
	return b.String()
}

func detectorTable(t *testing.T, all []scan.Detector, p *policy.Policy, withType bool) string {
	t.Helper()
	for _, d := range all {
		if d.About == "" || d.Validator == "" {
			t.Errorf("%s: say in About what it finds, and in Validator what a match must pass", d.Rule)
		}
	}
	slices.SortFunc(all, func(a, b scan.Detector) int {
		if withType {
			return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.Rule, b.Rule))
		}
		return cmp.Compare(a.Rule, b.Rule)
	})
	var b strings.Builder
	typ, line := "", "|---|---|---|---|---|---|"
	if withType {
		typ, line = " type |", line+"---|"
	}
	fmt.Fprintf(&b, "\n| rule |%s finds | must pass | score | action in | out |\n%s\n", typ, line)
	for _, d := range all {
		if withType {
			typ = " " + code(string(d.Type)) + " |"
		}
		in, out := p.Action(policy.Input, string(d.Type), d.Rule), p.Action(policy.Output, string(d.Type), d.Rule)
		fmt.Fprintf(&b, "| %s |%s %s | %s | %g | %s | %s |\n", code(d.Rule), typ, cell(d.About), cell(d.Validator), cmp.Or(d.Score, 0.9), in, out)
	}
	return b.String()
}
