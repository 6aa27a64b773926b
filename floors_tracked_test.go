package sluice_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// places are what must stand in no file: folders of one machine, and hosts of
// package registries, which the ordinary clients know. In pieces, as this file is
// searched too.
var places = []*regexp.Regexp{
	regexp.MustCompile(`(?:^|[^\w./$})-])/(?:wo` + `rk|ro` + `ot)(?:/|\b)`),
	regexp.MustCompile(`(?i)\b(?:` + strings.Join([]string{
		`pro` + `xy\.golang\.org`, `su` + `m\.golang\.org`, `py` + `pi\.org`, `files\.python` + `hosted\.org`, `registry\.np` + `mjs\.org`,
		`cra` + `tes\.io`, `repo1?\.ma` + `ven(?:\.apache)?\.org`, `de` + `b\.debian\.org`,
	}, "|") + `)\b`),
}

// misplaced are the lines of a file that name a place.
func misplaced(name string, data []byte) []string {
	if bytes.IndexByte(data, 0) >= 0 {
		return nil // no text
	}
	var out []string
	n := 0
	for line := range bytes.Lines(data) {
		n++
		for _, p := range places {
			if m := p.Find(line); m != nil {
				out = append(out, fmt.Sprintf("%s:%d names %q: no folder of a machine and no registry's host belongs here", name, n, bytes.TrimSpace(m)))
			}
		}
	}
	return out
}

// TestNoPlaces searches every file that git tracks, or would.
func TestNoPlaces(t *testing.T) {
	if _, err := os.Stat(".git"); errors.Is(err, os.ErrNotExist) {
		t.Skip("this is no git checkout: which files belong to it is not known")
	}
	out, err := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard").Output()
	if err != nil {
		t.Fatal(err)
	}
	files := slices.DeleteFunc(strings.Split(string(out), "\x00"), func(name string) bool { return name == "" })
	if len(files) < 100 {
		t.Fatalf("git knows %d files", len(files))
	}
	for _, name := range files {
		if info, err := os.Lstat(name); err != nil || !info.Mode().IsRegular() {
			continue // removed and not committed yet, or a link
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range misplaced(name, data) {
			t.Error(m)
		}
	}
}

// TestPlacesAreSeen is the control.
func TestPlacesAreSeen(t *testing.T) {
	slash := "/"
	for text, want := range map[string]bool{
		"cd " + slash + "root/x":                        true,
		"\"" + slash + "root\"":                         true,
		"in " + slash + "work/main, so":                 true,
		"https://" + "pro" + "xy.golang.org":            true,
		"the registry PY" + "PI.ORG":                    true,
		"https://static." + "crates" + ".io":            true,
		"the root / of it":                              false,
		"https://x.example" + slash + "root":            false,
		"$HOME" + slash + "root/x":                      false,
		"a.b" + slash + "work/main":                     false,
		slash + "rooted":                                false,
		slash + "workers":                               false,
		"golang.org/x/crypto":                           false,
		"\x00 binary " + slash + "root/":                false,
		"documentation: https://docs.python.org/x/root": false,
	} {
		if got := misplaced("x", []byte(text)); len(got) > 0 != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}
