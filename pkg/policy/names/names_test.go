package names_test

import (
	"slices"
	"strings"
	"testing"

	"sluice/pkg/policy"
	"sluice/pkg/policy/names"
	"sluice/pkg/scan"
)

// The built-in policy names what this binary has, and only that.
func TestBuiltInPolicyIsKnown(t *testing.T) {
	k := names.Known(scan.Default())
	if _, err := policy.Load("", k); err != nil {
		t.Fatal(err)
	}
	if len(k.Categories) != 23 || !slices.Contains(k.Categories, "S14") || !slices.Contains(k.Categories, "Q9") || len(k.RuleTypes) == 0 || len(k.Types) == 0 || len(k.Rules) == 0 {
		t.Errorf("%d categories, %d types, %d rules, %d rules of injection", len(k.Categories), len(k.Types), len(k.Rules), len(k.RuleTypes))
	}
}

// Mistyped names refuse, each with its place.
func TestTyposRefuse(t *testing.T) {
	for typo, right := range map[string]string{
		"S6:": "S15:", "action: block": "action: blok", "CREDIT_CARD:": "CREDIT_CART:", "injection-canary:": "injection-cannary:",
		"dlp_input,": "dlp_inputs,", "mode: window": "mode: windows", "level: medium": "level: mild", "on_error: hold": "on_error: pass",
	} {
		doc := strings.Replace(string(policy.Default()), typo, right, 1)
		_, err := policy.Parse("policy.yaml", []byte(doc), names.Known(scan.Default()))
		if err == nil || !strings.HasPrefix(err.Error(), "policy.yaml:") || !strings.Contains(err.Error(), "unknown name") {
			t.Errorf("%s: %v", right, err)
		}
	}
}
