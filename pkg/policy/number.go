package policy

import "github.com/goccy/go-yaml/ast"

// number reads a plain number within bounds, both included.
func (r *reader) number(n ast.Node, path string, least, most float64) (float64, error) {
	v, ok := value(n)
	if !ok {
		return 0, r.at(n, "%s must be a number from %v to %v, without quotes", path, least, most)
	}
	if !(v >= least && v <= most) { // a NaN is neither
		return 0, r.at(n, "%s must be from %v to %v", path, least, most)
	}
	return v, nil
}

// whole reads a number without a fraction, within bounds, both included.
func (r *reader) whole(n ast.Node, path string, least, most int) (int, error) {
	if _, ok := n.(*ast.IntegerNode); !ok {
		return 0, r.at(n, "%s must be a whole number from %d to %d", path, least, most)
	}
	v, err := r.number(n, path, float64(least), float64(most))
	return int(v), err
}

func value(n ast.Node) (float64, bool) {
	switch n := n.(type) {
	case *ast.FloatNode:
		return n.Value, true
	case *ast.IntegerNode:
		switch i := n.Value.(type) {
		case int64:
			return float64(i), true
		case uint64:
			return float64(i), true
		}
	}
	return 0, false
}

func zero(n ast.Node) bool {
	v, ok := value(n)
	return ok && v == 0
}
