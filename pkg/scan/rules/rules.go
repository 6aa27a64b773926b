// Package rules makes detectors of a user's rules in TOML: expressions in the
// format of gitleaks with a few additions, deny-lists of terms, and exact-data
// match, which knows the entries of a list by salted digests only.
//
// It scans nothing and decides nothing: package scan runs the detectors with those
// that are built in, and what a rule's action means is policy's.
//
// An expression is looked for around the literals that each of its matches
// must have, which are derived from it. Spans are those that
// regexp.FindAll reports on the whole text, as long as
//
//   - a match begins at most MaxBefore bytes before such a literal, and ends at
//     most MaxAfter bytes after the literal's first byte; a longer one is cut
//     there, as if the text ended;
//   - a row of bytes that the expression can take at all (a line, for .*) is no
//     longer than MaxBefore before the literal, since what an earlier match
//     took no later one may have;
//   - (?i) folds ASCII letters in words: U+017F and U+212A are not taken for s
//     and k. Normalization replaces them before.
//
// A stream finds the same, but for matches that end more than some 3 KiB behind
// their literal: it holds back no more than that (scan.MaxHeld).
//
// An expression without a literal is tried at each byte of the smallest class
// of ASCII bytes that every match has one of: exact, and slower. One that has
// no such class either is refused. One with look-around or back-references runs in
// windows around its keywords with a bound on time and stack; a window that is
// given up is a finding of type UNSCANNABLE.
//
// Where gitleaks asks for a keyword anywhere in the text, it must stand within 500
// bytes of the match here. Paths and commits are not looked at, since prompts have
// none, and a text cannot allow itself: gitleaks:allow means nothing.
package rules

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"sluice/pkg/scan/rule"
)

// Bounds of a document and of the window around what wakes a rule, in bytes.
const (
	MaxDocument = 1 << 20
	MaxRules    = 2000
	MaxTerms    = 5000 // of all lists
	MaxPattern  = 8 << 10
	MaxLiterals = 64 << 10 // bytes of all words that wake rules, and terms
	MaxBefore   = 500
	MaxAfter    = 8 << 10
)

// Rule says what a document said of one rule, for whoever lists them.
type Rule struct {
	ID          string
	Description string
	Type        rule.Type
	Action      string // as written; what it means is policy's
	Path        string // the expression for paths, which is not applied: prompts have none
	Tags        []string
	Line        int // where its table begins; 0 where that is not known
}

// File is a document of rules, checked and compiled. It does not change, and is
// safe for concurrent use.
type File struct {
	Rules []Rule
	Notes []string // what was ignored, and which rules are slow; no values

	detectors []rule.Detector
	size      int // of all expressions
	slow      int // how many are not RE2
}

// Detectors returns the detectors, for scan.New. A rule with look-around has a
// second one with "-unscannable" behind its id: it reports the windows that
// the first could not look at in time.
func (f *File) Detectors() []rule.Detector { return slices.Clone(f.detectors) }

// Prefixed returns the detectors with a prefix before each id, so that they can
// stand beside built-in ones of the same id.
func (f *File) Prefixed(prefix string) []rule.Detector {
	all := f.Detectors()
	for i := range all {
		all[i].Rule = prefix + all[i].Rule
	}
	return all
}

// Load reads a document. It is strict: an unknown key, a rule without an
// expression or an expression that does not compile is an error that says the
// line, the rule and the next step. Errors quote nothing of expressions.
//
// open returns a file that [[exact]] names; nil where no file is to be read.
func Load(doc []byte, open func(name string) ([]byte, error)) (*File, error) {
	if len(doc) > MaxDocument {
		return nil, fmt.Errorf("loading rules: %d bytes, more than %d: split the file", len(doc), MaxDocument)
	}
	if err := shallow(string(doc)); err != nil {
		return nil, fmt.Errorf("loading rules: %w", err)
	}
	var d document
	meta, err := toml.Decode(string(doc), &d)
	if err != nil {
		return nil, fmt.Errorf("loading rules: %w", badTOML(err))
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, fmt.Errorf("loading rules: line %d: unknown key %q: remove or correct it", lineOfKey(string(doc), unknown[0]), unknown[0].String())
	}
	if len(d.Rules)+len(d.Terms)+len(d.Exact) > MaxRules {
		return nil, fmt.Errorf("loading rules: more than %d rules: split the file", MaxRules)
	}
	f := &File{}
	if err := f.build(&d, string(doc), open); err != nil {
		return nil, fmt.Errorf("loading rules: %w", err)
	}
	size := 0
	for i := range f.detectors {
		for _, l := range f.detectors[i].Literals {
			size += len(l)
		}
	}
	if size > MaxLiterals {
		return nil, fmt.Errorf("loading rules: the words of all expressions and lists have %d bytes, more than %d: use [[exact]] for long lists", size, MaxLiterals)
	}
	return f, nil
}

func (f *File) build(d *document, doc string, open func(string) ([]byte, error)) error {
	if e := d.Extend; e != nil {
		if e.Path != "" || e.URL != "" {
			return fmt.Errorf("line %d: extend.path and extend.url are not followed: put the rules into one file", lineOfKey(doc, toml.Key{"extend"}))
		}
		f.note("[extend] is ignored: the built-in detectors take the place of gitleaks' default rules, and none is disabled here")
	}
	global, err := newAllowlists(f, "the global allowlist", d.Allowlist, d.Allowlists)
	if err != nil {
		return err
	}
	lines := lineNumbers(doc)
	seen := map[string]bool{}
	for i := range d.Rules {
		r := &d.Rules[i]
		if err := f.named(&r.ID, seen, lines("rules", i)); err != nil {
			return err
		}
		if err := f.addRule(r, global, lines("rules", i)); err != nil {
			return fmt.Errorf("line %d, rule %q: %w", lines("rules", i), r.ID, err)
		}
	}
	terms := 0
	for i := range d.Terms {
		t := &d.Terms[i]
		if err := f.named(&t.ID, seen, lines("terms", i)); err != nil {
			return err
		}
		if terms += len(t.Terms); terms > MaxTerms {
			return fmt.Errorf("more than %d terms in all lists: use [[exact]] for long lists", MaxTerms)
		}
		if err := f.addTerms(t, lines("terms", i)); err != nil {
			return fmt.Errorf("line %d, terms %q: %w", lines("terms", i), t.ID, err)
		}
	}
	for i := range d.Exact {
		e := &d.Exact[i]
		if err := f.named(&e.ID, seen, lines("exact", i)); err != nil {
			return err
		}
		if err := f.addExact(e, open, lines("exact", i)); err != nil {
			return fmt.Errorf("line %d, exact %q: %w", lines("exact", i), e.ID, err)
		}
	}
	return nil
}

func (f *File) note(format string, args ...any) {
	f.Notes = append(f.Notes, fmt.Sprintf(format, args...))
}

// named checks a rule's id and writes it as the engine does: lower case, with
// single dashes.
func (f *File) named(id *string, seen map[string]bool, line int) error {
	words := strings.FieldsFunc(strings.ToLower(*id), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	name := strings.Join(words, "-")
	switch {
	case name == "" || len(name) > 48:
		return fmt.Errorf("line %d: an id of 1 to 48 letters and digits is missing: add id = \"…\"", line)
	case seen[name]:
		return fmt.Errorf("line %d, rule %q: the id is taken: choose another", line, name)
	}
	seen[name] = true
	*id = name
	return nil
}

// typed returns the type of a finding, SECRET where none is given.
func typed(name string, none rule.Type) (rule.Type, error) {
	if name == "" {
		return none, nil
	}
	for i := range len(name) {
		if c := name[i]; !rule.IsUpper(c) && !rule.IsDigit(c) && c != '_' || len(name) > 48 {
			return "", errors.New("type must be capitals, digits and underscores, such as CUSTOMER_ID")
		}
	}
	return rule.Type(name), nil
}
