package policy

import (
	"maps"
	"slices"

	"github.com/goccy/go-yaml/ast"
)

func (r *reader) input(p *Policy, n ast.Node) (err error) {
	p.input, err = r.direction(n, "input")
	return err
}

func (r *reader) output(p *Policy, n ast.Node) (err error) {
	p.output, err = r.direction(n, "output")
	return err
}

func (r *reader) direction(n ast.Node, path string) (actions, error) {
	var a actions
	fields, err := r.fields(n, path, []string{"default", "types", "rules"})
	if err != nil {
		return a, err
	}
	if fields["default"] == nil {
		return a, r.at(n, "%s.default is missing; say what happens to findings that nothing names", path)
	}
	act, err := r.oneOf(fields["default"], path+".default", actionNames())
	if err != nil {
		return a, err
	}
	a.fallback = Action(act)
	types := slices.Concat(r.known.Types, r.known.Judged)
	if a.types, err = r.table(fields["types"], path+".types", types, func(typ string) string { return typ }); err != nil {
		return a, err
	}
	rules := slices.Concat(r.known.Rules, slices.Sorted(maps.Keys(r.known.RuleTypes)))
	a.rules, err = r.table(fields["rules"], path+".rules", rules, func(rule string) string { return r.known.RuleTypes[rule] })
	return a, err
}

// table reads a mapping of known names to actions; a missing one is empty.
// typeOf says of which type of finding a name speaks.
func (r *reader) table(n ast.Node, path string, names []string, typeOf func(string) string) (map[string]Action, error) {
	if n == nil {
		return nil, nil
	}
	fields, err := r.fields(n, path, names)
	if err != nil {
		return nil, err
	}
	out := make(map[string]Action, len(fields))
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		act, err := r.oneOf(fields[name], path+"."+name, actionNames())
		if err == nil && slices.Contains(r.known.Judged, typeOf(name)) {
			act, err = r.verdict(fields[name], path+"."+name)
		}
		if err != nil {
			return nil, err
		}
		out[name] = Action(act)
	}
	return out, nil
}

// verdict reads an action for a text that is judged as it stands.
func (r *reader) verdict(n ast.Node, path string) (string, error) {
	act, err := r.oneOf(n, path, actionNames())
	if err == nil && !slices.Contains(verdictNames(), act) {
		return "", r.at(n, "%s: %s rewrites text, and this text is only judged; use %s", path, act, "allow, block, flag")
	}
	return act, err
}

func actionNames() []string {
	return []string{string(Block), string(Redact), string(Pseudonymize), string(Flag), string(Allow)}
}

func verdictNames() []string { return []string{string(Block), string(Flag), string(Allow)} }
