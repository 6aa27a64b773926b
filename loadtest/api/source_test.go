package api

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
	"testing"
)

// source is the code of one file, without its tests.
type source struct {
	name string // from the root
	file *ast.File
}

// sources parses what lies below the folders, named from the root.
func sources(t *testing.T, folders ...string) []source {
	t.Helper()
	var out []source
	root := os.DirFS("../..")
	set := token.NewFileSet()
	for _, folder := range folders {
		err := fs.WalkDir(root, folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
				return err
			}
			data, err := fs.ReadFile(root, name)
			if err != nil {
				return err
			}
			file, err := parser.ParseFile(set, name, data, parser.SkipObjectResolution)
			out = append(out, source{name, file})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// constants are the constants whose values are texts, by name: the codes and types of
// errors have each a name of their own.
func constants(all []source) map[string]string {
	out := map[string]string{}
	for _, s := range all {
		ast.Inspect(s.file, func(n ast.Node) bool {
			v, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			for i, name := range v.Names {
				if i < len(v.Values) {
					if value, ok := literal(v.Values[i]); ok {
						out[name.Name] = value
					}
				}
			}
			return true
		})
	}
	return out
}

// literal is a text or a number as it is written.
func literal(e ast.Expr) (string, bool) {
	b, ok := e.(*ast.BasicLit)
	switch {
	case !ok:
		return "", false
	case b.Kind == token.STRING:
		v, err := strconv.Unquote(b.Value)
		return v, err == nil
	default:
		return b.Value, b.Kind == token.INT
	}
}

// called is the last name of what is called, such as ErrInvalid of chat.ErrInvalid.
func called(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}
