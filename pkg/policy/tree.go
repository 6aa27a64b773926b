package policy

import (
	"fmt"
	"slices"

	"github.com/goccy/go-yaml/ast"
)

// maxDepth bounds the nesting of the document; six levels mean something.
const maxDepth = 16

// tooDeep bounds what the parser recurses on before it runs: brackets that
// are open at once, dashes of nested lists, and columns of indentation.
func tooDeep(data []byte) bool {
	open, lead, dashes, start := 0, 0, 0, true
	for _, c := range data {
		switch {
		case c == '\n':
			lead, dashes, start = 0, 0, true
			continue
		case c == '[' || c == '{':
			open++
		case c == ']' || c == '}':
			open = max(0, open-1)
		}
		switch {
		case start && (c == ' ' || c == '-' || c == '?' || c == ':'):
			if lead++; c != ' ' {
				dashes++
			}
		default:
			start = false
		}
		if open > maxDepth || dashes > maxDepth || lead > 8*maxDepth {
			return true
		}
	}
	return false
}

// at makes an error at a node.
func (r *reader) at(n ast.Node, format string, args ...any) error {
	what := fmt.Sprintf(format, args...)
	if tk := n.GetToken(); tk != nil && tk.Position != nil {
		return fmt.Errorf("%s:%d:%d: %s", r.name, tk.Position.Line, tk.Position.Column, what)
	}
	return fmt.Errorf("%s: %s", r.name, what)
}

// fields reads a mapping whose keys are among names. Keys are plain: no
// anchor, alias, merge or tag. In a document with several mistakes the first
// is reported.
func (r *reader) fields(n ast.Node, path string, names []string) (map[string]ast.Node, error) {
	if t := n.Type(); t != ast.MappingType && t != ast.MappingValueType {
		return nil, r.at(n, "%s must be a mapping of names to values", path)
	}
	pairs := values(n)
	out := make(map[string]ast.Node, len(pairs))
	for _, v := range pairs {
		key, ok := v.Key.(*ast.StringNode)
		if !ok {
			return nil, r.at(v.Key, "%s has a key that is not a plain name", path)
		}
		if !slices.Contains(names, key.Value) {
			return nil, r.at(key, "%s: unknown name %q%s", path, bounded(key.Value), hint(key.Value, names))
		}
		if out[key.Value] != nil {
			return nil, r.at(key, "%s: %q is given twice", path, key.Value)
		}
		if v.Value == nil || v.Value.Type() == ast.NullType {
			return nil, r.at(key, "%s: %q has no value", path, key.Value)
		}
		out[key.Value] = v.Value
	}
	return out, nil
}

// values are the pairs of a mapping; none of anything else.
func values(n ast.Node) []*ast.MappingValueNode {
	switch m := n.(type) {
	case *ast.MappingNode:
		return m.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{m}
	}
	return nil
}

// oneOf reads one of names.
func (r *reader) oneOf(n ast.Node, path string, names []string) (string, error) {
	s, ok := n.(*ast.StringNode)
	if !ok {
		return "", r.at(n, "%s must be a plain name%s", path, hint("", names))
	}
	if !slices.Contains(names, s.Value) {
		return "", r.at(n, "%s: unknown name %q%s", path, bounded(s.Value), hint(s.Value, names))
	}
	return s.Value, nil
}
