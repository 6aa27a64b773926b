package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestTargets(t *testing.T) {
	got, err := targets("x_test.go", []byte(`package x
func FuzzA(f *testing.F) {}
func (x) FuzzB(f *testing.F) {}
func FuzzC() {}
func FuzzD(n int) {}
func helper(f *testing.F) {}
func FuzzE(f *testing.F) {}`))
	if err != nil || !slices.Equal(got, []string{"FuzzA", "FuzzE"}) {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := targets("x_test.go", []byte("package")); err == nil {
		t.Error("half a file is read")
	}
}

func TestJudge(t *testing.T) {
	exit := &exec.ExitError{}
	const progress = "fuzz: elapsed: 5s, execs: 1204 (240/sec), new interesting: 1 (total: 3)\n"
	const late = "--- FAIL: FuzzA (5.11s)\n    context deadline exceeded\nFAIL\nexit status 1\n"
	for name, tt := range map[string]struct {
		out  string
		err  error
		ok   bool
		note string
		file string
	}{
		"passed":            {progress + "PASS\n", nil, true, "1204 executions", ""},
		"none run":          {"PASS\n", nil, false, "not fuzzed", ""},
		"broken":            {progress + "--- FAIL: FuzzA (1.0s)\n    Failing input written to testdata/fuzz/FuzzA/ab12\n", exit, false, "an input breaks it", "testdata/fuzz/FuzzA/ab12"},
		"time ran out":      {progress + late, exit, true, "ran out", ""},
		"and a failure":     {progress + "--- FAIL: FuzzB (0s)\n    no\n" + late, exit, false, "exit", ""},
		"late with input":   {progress + "Failing input written to testdata/fuzz/FuzzA/cd\n" + late, exit, false, "an input", "testdata/fuzz/FuzzA/cd"},
		"late without runs": {late, exit, false, "exit", ""},
		"not built":         {"x.go:1: syntax error\n", exit, false, "exit", ""},
		"not started":       {progress + late, errors.New("fork"), false, "fork", ""},
	} {
		if tt.err == exit {
			tt.note = strings.Replace(tt.note, "exit", exit.Error(), 1)
		}
		v := judge(target{"p", "d", "FuzzA"}, tt.out, tt.err)
		file := ""
		if tt.file != "" {
			file = filepath.Join("d", tt.file)
		}
		if v.ok != tt.ok || !strings.Contains(v.note, tt.note) || v.reproducer != file || v.ok != (v.output == "") || v.seedsOnly != (name == "none run") {
			t.Errorf("%s: %+v", name, v)
		}
	}
}

// TestRun fuzzes a module with a target that holds and one that does not.
func TestRun(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":    "module planted\n\ngo 1.26\n",
		"x_test.go": "package planted\n\nimport \"testing\"\n\nfunc FuzzHolds(f *testing.F) { f.Add(1); f.Fuzz(func(t *testing.T, n int) {}) }\n\nfunc FuzzBreaks(f *testing.F) { f.Fuzz(func(t *testing.T, n int) { if n > 1 { t.Fatal(\"planted\") } }) }\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := run(t.Context(), dir, "Holds", budget{100 * time.Millisecond, false}, 1); err != nil {
		t.Error(err)
	}
	if err := run(t.Context(), dir, "Elsewhere", budget{time.Second, true}, 1); err == nil {
		t.Error("no target is no failure")
	}
	if err := run(t.Context(), dir, "", budget{5 * time.Second, true}, 2); err == nil || !strings.Contains(err.Error(), "1 of 2") {
		t.Errorf("%v: the planted crash is not found", err)
	}
	kept, err := filepath.Glob(filepath.Join(dir, "testdata/fuzz/FuzzBreaks/*"))
	if err != nil || len(kept) == 0 {
		t.Errorf("no reproducer is kept: %v", err)
	}
}
