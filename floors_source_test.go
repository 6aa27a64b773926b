package sluice_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// Lines that a Go file may have: what is longer holds more than one idea.
const (
	maxLines     = 300
	maxTestLines = 450
)

// vague are package names that say nothing about what is inside.
var vague = []string{"util", "utils", "common", "helper", "helpers", "manager", "managers", "misc", "shared", "lib"}

// source is what the floors know of one file.
type source struct {
	name    string // relative to the root
	lines   int
	imports []string
	comment bool     // it has a package comment
	inits   bool     // it has a func init
	links   bool     // it has a go:linkname
	sleeps  []string // where a test sleeps by the wall clock
	silent  []string // tests that assert nothing
	skips   []string // where a test is skipped without a reason
}

func read(t *testing.T, name string, data []byte) source {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, data, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	s := source{
		name: name, lines: strings.Count(string(data), "\n"),
		comment: f.Doc != nil && strings.HasPrefix(f.Doc.Text(), "Package "+f.Name.Name+" ") ||
			f.Doc != nil && f.Name.Name == "main" && strings.HasPrefix(f.Doc.Text(), "Command "),
	}
	for _, i := range f.Imports {
		s.imports = append(s.imports, strings.Trim(i.Path.Value, `"`))
	}
	remarked := map[int]bool{} // lines that end in a comment
	for _, g := range f.Comments {
		for _, c := range g.List {
			remarked[fset.Position(c.Pos()).Line] = true
			s.links = s.links || strings.HasPrefix(c.Text, "//go:link"+"name ")
		}
	}
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Body == nil {
			continue
		}
		s.inits = s.inits || fn.Recv == nil && fn.Name.Name == "init"
		if !isTest(name) {
			continue
		}
		place := func(n ast.Node) string {
			return fmt.Sprintf("%s:%d", name, fset.Position(n.Pos()).Line)
		}
		inBubble := testValue(fn) == "" && slices.Contains(s.imports, "testing/synctest") // it helps the tests beside it
		for _, n := range sleeps(fn.Body, func(n ast.Node) bool { return remarked[fset.Position(n.Pos()).Line] }) {
			if !inBubble {
				s.sleeps = append(s.sleeps, place(n))
			}
		}
		for _, n := range skips(fn.Body) {
			s.skips = append(s.skips, place(n))
		}
		if t := testValue(fn); t != "" && !asserts(fn.Body, t) {
			s.silent = append(s.silent, place(fn)+" "+fn.Name.Name)
		}
	}
	return s
}

// packageFaults are what is wrong with the files of one package that are no
// tests.
func packageFaults(path, name string, files []source) []string {
	var out []string
	comments := 0
	for _, f := range files {
		if f.lines > maxLines {
			out = append(out, fmt.Sprintf("%s has %d lines, at most %d: one idea a file", f.name, f.lines, maxLines))
		}
		if f.comment {
			comments++
		}
		out = append(out, f.faults()...)
	}
	if comments != 1 && len(files) > 0 {
		out = append(out, fmt.Sprintf("%s has %d package comments: it takes one, that says what the package is for and what it is not", path, comments))
	}
	last := path[strings.LastIndexByte(path, '/')+1:]
	if slices.Contains(vague, name) || slices.Contains(vague, last) {
		out = append(out, path+" is a name for anything: a package is named for what it holds")
	}
	from, rest := room(path)
	if name == "main" && from == "services" && rest != "" {
		out = append(out, path+" is a second command: services/main.go is the only one")
	}
	return out
}

// testFaults are what is wrong with the tests of one package.
func testFaults(files []source) []string {
	var out []string
	for _, f := range files {
		if f.lines > maxTestLines {
			out = append(out, fmt.Sprintf("%s has %d lines, at most %d: one idea a file", f.name, f.lines, maxTestLines))
		}
		out = append(out, f.faults()...)
		for _, at := range f.sleeps {
			out = append(out, at+" sleeps: wait on a signal, or use testing/synctest")
		}
		for _, at := range f.skips {
			out = append(out, at+" skips without saying why")
		}
		for _, at := range f.silent {
			out = append(out, at+" asserts nothing: it cannot fail")
		}
	}
	return out
}

func (f source) faults() []string {
	var out []string
	if f.inits {
		out = append(out, f.name+" has a func init: what runs at start is started by main")
	}
	if f.links {
		out = append(out, f.name+" has a go:link"+"name: what is private elsewhere stays private")
	}
	return out
}

// TestSourceFaultsAreSeen is the control.
func TestSourceFaultsAreSeen(t *testing.T) {
	const good = "// Package x is one.\npackage x\n\nimport \"sluice/services\"\n\ntype t struct{}\n\nfunc (t) init() {}\n"
	for name, tt := range map[string]struct {
		path, pkg string
		files     []string
		want      string
	}{
		"good":          {"sluice/x", "x", []string{good}, ""},
		"only tests":    {"sluice/x", "x", nil, ""},
		"no comment":    {"sluice/x", "x", []string{"package x\n"}, "0 package comments"},
		"other comment": {"sluice/x", "x", []string{"// Copyright.\npackage x\n"}, "0 package comments"},
		"two comments":  {"sluice/x", "x", []string{good, good}, "2 package comments"},
		"init":          {"sluice/x", "x", []string{good + "func init() {}\n"}, "func init"},
		"linkname":      {"sluice/x", "x", []string{good + "//go:link" + "name a b\nfunc a()\n"}, "stays private"},
		"long":          {"sluice/x", "x", []string{good + strings.Repeat("//\n", maxLines)}, "lines, at most"},
		"vague":         {"sluice/pkg/utils", "utils", []string{good}, "a name for anything"},
		"vague inside":  {"sluice/pkg/x", "helpers", []string{good}, "a name for anything"},
		"second main":   {"sluice/services/x", "main", []string{good}, "second command"},
		"the main":      {"sluice/services", "main", []string{good}, ""},
	} {
		var files []source
		for _, f := range tt.files {
			files = append(files, read(t, "x.go", []byte(f)))
		}
		seen(t, name, packageFaults(tt.path, tt.pkg, files), tt.want)
	}
	if s := read(t, "x.go", []byte(good)); !slices.Equal(s.imports, []string{"sluice/services"}) {
		t.Errorf("imports %v", s.imports)
	}
}

// seen fails unless got is one fault that holds want, or none where want is "".
func seen(t *testing.T, name string, got []string, want string) {
	t.Helper()
	if want == "" && len(got) > 0 || want != "" && (len(got) != 1 || !strings.Contains(got[0], want)) {
		t.Errorf("%s: got %q, want %q", name, got, want)
	}
}
