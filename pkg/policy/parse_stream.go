package policy

import (
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml/ast"

	"sluice/pkg/injection"
)

// Bounds of what is read here.
const (
	minCanary    = 8 // bytes
	maxCanary    = 128
	maxCanaries  = 64
	minWindow    = 64 // bytes
	maxWindow    = 4096
	defaultLevel = "medium"

	defaultWindow = 400
)

// levels are the severities of flags, lowest first.
func levels() []string { return []string{"informational", "low", "medium", "high", "critical"} }

// streamModes are what stream.mode may be; the first holds where it is left out.
func streamModes() []string { return []string{"window", "buffer"} }

func (r *reader) injection(p *Policy, n ast.Node) error {
	fields, err := r.fields(n, "injection", []string{"canaries"})
	if err != nil || fields["canaries"] == nil {
		return err
	}
	list, ok := fields["canaries"].(*ast.SequenceNode)
	if !ok {
		return r.at(fields["canaries"], "injection.canaries must be a list of texts")
	}
	if len(list.Values) > maxCanaries {
		return r.at(list, "injection.canaries has more than %d entries", maxCanaries)
	}
	for _, v := range list.Values {
		// What a canary says is not told: an error may be logged.
		s, ok := v.(*ast.StringNode)
		switch {
		case !ok:
			return r.at(v, "a canary must be a text; put it in quotes")
		case len(s.Value) < minCanary || len(s.Value) > maxCanary:
			return r.at(v, "a canary must have %d to %d bytes", minCanary, maxCanary)
		case strings.ContainsFunc(s.Value, unicode.IsControl) || strings.TrimSpace(s.Value) != s.Value:
			return r.at(v, "a canary must have no control characters, and no spaces at its ends")
		case injection.CheckCanary(s.Value) != nil:
			return r.at(v, "a canary must have at least 8 letters and digits: with fewer it would not be looked for")
		case slices.Contains(p.canaries, s.Value):
			return r.at(v, "this canary is given twice")
		}
		p.canaries = append(p.canaries, s.Value)
	}
	return nil
}

func (r *reader) flags(p *Policy, n ast.Node) error {
	fields, err := r.fields(n, "flags", []string{"level"})
	if err != nil || fields["level"] == nil {
		return err
	}
	p.level, err = r.oneOf(fields["level"], "flags.level", levels())
	return err
}

func (r *reader) stream(p *Policy, n ast.Node) error {
	fields, err := r.fields(n, "stream", []string{"mode", "window"})
	if err != nil {
		return err
	}
	if f := fields["mode"]; f != nil {
		mode, err := r.oneOf(f, "stream.mode", streamModes())
		if err != nil {
			return err
		}
		p.buffer = mode == "buffer"
	}
	if f := fields["window"]; f != nil {
		p.window, err = r.whole(f, "stream.window", minWindow, maxWindow)
	}
	return err
}
