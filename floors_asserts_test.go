package sluice_test

import (
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// testValue is the name of the one *testing.T of a Test or *testing.F of a Fuzz
// function, "_" where it has none, and "" for any other function.
func testValue(fn *ast.FuncDecl) string {
	name := fn.Name.Name
	if fn.Recv != nil || name == "TestMain" || !strings.HasPrefix(name, "Test") && !strings.HasPrefix(name, "Fuzz") {
		return ""
	}
	if fn.Type.Params.NumFields() != 1 {
		return ""
	}
	if names := fn.Type.Params.List[0].Names; len(names) == 1 {
		return names[0].Name
	}
	return "_"
}

// asserts reports whether a test body can fail: it calls a method of its
// testing value that fails, or hands that value to a function that may.
// Closures are searched with the name of their own testing value.
func asserts(body *ast.BlockStmt, t string) bool {
	fails := []string{"Error", "Errorf", "Fatal", "Fatalf", "Fail", "FailNow"}
	found := false
	names := []string{t}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			for _, p := range n.Type.Params.List {
				if isTesting(p.Type) {
					for _, name := range p.Names {
						names = append(names, name.Name)
					}
				}
			}
		case *ast.CallExpr:
			if s, ok := n.Fun.(*ast.SelectorExpr); ok {
				x, ok := s.X.(*ast.Ident)
				found = found || ok && slices.Contains(names, x.Name) && slices.Contains(fails, s.Sel.Name)
			}
			for _, a := range n.Args {
				x, ok := a.(*ast.Ident)
				bubble := isCall(n, "synctest", "Test") // its function asserts, not it
				found = found || ok && !bubble && slices.Contains(names, x.Name)
			}
		}
		return !found
	})
	return found
}

func isTesting(e ast.Expr) bool {
	p, ok := e.(*ast.StarExpr)
	if !ok {
		return false
	}
	s, ok := p.X.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	x, ok := s.X.(*ast.Ident)
	return ok && x.Name == "testing"
}

func isCall(n ast.Node, pkg, name string) bool {
	c, ok := n.(*ast.CallExpr)
	if !ok {
		return false
	}
	s, ok := c.Fun.(*ast.SelectorExpr)
	if !ok || s.Sel.Name != name {
		return false
	}
	x, ok := s.X.(*ast.Ident)
	return ok && x.Name == pkg
}

// sleeps are the calls of time.Sleep outside what is handed to synctest.Test, and
// the bare waits for time.After that no remark on the line explains: where time
// itself is the fault, or what is tested.
func sleeps(body *ast.BlockStmt, remarked func(ast.Node) bool) (out []ast.Node) {
	cases := map[ast.Node]bool{} // of a select: a wait with a timeout, not a sleep
	ast.Inspect(body, func(n ast.Node) bool {
		if isCall(n, "synctest", "Test") {
			return false
		}
		if c, ok := n.(*ast.CommClause); ok {
			cases[c.Comm] = true
		}
		if e, ok := n.(*ast.ExprStmt); ok && !cases[n] {
			if u, ok := e.X.(*ast.UnaryExpr); ok && isCall(u.X, "time", "After") && !remarked(n) {
				out = append(out, n)
			}
		}
		if isCall(n, "time", "Sleep") {
			out = append(out, n)
		}
		return true
	})
	return out
}

// skips are the calls of Skip and Skipf without an argument, and of SkipNow.
func skips(body *ast.BlockStmt) (out []ast.Node) {
	ast.Inspect(body, func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok || len(c.Args) > 0 {
			return true
		}
		if s, ok := c.Fun.(*ast.SelectorExpr); ok {
			if _, ok := s.X.(*ast.Ident); ok && slices.Contains([]string{"Skip", "Skipf", "SkipNow"}, s.Sel.Name) {
				out = append(out, n)
			}
		}
		return true
	})
	return out
}

// TestTestFaultsAreSeen is the control.
func TestTestFaultsAreSeen(t *testing.T) {
	for name, tt := range map[string]struct{ code, want string }{
		"good":            {`func TestX(t *testing.T) { if x() { t.Error("x") } }`, ""},
		"fuzz":            {`func FuzzX(f *testing.F) { f.Fuzz(func(t *testing.T, b []byte) { if x(b) { t.Fatal() } }) }`, ""},
		"no assertion":    {`func TestX(t *testing.T) { x(); t.Log(1) }`, "asserts nothing"},
		"only of another": {`func TestX(t *testing.T) { x.Error("x") }`, "asserts nothing"},
		"fuzz, none":      {`func FuzzX(f *testing.F) { f.Fuzz(func(t *testing.T, b []byte) { x(b) }) }`, "asserts nothing"},
		"unnamed":         {`func TestX(*testing.T) { x() }`, "asserts nothing"},
		"subtest":         {`func TestX(t *testing.T) { t.Run("a", func(u *testing.T) { u.Fatal() }) }`, ""},
		"subtest, none":   {`func TestX(t *testing.T) { t.Run("a", func(u *testing.T) { x() }) }`, "asserts nothing"},
		"bubble":          {`func TestX(t *testing.T) { synctest.Test(t, func(t *testing.T) { t.Fatal(1) }) }`, ""},
		"bubble, none":    {`func TestX(t *testing.T) { synctest.Test(t, func(t *testing.T) { x() }) }`, "asserts nothing"},
		"handed on":       {`func TestX(t *testing.T) { check(t, 1) }`, ""},
		"no test":         {`func helper(t *testing.T) {}`, ""},
		"a method":        {`func (x) TestX(t *testing.T) {}`, ""},
		"main":            {`func TestMain(m *testing.M) {}`, ""},

		"sleep":           {`func x() { time.Sleep(1) }`, "sleeps"},
		"sleep, deep":     {`func x() { for { go func() { time.Sleep(1) }() } }`, "sleeps"},
		"bare wait":       {`func x() { <-time.After(1) }`, "sleeps"},
		"wait explained":  {"func x() {\n\t<-time.After(1) // time is the fault\n}", ""},
		"timeout":         {`func x() { select { case <-y: case <-time.After(1): } }`, ""},
		"sleep in helper": {"import \"testing/synctest\"\nfunc x() { time.Sleep(1) }", ""},
		"sleep beside":    {"import \"testing/synctest\"\nfunc TestX(t *testing.T) { time.Sleep(1); t.Fatal() }", "sleeps"},
		"sleep in bubble": {`func x(t *testing.T) { synctest.Test(t, func(t *testing.T) { time.Sleep(1) }) }`, ""},

		"skip":            {`func x(t *testing.T) { t.Skip() }`, "without saying why"},
		"skip now":        {`func x(t *testing.T) { t.SkipNow() }`, "without saying why"},
		"skip, reason":    {`func x(t *testing.T) { t.Skip("it rains") }`, ""},
		"skip of another": {`func x() { dec.Skip(1); a.b().Skip() }`, ""},

		"init": {`func init() {}`, "func init"},
		"long": {strings.Repeat("//\n", maxTestLines), "lines, at most"},
	} {
		seen(t, name, testFaults([]source{read(t, "x_test.go", []byte("package x\n\n"+tt.code+"\n"))}), tt.want)
	}
}
