package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"sluice/loadtest/load/report"
	"sluice/loadtest/rig"
)

// TestSoakForReal: under load and with streams that are left, sluice up keeps no
// goroutine and no file; where it holds more than it may, the run fails.
func TestSoakForReal(t *testing.T) {
	dir, bin := t.TempDir(), instrument(t)
	args := []string{"soak", "--for", "8s", "--every", "500ms", "--rate", "40", "--aborts", "20", "--sluice", rig.Binary(t, false), "--out", dir}
	if out, err := exec.Command(bin, append(args, "--most", "0")...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var s report.Soak
	read(t, filepath.Join(dir, "soak.json"), &s)
	if s.Requests < 100 || s.Left < 40 || len(s.Causes) != 0 || len(s.Samples) < 8 || s.Before.Goroutines < 50 || s.Before.Files < 5 || s.Late() < 10 {
		t.Errorf("%+v", s)
	}
	args[2] = "1s"
	if out, err := exec.Command(bin, append(args, "--most", "1")...).CombinedOutput(); err == nil || !strings.Contains(string(out), "over 1") {
		t.Errorf("with a bound of 1 MB: %v\n%s", err, out)
	}
}
