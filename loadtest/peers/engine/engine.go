// Package engine runs Sluice's engine, with gitleaks' own rules or with every
// detector of its own.
package engine

import (
	"fmt"

	"github.com/zricethezav/gitleaks/v8/config"

	"sluice/loadtest/peers/spans"
	"sluice/pkg/scan"
)

// Scanner is a set of detectors.
type Scanner struct {
	set  *scan.Set
	scan func(string) []scan.Finding
}

// plain scans a text as it is written, without normalization: a set that can
// says so by having this method.
type plain interface {
	Plain(text string) []scan.Finding
}

func scanner(set *scan.Set) *Scanner { return &Scanner{set, set.Scan} }

// All is every detector, with normalization.
func All() *Scanner { return scanner(scan.Default()) }

// Normalizes says whether Own takes disguises off too, which gitleaks does not.
func (s *Scanner) Normalizes() bool {
	_, can := any(s.set).(plain)
	return !can
}

// Own is Sluice's engine with the rules of gitleaks.
func Own(c config.Config) (*Scanner, []Skipped, error) {
	ds, skipped, err := detectors(c)
	if err != nil {
		return nil, nil, err
	}
	set, err := scan.New(ds...)
	if err != nil {
		return nil, nil, fmt.Errorf("compiling gitleaks' rules: %w", err)
	}
	own := scanner(set)
	if p, can := any(set).(plain); can { // equal work: gitleaks decodes nothing by default
		own.scan = p.Plain
	}
	return own, skipped, nil
}

// Count scans and says how much was found: what is timed.
func (s *Scanner) Count(text string) int { return len(s.scan(text)) }

// Rules is how many rules the set has.
func (s *Scanner) Rules() int { return len(s.set.Rules()) }

// Scan says where in text the findings are. Those that overlap are one.
func (s *Scanner) Scan(text string) []spans.Span {
	var out []spans.Span
	for _, f := range s.scan(text) {
		out = append(out, spans.Span{Rule: f.Rule, Start: f.Start, End: f.End})
	}
	return out
}
