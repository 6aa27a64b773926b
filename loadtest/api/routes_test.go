package api

import (
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// TestRoutes: what the edge and the ops server register is what openapi.yaml has.
func TestRoutes(t *testing.T) {
	var registered []string
	for _, s := range sources(t, "services") {
		edge, process := strings.HasPrefix(s.name, "services/edge/"), strings.Count(s.name, "/") == 1
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CompositeLit:
				if edge {
					registered = append(registered, routesOf(n)...)
				}
			case *ast.CallExpr:
				if name := called(n); process && (name == "Handle" || name == "HandleFunc") {
					if pattern, ok := literal(n.Args[0]); ok {
						registered = append(registered, pattern)
					}
				}
			}
			return true
		})
	}
	s := load(t, openAPI)
	var told []string
	for _, p := range s.keys(place{"paths"}) {
		for _, method := range s.keys(place{"paths", p}) {
			if method != "servers" {
				told = append(told, strings.ToUpper(method)+" "+p)
			}
		}
	}
	slices.Sort(registered)
	slices.Sort(told)
	if !slices.Equal(registered, told) {
		t.Errorf("registered are %q, described are %q", registered, told)
	}
}

// routesOf reads the edge's table: path to method, operation and function.
func routesOf(c *ast.CompositeLit) []string {
	m, ok := c.Type.(*ast.MapType)
	if !ok {
		return nil
	}
	if v, ok := m.Value.(*ast.Ident); !ok || v.Name != "route" {
		return nil
	}
	var out []string
	for _, e := range c.Elts {
		kv := e.(*ast.KeyValueExpr)
		p, ok1 := literal(kv.Key)
		method, ok2 := literal(kv.Value.(*ast.CompositeLit).Elts[0])
		if ok1 && ok2 {
			out = append(out, method+" "+p)
		}
	}
	return out
}
