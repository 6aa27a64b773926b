package rules

import (
	"os"
	"sluice/pkg/scan"
	"testing"
	"time"
)

func TestZZ(t *testing.T) {
	b, _ := os.ReadFile("/tmp/rulesh/gitleaks.toml")
	s := time.Now()
	f, err := Load(b, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(len(f.Rules), len(f.detectors), f.Notes, time.Since(s))
	if _, err := scan.New(f.Detectors()...); err != nil {
		t.Fatal(err)
	}
	t.Log(time.Since(s))
}
