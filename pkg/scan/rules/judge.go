package rules

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"sluice/pkg/scan/personal"
	"sluice/pkg/scan/rule"
)

// What an allowlist looks at.
const (
	targetSecret = iota
	targetMatch
	targetLine
)

// lineReach is how many bytes of a line on either side of a match an allowlist
// with regexTarget = "line" sees.
const lineReach = 500

// allowlist is what a rule must not report.
type allowlist struct {
	regexes   []*regexp.Regexp
	stopWords []string // lower case
	target    int
	all       bool // condition = "AND"
	never     bool // AND with a path or a commit, which prompts have not
	rules     []string
}

// newAllowlists compiles the allowlists of a rule, or those of the document.
func newAllowlists(f *File, whose string, old *allowDoc, docs []allowDoc) ([]allowlist, error) {
	if old != nil {
		docs = append([]allowDoc{*old}, docs...)
	}
	var all []allowlist
	for i := range docs {
		d := &docs[i]
		a := allowlist{rules: d.TargetRules}
		switch strings.ToUpper(d.Condition) {
		case "", "OR", "||":
		case "AND", "&&":
			a.all = true
		default:
			return nil, fmt.Errorf("%s: condition must be AND or OR", whose)
		}
		switch d.RegexTarget {
		case "", "secret":
		case "match":
			a.target = targetMatch
		case "line":
			a.target = targetLine
		default:
			return nil, fmt.Errorf("%s: regexTarget must be secret, match or line", whose)
		}
		if len(d.Paths)+len(d.Commits) > 0 {
			f.note("paths and commits of %s are ignored: prompts have none", whose)
			a.never = a.all
		}
		for _, expr := range d.Regexes {
			re, err := f.compile(expr)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", whose, err)
			}
			a.regexes = append(a.regexes, re)
		}
		for _, w := range d.StopWords {
			a.stopWords = append(a.stopWords, strings.ToLower(w))
		}
		all = append(all, a)
	}
	return all, nil
}

func (a *allowlist) targets(id string) bool {
	return len(a.rules) == 0 || slices.Contains(a.rules, id)
}

// allows says whether a match is on the list.
func (a *allowlist) allows(text string, loc []int, value string) bool {
	if a.never {
		return false
	}
	target := value
	switch a.target {
	case targetMatch:
		target = text[loc[0]:loc[1]]
	case targetLine:
		target = lineAround(text, loc[0], loc[1])
	}
	byRegex := slices.ContainsFunc(a.regexes, func(re *regexp.Regexp) bool { return re.MatchString(target) })
	byWord := len(a.stopWords) > 0 && holdsAny(strings.ToLower(value), a.stopWords)
	if a.all {
		return (len(a.regexes) == 0 || byRegex) && (len(a.stopWords) == 0 || byWord) && len(a.regexes)+len(a.stopWords) > 0
	}
	return byRegex || byWord
}

func lineAround(text string, start, end int) string {
	from, to := start, end
	for from > 0 && start-from < lineReach && text[from-1] != '\n' {
		from--
	}
	for to < len(text) && to-end < lineReach && text[to] != '\n' {
		to++
	}
	return text[from:to]
}

// newValidators makes the checks that a value must pass.
func newValidators(names []string) ([]func(string) bool, error) {
	var all []func(string) bool
	for _, name := range names {
		kind, bits, ok := strings.Cut(name, ":")
		switch {
		case kind == "entropy" && ok:
			least, err := strconv.ParseFloat(bits, 64)
			if err != nil || least < 0 || least > 8 {
				return nil, errors.New("entropy must be bits a byte between 0 and 8, such as entropy:3.5")
			}
			all = append(all, func(v string) bool { return rule.Entropy(v) >= least })
		case name == "not-placeholder":
			all = append(all, func(v string) bool { return !rule.Placeholder(v) })
		case slices.Contains(personal.Checks(), name):
			all = append(all, func(v string) bool { return personal.Passes(name, v) })
		default:
			return nil, fmt.Errorf("unknown validator %q: use %s, entropy:BITS or not-placeholder", name, strings.Join(personal.Checks(), ", "))
		}
	}
	return all, nil
}

func newContext(d *contextDoc) (*contextDoc, error) {
	if d == nil {
		return nil, nil
	}
	c := *d
	if c.Before == 0 && c.After == 0 {
		c.Before, c.After = 60, 30
	}
	switch {
	case len(c.Words) == 0:
		return nil, errors.New("context has no words: add some")
	case c.Before < 0 || c.Before > MaxBefore || c.After < 0 || c.After > MaxBefore:
		return nil, errors.New("context.before and context.after must be 0 to 500 bytes")
	case c.Boost < 0 || c.Boost > 1:
		return nil, errors.New("context.boost must be between 0 and 1")
	}
	c.Words = slices.Clone(c.Words)
	for i := range c.Words {
		c.Words[i] = strings.ToLower(c.Words[i])
	}
	return &c, nil
}

// printAll writes rules so that two that differ are written differently.
func printAll(w io.Writer, parts []any) {
	for _, p := range parts {
		if b, err := json.Marshal(p); err == nil {
			fmt.Fprintf(w, "%s\n", b)
		}
	}
}
