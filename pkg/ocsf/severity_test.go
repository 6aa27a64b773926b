package ocsf_test

import (
	"testing"

	"sluice/pkg/exchange"
	"sluice/pkg/ocsf"
)

func TestSeverity(t *testing.T) {
	for _, tt := range []struct{ kind, rule, action, want string }{
		{"SECRET", "pem-private-key", "block", "high"},
		{"CREDIT_CARD", "credit-card", "block", "high"},
		{"HAZARD", "S4", "block", "critical"},
		{"HAZARD", "S9", "block", "critical"},
		{"HAZARD", "S1", "block", "high"},
		{"SECRET", "S9", "block", "high"},
		{"HAZARD", "S9", "flag", "medium"},
		{"INJECTION", "injection-role-marker", "block", "high"},
		{"SECRET", "aws-access-key-id", "redact", "high"},
		{"US_SSN", "us-ssn", "redact", "medium"},
		{"IP_ADDRESS", "ipv4", "flag", "medium"},
		{"EMAIL_ADDRESS", "email", "pseudonymize", "low"},
		{"SECRET", "aws-access-key-id", "allow", "informational"},
		{"TOOL", "default_deny", "deny", "medium"},
		{"CHECK", "timeout", "except", "high"},
		{"CHECK", "timeout", "refuse", "medium"},
		{"FAILURE", "upstream", "dead_letter", "high"},
		{"FAILURE", "upstream", "cut", "medium"},
		{"SECRET", "rule", "", "high"},
		{"SECRET", "rule", "blok", "high"},
	} {
		if got := ocsf.Severity(tt.kind, tt.rule, tt.action); got != tt.want {
			t.Errorf("%s %s %s is %s, want %s", tt.kind, tt.rule, tt.action, got, tt.want)
		}
	}
}

func TestAtLeast(t *testing.T) {
	for i, severity := range ocsf.Levels() {
		for j, level := range ocsf.Levels() {
			if got := ocsf.AtLeast(severity, level); got != (i >= j) {
				t.Errorf("%s at least %s is %t", severity, level, got)
			}
		}
		if !ocsf.AtLeast(severity, "") || !ocsf.AtLeast(severity, "hihg") || !ocsf.AtLeast("fatal", severity) {
			t.Errorf("what is not known hides %s", severity)
		}
	}
}

func TestLevelLeavesOut(t *testing.T) {
	for level, want := range map[string]int{"": 5, "informational": 5, "low": 4, "medium": 3, "high": 1, "critical": 0} {
		if got := len(ocsf.Events(full(), exchange.StageDLP, level, at, "1")); got != want {
			t.Errorf("%q: %d events, want %d", level, got, want)
		}
	}
}
