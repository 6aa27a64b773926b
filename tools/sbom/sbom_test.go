package main

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
)

func TestLinked(t *testing.T) {
	got := linked(&debug.BuildInfo{
		Main: debug.Module{Path: "sluice"},
		Deps: []*debug.Module{{Path: "a", Version: "v1"}, {Path: "b", Version: "v1", Replace: &debug.Module{Path: "c", Version: "v2"}}},
	})
	if len(got) != 2 || !got[module{"a", "v1"}] || !got[module{"c", "v2"}] {
		t.Errorf("%v", got)
	}
}

func TestComplete(t *testing.T) {
	const hashes = `,"hashes":[{"alg":"SHA-256","content":"00"}]}`
	const a = `{"type":"library","name":"x/a","version":"v1","purl":"pkg:golang/x/a@v1?type=module"` + hashes
	const b = `{"type":"library","name":"x/b","version":"v1+incompatible","purl":"pkg:golang/x/b@v1%2Bincompatible"` + hashes
	both := map[module]bool{{"x/a", "v1"}: true, {"x/b", "v1+incompatible"}: true}
	for name, tt := range map[string]struct {
		components string
		want       map[module]bool
		err        string
	}{
		"complete":       {a + "," + b, both, ""},
		"with std":       {a + "," + b + `,{"type":"library","name":"std","version":"go1"}`, both, ""},
		"missing":        {a, both, "x/b@v1+incompatible is linked and not named"},
		"not linked":     {a + "," + b, map[module]bool{{"x/a", "v1"}: true}, "x/b@v1+incompatible is not linked"},
		"other version":  {strings.ReplaceAll(a, "v1", "v2"), map[module]bool{{"x/a", "v1"}: true}, "x/a@v1 is linked and not named"},
		"no hash":        {strings.Replace(a, hashes, "}", 1), map[module]bool{{"x/a", "v1"}: true}, "no hash"},
		"another URL":    {strings.Replace(a, "golang/x/a", "golang/x/c", 1), map[module]bool{{"x/a", "v1"}: true}, "another package URL"},
		"nothing linked": {"", nil, "names no module"},
	} {
		_, err := complete([]byte(`{"components":[`+tt.components+`]}`), tt.want)
		if tt.err == "" && err != nil || tt.err != "" && (err == nil || !strings.Contains(err.Error(), tt.err)) {
			t.Errorf("%s: %v, want %q", name, err, tt.err)
		}
	}
}

func TestValid(t *testing.T) {
	// Nothing else here needs the module, so that it may not have been downloaded yet.
	out, err := exec.Command("go", "mod", "download", "-json", "github.com/CycloneDX/cyclonedx-go").Output()
	if err != nil {
		t.Fatal(err)
	}
	var module struct{ Dir string }
	if err := json.Unmarshal(out, &module); err != nil {
		t.Fatal(err)
	}
	schemas := filepath.Join(module.Dir, "schema")
	for name, tt := range map[string]struct {
		bom string
		ok  bool
	}{
		"smallest":      {`{"bomFormat":"CycloneDX","specVersion":"1.6","version":1}`, true},
		"no format":     {`{"specVersion":"1.6","version":1}`, false},
		"no version":    {`{"bomFormat":"CycloneDX","version":1}`, false},
		"other version": {`{"bomFormat":"CycloneDX","specVersion":"0.1","version":1}`, false},
		"a path":        {`{"bomFormat":"CycloneDX","specVersion":"../1.6","version":1}`, false},
		"unknown field": {`{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"x":1}`, false},
		"wrong type":    {`{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[{"type":"thing","name":"a"}]}`, false},
		"no JSON":       {`{`, false},
	} {
		if _, err := valid([]byte(tt.bom), schemas); (err == nil) != tt.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}
