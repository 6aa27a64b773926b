// Package gitleaks runs gitleaks as a library, with its default rules, and
// tells where in the text its findings are. It does not change what gitleaks
// finds.
package gitleaks

import (
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/rs/zerolog"
	"github.com/zricethezav/gitleaks/v8/config"
	"github.com/zricethezav/gitleaks/v8/detect"
	"github.com/zricethezav/gitleaks/v8/logging"
	"github.com/zricethezav/gitleaks/v8/report"

	"sluice/loadtest/peers/corpus"
	"sluice/loadtest/peers/spans"
)

// Scanner is gitleaks with its default rules and nothing decoded, as
// NewDetectorDefaultConfig makes it. It is for one goroutine.
type Scanner struct{ detector *detect.Detector }

// New reads gitleaks' own rules, which are part of its module.
func New() (*Scanner, error) {
	logging.Logger = logging.Logger.Level(zerolog.Disabled)
	d, err := detect.NewDetectorDefaultConfig()
	if err != nil {
		return nil, fmt.Errorf("setting up gitleaks: %w", err)
	}
	return &Scanner{d}, nil
}

// Config is what gitleaks looks for.
func (s *Scanner) Config() config.Config { return s.detector.Config }

// TOML is the rule file of gitleaks' module.
func TOML() string { return config.DefaultConfig }

// Count scans and says how much was found: what is timed.
func (s *Scanner) Count(text string) int { return len(s.detector.DetectString(text)) }

// Scan says where in text the findings are, each with its rule.
func (s *Scanner) Scan(text string) []spans.Span {
	var out []spans.Span
	var lines []int // where newlines are
	for i := range len(text) {
		if text[i] == '\n' {
			lines = append(lines, i)
		}
	}
	for _, f := range s.detector.DetectString(text) {
		out = append(out, s.locate(text, lines, f))
	}
	slices.SortFunc(out, func(a, b spans.Span) int { return a.Start - b.Start })
	return out
}

// locate turns line and column into bytes. gitleaks counts columns from the
// newline before a line, and from 1 in the first line; a newline at the start
// of a match is cut from Match and counts for the column nevertheless.
func (s *Scanner) locate(text string, lines []int, f report.Finding) spans.Span {
	at := f.StartColumn - 1
	if f.StartLine > 0 {
		at += lines[f.StartLine-1]
	}
	if skip := strings.Index(text[at:], f.Match); skip > 0 {
		at += skip
	}
	from, to := group(s.detector.Config.Rules[f.RuleID], f.Match)
	return spans.Span{Rule: f.RuleID, Start: at + from, End: at + to}
}

// group is where the secret stands in a match: gitleaks matches once more
// inside it, and takes the group that the rule names, or the first that is
// not empty.
func group(r config.Rule, match string) (from, to int) {
	loc := r.Regex.FindStringSubmatchIndex(match)
	if n := r.SecretGroup; n > 0 && len(loc) > 2*n+1 && loc[2*n] >= 0 {
		return loc[2*n], loc[2*n+1]
	}
	for i := 2; i+1 < len(loc); i += 2 {
		if loc[i] >= 0 && loc[i+1] > loc[i] {
			return loc[i], loc[i+1]
		}
	}
	return 0, len(match)
}

// Expressions are those of all rules that apply to a text without a path.
func (s *Scanner) Expressions() []corpus.Rule {
	var out []corpus.Rule
	for _, r := range s.detector.Config.GetOrderedRules() {
		if r.Regex != nil && (r.Path == nil || r.Path.MatchString("")) {
			out = append(out, corpus.Rule{ID: r.RuleID, Expression: r.Regex.String()})
		}
	}
	return out
}

// Matches are where the expression of a rule matches, whatever becomes of it.
func (s *Scanner) Matches(rule, text string) [][2]int {
	r, ok := s.detector.Config.Rules[rule]
	if !ok || r.Regex == nil {
		return nil
	}
	var out [][2]int
	for _, m := range r.Regex.FindAllStringIndex(text, -1) {
		out = append(out, [2]int{m[0], m[1]})
	}
	return out
}

// Version is that of the module in this build.
func Version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, m := range info.Deps {
		if m.Path == "github.com/zricethezav/gitleaks/v8" {
			return m.Version
		}
	}
	return "unknown"
}
