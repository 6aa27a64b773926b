package policy

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml/ast"
)

// Bounds of a text that is put in place of a finding, in bytes.
const (
	minReplacement = 3
	maxReplacement = 64
)

func (r *reader) input(p *Policy, n ast.Node) (err error) {
	p.input, err = r.direction(n, "input", nil)
	return err
}

func (r *reader) output(p *Policy, n ast.Node) (err error) {
	p.output, err = r.direction(n, "output", nil)
	return err
}

// direction reads what is done in one direction. Where nothing holds already, the
// default must be there.
func (r *reader) direction(n ast.Node, path string, fallback *treatment) (actions, error) {
	var a actions
	fields, err := r.fields(n, path, []string{"default", "types", "rules"})
	if err != nil {
		return a, err
	}
	switch f := fields["default"]; {
	case f != nil:
		act, err := r.oneOf(f, path+".default", actionNames())
		if err != nil {
			return a, err
		}
		a.fallback = treatment{action: Action(act)}
	case fallback == nil:
		return a, r.at(n, "%s.default is missing; say what happens to findings that nothing names", path)
	default:
		a.fallback = *fallback
	}
	var l level
	types := slices.Concat(r.known.Types, r.known.Judged)
	if l.types, err = r.table(fields["types"], path+".types", types, func(typ string) string { return typ }); err != nil {
		return a, err
	}
	rules := slices.Concat(r.known.Rules, slices.Sorted(maps.Keys(r.known.RuleTypes)))
	l.rules, err = r.table(fields["rules"], path+".rules", rules, func(rule string) string { return r.known.RuleTypes[rule] })
	a.levels = []level{l}
	return a, err
}

// table reads a mapping of known names to actions; a missing one is empty.
// typeOf says of which type of finding a name speaks.
func (r *reader) table(n ast.Node, path string, names []string, typeOf func(string) string) (map[string]treatment, error) {
	if n == nil {
		return nil, nil
	}
	fields, err := r.fields(n, path, names)
	if err != nil {
		return nil, err
	}
	out := make(map[string]treatment, len(fields))
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		t, err := r.treatment(fields[name], path+"."+name)
		if err == nil && slices.Contains(r.known.Judged, typeOf(name)) {
			_, err = r.verdict(fields[name], path+"."+name)
		}
		if err != nil {
			return nil, err
		}
		out[name] = t
	}
	return out, nil
}

// treatment reads the name of an action, or the text that stands for a finding.
func (r *reader) treatment(n ast.Node, path string) (treatment, error) {
	if t := n.Type(); t != ast.MappingType && t != ast.MappingValueType {
		act, err := r.oneOf(n, path, actionNames())
		if s, ok := n.(*ast.StringNode); ok && s.Value == string(Replace) {
			err = r.at(n, "%s: replace needs its text; write {replace: TEXT}", path)
		}
		return treatment{action: Action(act)}, err
	}
	fields, err := r.fields(n, path, []string{string(Replace)})
	if err != nil {
		return treatment{}, err
	}
	f := fields[string(Replace)]
	if f == nil {
		return treatment{}, r.at(n, "%s is empty; use the name of an action, or {replace: TEXT}", path)
	}
	s, ok := f.(*ast.StringNode)
	switch {
	case !ok:
		return treatment{}, r.at(f, "%s.replace must be a text; put it in quotes", path)
	case len(s.Value) < minReplacement || len(s.Value) > maxReplacement:
		return treatment{}, r.at(f, "%s.replace must have %d to %d bytes", path, minReplacement, maxReplacement)
	case strings.ContainsFunc(s.Value, unicode.IsControl) || strings.TrimSpace(s.Value) != s.Value || strings.ContainsAny(s.Value, `\"`):
		return treatment{}, r.at(f, `%s.replace must have no control characters, \ or ", and no spaces at its ends`, path)
	}
	return treatment{action: Replace, with: s.Value}, nil
}

// verdict reads an action for a text that is judged as it stands.
func (r *reader) verdict(n ast.Node, path string) (string, error) {
	if t := n.Type(); t == ast.MappingType || t == ast.MappingValueType {
		return "", r.at(n, "%s: replace rewrites text, and this text is only judged; use %s", path, "allow, block, flag")
	}
	act, err := r.oneOf(n, path, actionNames())
	if err == nil && Action(act).Rewrites() && Action(act) != Block {
		return "", r.at(n, "%s: %s rewrites text, and this text is only judged; use %s", path, act, "allow, block, flag")
	}
	if err == nil && !slices.Contains(verdictNames(), act) {
		return "", r.at(n, "%s: %s is for what the scan finds; use %s", path, act, "allow, block, flag")
	}
	return act, err
}

// actionNames are the actions that need nothing but their name.
func actionNames() []string {
	return []string{string(Block), string(Redact), string(Hash), string(Pseudonymize), string(Mask), string(Flag), string(Keep), string(Allow), string(Ignore)}
}

func verdictNames() []string { return []string{string(Block), string(Flag), string(Allow)} }
