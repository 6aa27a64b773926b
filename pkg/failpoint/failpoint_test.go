package failpoint

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

func TestPoints(t *testing.T) {
	all := All()
	if len(all) != 12 {
		t.Errorf("%d points", len(all))
	}
	if slices.Sort(all); len(slices.Compact(all)) != 12 {
		t.Error("two points have one name")
	}
}

// A binary that is shipped must hold no way to be killed by a variable.
func TestNormalBinaryHasNone(t *testing.T) {
	if Enabled {
		t.Skip("this build has the tag failpoint")
	}
	Hit(AckedNotAnswered)
	if testing.Short() {
		t.Skip("builds two binaries")
	}
	for name, tt := range map[string]struct {
		args []string
		want bool
	}{
		"normal":    {nil, false},
		"failpoint": {[]string{"-tags", "failpoint"}, true}, // the control: the search finds it
	} {
		out := filepath.Join(t.TempDir(), name)
		args := append([]string{"build", "-o", out}, tt.args...)
		cmd := exec.Command("go", append(args, "sluice/services")...)
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		if msg, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, msg)
		}
		data, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		if got := bytes.Contains(data, []byte("SLUICE_FAILPOINT")); got != tt.want {
			t.Errorf("%s: holds the variable's name: %t", name, got)
		}
	}
}
