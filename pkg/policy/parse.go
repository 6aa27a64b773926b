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
	p.text, p.digest, p.asked = string(data), digest(data), known.Actions
	p.complete()
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
	fields, err := r.fields(root, "the policy", []string{
		"version", "deadline", "checks", "no_backend", "input", "output", "tenants", "guard", "injection", "flags", "stream", "content", "models", "admission",
	})
	if err != nil {
		return nil, err
	}
	for _, must := range []string{"version", "input", "output"} {
		if fields[must] == nil {
			return nil, r.at(root, "%s is missing", must)
		}
	}
	p := &Policy{
		deadline: defaultDeadline, required: defaultChecks(), judged: map[string]bool{},
		guard: defaultGuard(r.known.Categories), level: defaultLevel, window: defaultWindow, content: Content{PartBytes: defaultPart},
		admit: defaultAdmission(), models: defaultModels(),
	}
	for _, t := range r.known.Judged {
		p.judged[t] = true
	}
	// In the order of the built-in document, so that the first mistake is told.
	for _, section := range []struct {
		name string
		read func(*Policy, ast.Node) error
	}{
		{"version", r.version}, {"deadline", r.deadline}, {"checks", r.checks}, {"no_backend", r.noBackend},
		{"input", r.input}, {"output", r.output}, {"guard", r.guard}, {"content", r.content}, {"tenants", r.tenants}, {"injection", r.injection},
		{"flags", r.flags}, {"stream", r.stream}, {"models", r.models}, {"admission", r.admission},
	} {
		if n := fields[section.name]; n != nil {
			if err := section.read(p, n); err != nil {
				return nil, err
			}
		}
	}
	if fields["checks"] == nil {
		if err := r.knownChecks(root, p.required); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func (r *reader) version(p *Policy, n ast.Node) error {
	s, ok := n.(*ast.StringNode)
	if !ok || s.Value == "" {
		return r.at(n, `version must be a text; put it in quotes, such as "2026-11-2"`)
	}
	if len(s.Value) > 64 {
		return r.at(n, "version is longer than 64 bytes")
	}
	for _, c := range s.Value {
		if c <= ' ' || c >= 0x7f {
			return r.at(n, "version must be printable ASCII without spaces")
		}
	}
	p.version = s.Value
	return nil
}

func (r *reader) deadline(p *Policy, n ast.Node) error {
	s, ok := n.(*ast.StringNode)
	if !ok {
		return r.at(n, "deadline must be a duration with a unit, such as 120s")
	}
	d, err := time.ParseDuration(s.Value)
	if err != nil {
		return r.at(n, "deadline must be a duration with a unit, such as 120s")
	}
	if d < MinDeadline || d > MaxDeadline {
		return r.at(n, "deadline must be between %v and %v", MinDeadline, MaxDeadline)
	}
	p.deadline = d
	return nil
}

func defaultChecks() []string {
	return []string{"dlp_input", "guard_input", "dlp_output", "guard_output"}
}

func (r *reader) checks(p *Policy, n ast.Node) error {
	fields, err := r.fields(n, "checks", []string{"required"})
	if err != nil {
		return err
	}
	if fields["required"] == nil {
		return r.at(n, "checks.required is missing")
	}
	list, ok := fields["required"].(*ast.SequenceNode)
	if !ok {
		return r.at(fields["required"], "checks.required must be a list, such as [dlp_input, dlp_output]")
	}
	if len(list.Values) == 0 {
		return r.at(list, "checks.required is empty: every request would count as passed; name at least one check")
	}
	p.required = nil
	for _, v := range list.Values {
		check, err := r.oneOf(v, "checks.required", r.known.Checks)
		if err != nil {
			return err
		}
		if slices.Contains(p.required, check) {
			return r.at(v, "checks.required names %q twice", check)
		}
		p.required = append(p.required, check)
	}
	return nil
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

func (r *reader) noBackend(_ *Policy, n ast.Node) error {
	_, err := r.oneOf(n, "no_backend", []string{refuse})
	return err
}
