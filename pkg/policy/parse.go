package policy

import (
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// Parse checks a document. name is what errors call it, usually its path.
// An error has the form name:line:column: what is wrong; what to do.
func Parse(name string, data []byte, known Known) (*Policy, error) {
	r := &reader{name: name, known: known}
	p, err := r.read(data)
	if err != nil {
		return nil, err
	}
	p.digest = digest(data)
	return p, nil
}

// reader walks the syntax tree of one document. It reads the tree itself,
// without reflection, so that every complaint has a place.
type reader struct {
	name  string
	known Known
}

func (r *reader) read(data []byte) (*Policy, error) {
	switch {
	case len(data) > MaxBytes:
		return nil, fmt.Errorf("%s: the policy is larger than %d bytes", r.name, MaxBytes)
	case !utf8.Valid(data):
		return nil, fmt.Errorf("%s: the policy is not valid UTF-8", r.name)
	case tooDeep(data):
		return nil, fmt.Errorf("%s: the policy is nested deeper than %d", r.name, maxDepth)
	}
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, r.syntax(err)
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return nil, fmt.Errorf("%s: the policy is empty; start from the default one", r.name)
	}
	if len(file.Docs) > 1 {
		return nil, fmt.Errorf("%s: more than one YAML document; remove the lines with ---", r.name)
	}
	return r.policy(file.Docs[0].Body)
}

func (r *reader) syntax(err error) error {
	var at yaml.Error
	if errors.As(err, &at) && at.GetToken() != nil && at.GetToken().Position != nil {
		pos := at.GetToken().Position
		return fmt.Errorf("%s:%d:%d: %s", r.name, pos.Line, pos.Column, at.GetMessage())
	}
	return fmt.Errorf("%s: not valid YAML", r.name)
}

func (r *reader) policy(root ast.Node) (*Policy, error) {
	p := &Policy{deadline: defaultDeadline, required: []string{"dlp_input", "dlp_output"}}
	fields, err := r.fields(root, "the policy", []string{"version", "deadline", "checks", "no_backend", "input", "output"})
	if err != nil {
		return nil, err
	}
	for _, must := range []string{"version", "input", "output"} {
		if fields[must] == nil {
			return nil, r.at(root, "%s is missing", must)
		}
	}
	if p.version, err = r.version(fields["version"]); err != nil {
		return nil, err
	}
	if n := fields["deadline"]; n != nil {
		if p.deadline, err = r.deadline(n); err != nil {
			return nil, err
		}
	}
	if n := fields["checks"]; n != nil {
		if p.required, err = r.checks(n); err != nil {
			return nil, err
		}
	} else if err := r.knownChecks(root, p.required); err != nil {
		return nil, err
	}
	if n := fields["no_backend"]; n != nil {
		if _, err := r.oneOf(n, "no_backend", []string{"refuse"}); err != nil {
			return nil, err
		}
	}
	if p.input, err = r.direction(fields["input"], "input"); err != nil {
		return nil, err
	}
	if p.output, err = r.direction(fields["output"], "output"); err != nil {
		return nil, err
	}
	return p, nil
}

func (r *reader) version(n ast.Node) (string, error) {
	s, ok := n.(*ast.StringNode)
	if !ok || s.Value == "" {
		return "", r.at(n, `version must be a text; put it in quotes, such as "2026-11-1"`)
	}
	if len(s.Value) > 64 {
		return "", r.at(n, "version is longer than 64 bytes")
	}
	for _, c := range s.Value {
		if c <= ' ' || c >= 0x7f {
			return "", r.at(n, "version must be printable ASCII without spaces")
		}
	}
	return s.Value, nil
}

func (r *reader) deadline(n ast.Node) (time.Duration, error) {
	s, ok := n.(*ast.StringNode)
	if !ok {
		return 0, r.at(n, "deadline must be a duration with a unit, such as 120s")
	}
	d, err := time.ParseDuration(s.Value)
	if err != nil {
		return 0, r.at(n, "deadline must be a duration with a unit, such as 120s")
	}
	if d < MinDeadline || d > MaxDeadline {
		return 0, r.at(n, "deadline must be between %v and %v", MinDeadline, MaxDeadline)
	}
	return d, nil
}

func (r *reader) checks(n ast.Node) ([]string, error) {
	fields, err := r.fields(n, "checks", []string{"required"})
	if err != nil {
		return nil, err
	}
	if fields["required"] == nil {
		return nil, r.at(n, "checks.required is missing")
	}
	list, ok := fields["required"].(*ast.SequenceNode)
	if !ok {
		return nil, r.at(fields["required"], "checks.required must be a list, such as [dlp_input, dlp_output]")
	}
	if len(list.Values) == 0 {
		return nil, r.at(list, "checks.required is empty: every request would count as passed; name at least one check")
	}
	var required []string
	seen := make(map[string]bool)
	for _, v := range list.Values {
		check, err := r.oneOf(v, "checks.required", r.known.Checks)
		if err != nil {
			return nil, err
		}
		if seen[check] {
			return nil, r.at(v, "checks.required names %q twice", check)
		}
		seen[check] = true
		required = append(required, check)
	}
	return required, nil
}

// knownChecks holds the checks that stand in for a missing field to the same
// rule as written ones.
func (r *reader) knownChecks(n ast.Node, checks []string) error {
	for _, c := range checks {
		if !slices.Contains(r.known.Checks, c) {
			return r.at(n, "checks.required is missing, and its default %q is not a check here", c)
		}
	}
	return nil
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
	if a.types, err = r.table(fields["types"], path+".types", r.known.Types); err != nil {
		return a, err
	}
	a.rules, err = r.table(fields["rules"], path+".rules", r.known.Rules)
	return a, err
}

// table reads a mapping of known names to actions; a missing one is empty.
func (r *reader) table(n ast.Node, path string, names []string) (map[string]Action, error) {
	if n == nil {
		return nil, nil
	}
	fields, err := r.fields(n, path, names)
	if err != nil {
		return nil, err
	}
	out := make(map[string]Action, len(fields))
	for name, v := range fields {
		act, err := r.oneOf(v, path+"."+name, actionNames())
		if err != nil {
			return nil, err
		}
		out[name] = Action(act)
	}
	return out, nil
}

func actionNames() []string {
	return []string{string(Block), string(Redact), string(Pseudonymize), string(Flag), string(Allow)}
}
