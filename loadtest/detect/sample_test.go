package main

import (
	"slices"
	"testing"

	"sluice/loadtest/disguises"
	"sluice/pkg/scan"
)

// hardest are kinds with blanks, a name before the value, or marks at its ends: a form hides the most of them.
var hardest = []string{
	"http-bearer-token", "psexec-password", "wordpress-salt", "gcp-private-key-id", "maxmind-license-key-old", "powershell-secure-string",
	"http-basic-auth", "credit-card", "aws-secret-access-key", "pem-private-key-open", "common-password", "bcrypt-password-hash", "okta-ssws-token",
}

// TestSampleOfKinds: of a sample of what make eval measures, each kind reaches the goal,
// and so does each form; what is found covers most of what is hidden.
func TestSampleOfKinds(t *testing.T) {
	var sample []scan.Detector
	found := 0
	for i, d := range scan.Builtin() {
		hard := slices.Contains(hardest, d.Rule)
		if hard {
			found++
		}
		if hard || i%40 == 0 {
			sample = append(sample, d)
		}
	}
	if found != len(hardest) {
		t.Errorf("%d of %d rules named here are built in", found, len(hardest))
	}
	d := hide(sample, disguises.Forms(), nil, scan.Default().Scan)
	if d.Kinds < 50 {
		t.Fatalf("%d kinds", d.Kinds)
	}
	for _, k := range d.Below {
		t.Errorf("%s: %d of %d forms are caught", k.Name, k.Caught, k.Tried)
	}
	for _, f := range d.Forms {
		if f.share() < goalDisguised || f.Covered*2 < f.Alone {
			t.Errorf("%s: of %d kinds %d are caught; of %d alone %d are covered", f.Name, f.Tried, f.Caught, f.Alone, f.Covered)
		}
	}
	if d.Benign.Flagged > 0 {
		t.Errorf("%d of %d benign texts are flagged", d.Benign.Flagged, d.Benign.Texts)
	}
}
