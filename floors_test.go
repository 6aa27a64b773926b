package sluice_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "sluice"

// unit is what the floors know of one package. Imports are those of its code,
// for every build tag; TestImports those of its tests.
type unit struct {
	Path        string
	Imports     []string
	TestImports []string
}

// room is the first name below the module, such as pkg, and what follows.
func room(path string) (first, rest string) {
	below, ok := strings.CutPrefix(path, module+"/")
	if !ok {
		return "", ""
	}
	first, rest, _ = strings.Cut(below, "/")
	return first, rest
}

func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".") && first != module
}

// breach says why path must not import what, or "". The rules are those of the
// design's "Floors".
func breach(path, imported string, inTest bool) string {
	collects := inTest || path == module+"/pkg/telemetry/telemetrytest"
	wire := collects && underOrAt(imported, "go.opentelemetry.io/proto/otlp") // what a test's collector reads
	if underOrAt(imported, "go.opentelemetry.io") && path != module+"/pkg/telemetry" && !wire {
		return "only pkg/telemetry imports OpenTelemetry"
	}
	from, fromRest := room(path)
	to, toRest := room(imported)
	if from == "schemas" && !standard(imported) {
		return "schemas imports only the standard library"
	}
	if imported == module || to == "" && strings.HasPrefix(imported, module+"/") {
		return "nothing imports the root"
	}
	if to == "" {
		return "" // the standard library or a third party
	}
	switch from {
	case "pkg":
		if to != "pkg" && to != "schemas" {
			return "pkg imports only pkg, schemas and third parties"
		}
	case "services":
		mine, _, _ := strings.Cut(fromRest, "/")
		theirs, _, _ := strings.Cut(toRest, "/")
		switch {
		case to == "loadtest" && !(inTest && mine == ""):
			return "services import no test rig"
		case mine != "" && to == "services" && theirs != mine:
			return "a service imports no other service: NATS is the only seam"
		}
	case "loadtest":
		if to == "services" {
			return "loadtest runs the command and imports none of it"
		}
	}
	if !inTest && strings.HasSuffix(imported, "test") && from != "loadtest" {
		return "what is for tests is imported by tests only"
	}
	return ""
}

func underOrAt(path, prefix string) bool {
	return path == prefix || strings.HasPrefix(path, prefix+"/")
}

// breaches are all of them, sorted.
func breaches(units []unit) []string {
	var out []string
	for _, u := range units {
		for _, i := range u.Imports {
			if why := breach(u.Path, i, false); why != "" {
				out = append(out, fmt.Sprintf("%s imports %s: %s", u.Path, i, why))
			}
		}
		for _, i := range u.TestImports {
			if why := breach(u.Path, i, true); why != "" {
				out = append(out, fmt.Sprintf("%s imports %s in a test: %s", u.Path, i, why))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// listed is what `go list -json` tells of a package.
type listed struct {
	ImportPath, Dir, Name                                        string
	GoFiles, CgoFiles, IgnoredGoFiles, TestGoFiles, XTestGoFiles []string
}

// list is every package of the module in dir.
func list(t *testing.T, dir string) []listed {
	t.Helper()
	// -find: no dependency is looked up, so that a module's need not be there.
	cmd := exec.Command("go", "list", "-find", "-json=ImportPath,Dir,Name,GoFiles,CgoFiles,IgnoredGoFiles,TestGoFiles,XTestGoFiles", "./...")
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var all []listed
	for dec := json.NewDecoder(out); ; {
		var l listed
		if err := dec.Decode(&l); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, l)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestFloors(t *testing.T) {
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	packages := list(t, root)
	if len(packages) < 20 {
		t.Fatalf("go list knows %d packages: run this test in the module's root", len(packages))
	}
	for _, other := range []string{"tools", "loadtest/peers"} { // modules of their own
		packages = append(packages, list(t, filepath.Join(root, other))...)
	}
	var units []unit
	for _, l := range packages {
		parse := func(names ...string) (all []source) {
			for _, n := range names {
				data, err := os.ReadFile(filepath.Join(l.Dir, n))
				if err != nil {
					t.Fatal(err)
				}
				rel, err := filepath.Rel(root, filepath.Join(l.Dir, n))
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, read(t, rel, data))
			}
			return all
		}
		// Files of other build tags, and other systems, count as well.
		code := parse(slices.Concat(l.GoFiles, l.CgoFiles, slices.DeleteFunc(slices.Clone(l.IgnoredGoFiles), isTest))...)
		tests := parse(slices.Concat(l.TestGoFiles, l.XTestGoFiles, slices.DeleteFunc(slices.Clone(l.IgnoredGoFiles), isCode))...)
		u := unit{Path: l.ImportPath}
		for _, f := range code {
			u.Imports = append(u.Imports, f.imports...)
		}
		for _, f := range tests {
			u.TestImports = append(u.TestImports, f.imports...)
		}
		units = append(units, u)
		for _, f := range slices.Concat(packageFaults(l.ImportPath, l.Name, code), testFaults(tests)) {
			t.Error(f)
		}
	}
	for _, b := range breaches(units) {
		t.Error(b)
	}
}

func isTest(name string) bool { return strings.HasSuffix(name, "_test.go") }
func isCode(name string) bool { return !isTest(name) }

// TestBreachesAreSeen is the control: each planted violation is reported, and
// nothing that is allowed.
func TestBreachesAreSeen(t *testing.T) {
	for _, tt := range []struct {
		path, imported string
		inTest         bool
		want           string
	}{
		{"sluice/schemas", "github.com/x/y", false, "standard library"},
		{"sluice/schemas", "sluice/pkg/chat", false, "standard library"},
		{"sluice/schemas", "github.com/x/y", true, "standard library"},
		{"sluice/pkg/bus", "sluice/services/edge", false, "pkg imports only"},
		{"sluice/pkg/bus", "sluice/loadtest/rig", false, "pkg imports only"},
		{"sluice/pkg/bus", "sluice/loadtest/rig", true, "pkg imports only"},
		{"sluice/pkg/bus", "sluice/deploy/x", false, "pkg imports only"},
		{"sluice/pkg/bus", "sluice", false, "nothing imports the root"},
		{"sluice/services/edge", "sluice/services/dlp", false, "no other service"},
		{"sluice/services/edge", "sluice/services", false, "no other service"},
		{"sluice/services/edge", "sluice/services/edgewise", false, "no other service"},
		{"sluice/services/edge/mcp", "sluice/services/dlp/x", true, "no other service"},
		{"sluice/services", "sluice/loadtest/rig", false, "no test rig"},
		{"sluice/services/edge", "sluice/loadtest/rig", true, "no test rig"},
		{"sluice/loadtest/spine", "sluice/services/dlp", true, "imports none of it"},
		{"sluice/loadtest/spine", "sluice/services", false, "imports none of it"},
		{"sluice/services/edge", "go.opentelemetry.io/otel/sdk/trace", false, "OpenTelemetry"},
		{"sluice/pkg/stage", "go.opentelemetry.io/otel/sdk", true, "OpenTelemetry"},
		{"sluice/services/edge", "go.opentelemetry.io/otel/trace", false, "OpenTelemetry"},
		{"sluice/services/edge", "go.opentelemetry.io/proto/otlp/trace/v1", false, "OpenTelemetry"},
		{"sluice/services/dlp", "sluice/pkg/bus/bustest", false, "tests only"},

		{"sluice/schemas", "encoding/json", false, ""},
		{"sluice/pkg/chat", "sluice/schemas", false, ""},
		{"sluice/pkg/chat", "github.com/x/y", false, ""},
		{"sluice/pkg/bus", "sluice/pkg/bus/bustest", true, ""},
		{"sluice/services", "sluice/services/edge", false, ""},
		{"sluice/services", "sluice/pkg/bus", false, ""},
		{"sluice/services", "sluice/loadtest/rig", true, ""},
		{"sluice/services/edge", "sluice/services/edge/mcp", false, ""},
		{"sluice/services/edge/mcp", "sluice/services/edge", false, ""},
		{"sluice/services/edge", "sluice/schemas", false, ""},
		{"sluice/loadtest/spine", "sluice/loadtest/rig", false, ""},
		{"sluice/loadtest/spine", "sluice/pkg/bus", false, ""},
		{"sluice/pkg/telemetry", "go.opentelemetry.io/otel/sdk/trace", false, ""},
		{"sluice/services/edge", "go.opentelemetry.io/proto/otlp/trace/v1", true, ""},
	} {
		u := unit{Path: tt.path}
		if tt.inTest {
			u.TestImports = []string{tt.imported}
		} else {
			u.Imports = []string{tt.imported}
		}
		got := breaches([]unit{u})
		if tt.want == "" && len(got) > 0 || tt.want != "" && (len(got) != 1 || !strings.Contains(got[0], tt.want)) {
			t.Errorf("%s imports %s: got %q, want %q", tt.path, tt.imported, got, tt.want)
		}
	}
}
