package api

import (
	"go/ast"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"sluice/pkg/chat"
)

// TestCodes: every status and code that the code can answer with is an example in one
// of the descriptions, under its status and with its type, and the other way round.
func TestCodes(t *testing.T) {
	found := codesOfSource(t)
	told := codesOfSpecs(t)
	for _, c := range slices.Sorted(maps.Keys(found)) {
		if !told[c] {
			t.Errorf("the code answers %s (%s), which no description has", c, found[c])
		}
	}
	for _, c := range slices.Sorted(maps.Keys(told)) {
		if _, ok := found[c]; !ok {
			t.Errorf("a description has %s, which the code never answers", c)
		}
	}
	if len(found) < 40 {
		t.Errorf("only %d codes were found", len(found))
	}
}

func answer(status, kind, code string) string { return status + " " + kind + " " + code }

// finder gathers what is answered with, and complains of what it cannot read.
type finder struct {
	t        *testing.T
	names    map[string]string
	prefixes []string // of the codes about ranges
	out      map[string]string
}

// codesOfSource finds what the errors of the code are made of.
func codesOfSource(t *testing.T) map[string]string {
	all := sources(t, "pkg", "services")
	f := &finder{t: t, names: constants(sources(t, "pkg/chat", "services")), out: map[string]string{}}
	for _, s := range all {
		ast.Inspect(s.file, func(n ast.Node) bool {
			if d, ok := n.(*ast.FuncDecl); ok && d.Name.Name == "numeric" {
				f.prefixes = returned(d)
			}
			return true
		})
	}
	for _, s := range all {
		if strings.HasPrefix(s.name, "pkg/devmodel/") {
			continue // an engine's own errors are never passed on
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CompositeLit:
				f.composite(s.name, n)
			case *ast.CallExpr:
				f.call(s.name, n)
			case *ast.AssignStmt:
				f.assigned(s.name, n)
			}
			return true
		})
	}
	// services/identity changes the status of one of them after it is made.
	delete(f.out, answer("400", chat.TypeInvalidRequest, "other_roles"))
	f.out[answer("409", chat.TypeInvalidRequest, "other_roles")] = "services/identity/roles.go"
	return f.out
}

func returned(d *ast.FuncDecl) []string {
	var out []string
	ast.Inspect(d, func(n ast.Node) bool {
		if r, ok := n.(*ast.ReturnStmt); ok {
			for _, e := range r.Results {
				if v, ok := literal(e); ok {
					out = append(out, v)
				}
			}
		}
		return true
	})
	return out
}

func (f *finder) add(where, status, kind string, codes ...string) {
	for _, c := range codes {
		f.out[answer(status, kind, c)] = where
	}
}

// text is a literal or a constant.
func (f *finder) text(e ast.Expr) (string, bool) {
	if v, ok := literal(e); ok {
		return v, true
	}
	name := ""
	switch e := e.(type) {
	case *ast.Ident:
		name = e.Name
	case *ast.SelectorExpr:
		name = e.Sel.Name
	}
	v, ok := f.names[name]
	return v, ok
}

// composite is chat.Error{…} or exchange.Refusal{…}. One whose code is another's is
// passed on.
func (f *finder) composite(where string, c *ast.CompositeLit) {
	fields := map[string]ast.Expr{}
	for _, e := range c.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if k, ok := kv.Key.(*ast.Ident); ok {
				fields[k.Name] = kv.Value
			}
		}
	}
	if fields["Code"] == nil || fields["Status"] == nil || fields["Type"] == nil {
		return
	}
	if s, ok := fields["Code"].(*ast.SelectorExpr); ok && s.Sel.Name == "Code" {
		return
	}
	status, ok1 := literal(fields["Status"])
	kind, ok2 := f.text(fields["Type"])
	code, ok3 := f.text(fields["Code"])
	switch {
	case ok1 && ok2 && ok3:
		f.add(where, status, kind, code)
	case !strings.HasSuffix(where, "pkg/chat/errors.go"):
		f.t.Errorf("%s: an error of which this test cannot read status, type and code", where)
	}
}

// call is newError(status, type, param, code, …), ErrInvalid(param, code, …) or the
// parser's fail(code, …).
func (f *finder) call(where string, c *ast.CallExpr) {
	switch name := called(c); {
	case name == "newError" && len(c.Args) == 5:
		status, ok1 := literal(c.Args[0])
		kind, ok2 := f.text(c.Args[1])
		code, ok3 := f.text(c.Args[3])
		parameter, _ := c.Args[3].(*ast.Ident)
		switch {
		case ok1 && ok2 && ok3:
			f.add(where, status, kind, code)
		case parameter == nil || parameter.Name != "code": // ErrInvalid, whose callers are read
			f.t.Errorf("%s: newError with what this test cannot read", where)
		}
	case name == "ErrInvalid" && len(c.Args) == 3:
		code, ok := literal(c.Args[1])
		if ok {
			f.add(where, "400", chat.TypeInvalidRequest, code)
		} else if where != "pkg/chat/parse.go" && where != "pkg/chat/schema.go" {
			f.t.Errorf("%s: ErrInvalid with a code that this test cannot read", where)
		}
	case name == "fail" && strings.HasPrefix(where, "pkg/chat/parse"):
		if code, ok := literal(c.Args[0]); ok {
			f.add(where, "400", chat.TypeInvalidRequest, code)
		} else {
			f.t.Errorf("%s: fail with a code that this test cannot read", where)
		}
	}
}

// assigned is v.code, v.rule = …, of a violation of the schema.
func (f *finder) assigned(where string, a *ast.AssignStmt) {
	to, ok := a.Lhs[0].(*ast.SelectorExpr)
	if !ok || to.Sel.Name != "code" || where != "pkg/chat/violation.go" {
		return
	}
	switch e := a.Rhs[0].(type) {
	case *ast.BasicLit:
		code, _ := literal(e)
		f.add(where, "400", chat.TypeInvalidRequest, code)
	case *ast.BinaryExpr:
		tail, _ := literal(e.Y)
		for _, p := range f.prefixes {
			f.add(where, "400", chat.TypeInvalidRequest, p+tail)
		}
	default:
		f.t.Errorf("%s: a violation with a code that this test cannot read", where)
	}
}

// codesOfSpecs are the examples of errors in both descriptions.
func codesOfSpecs(t *testing.T) map[string]bool {
	out := map[string]bool{}
	http := load(t, openAPI)
	for _, name := range http.keys(place{"components", "responses"}) {
		at := place{"components", "responses", name, "content", "application/json", "examples"}
		for _, code := range http.keys(at) {
			e := http.object(at.of(code, "value", "error"))
			if e["code"] != code {
				t.Errorf("example %s has the code %v", code, e["code"])
			}
			out[answer(statusOf(t, http, name), e["type"].(string), code)] = true
		}
	}
	walk(load(t, asyncAPI).root, nil, func(_ place, m map[string]any) {
		if code, ok := m["code"].(string); ok && m["status"] != nil {
			out[answer(text(m["status"]), m["type"].(string), code)] = true
		}
	})
	return out
}

// statusOf is the status under which the operations answer so: one and the same.
func statusOf(t *testing.T, s *spec, response string) string {
	status := ""
	for _, p := range s.keys(place{"paths"}) {
		for _, method := range s.keys(place{"paths", p}) {
			at := place{"paths", p, method, "responses"}
			for _, code := range s.keys(at) {
				if _, where := s.get(at.of(code)); where.String() == (place{"components", "responses", response}).String() {
					if status != "" && status != code {
						t.Errorf("%s is told under %s and %s", response, status, code)
					}
					status = code
				}
			}
		}
	}
	if n, err := strconv.Atoi(status); err != nil || n < 400 {
		t.Errorf("nothing answers %s", response)
	}
	return status
}
