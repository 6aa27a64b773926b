// Package sanitize applies detectors (package scan) and the policy to a chat document and
// rewrites it in place: what may not stay becomes a placeholder. It also puts originals back
// for the caller who wrote them.
//
// It judges text only, keeps nothing, and does no I/O. What is done with a blocked document,
// and where the map of pseudonyms goes, is its callers' business.
package sanitize

import (
	"cmp"
	"slices"

	"sluice/pkg/chat"
	"sluice/pkg/policy"
	"sluice/pkg/scan"
)

// RuleUnstable is the rule in Result.Blocked of a document that still had findings after
// maxRounds rewritings.
const RuleUnstable = "sanitize-unstable"

// maxRounds bounds how often one document is rewritten.
const maxRounds = 3

// scanner is what is needed of a scan.Set.
type scanner interface {
	Scan(text string) []scan.Finding
	Joins(rule string) bool
	Marks() map[string]bool
	StreamAfter(before string) *scan.Stream
}

// decider is what is needed of a policy.Policy.
type decider interface {
	Action(d policy.Direction, typ, rule string) policy.Action
	Replacement(d policy.Direction, typ, rule string) string
	Asks(d policy.Direction, typ string) bool
}

// Sanitizer is safe for concurrent use, on different documents.
type Sanitizer struct {
	set    scanner
	policy decider
	marks  map[string]bool // "<TYPE>" of every type
	hash   func(typ, value string) string
	learn  func(text string, want func(scan.Type) bool, found []scan.Finding) []scan.Finding
}

// New returns a sanitizer that looks for what set finds and does what p says. What
// stands in most texts, such as dates, and what is learned, such as names, is
// looked for where p names it.
func New(set *scan.Set, p *policy.Policy) *Sanitizer {
	if slices.ContainsFunc(set.OpenTypes(), func(t scan.Type) bool { return asks(p, t) }) {
		set = set.Wide()
	}
	s := newSanitizer(set, p)
	s.learn = set.Learned
	return s
}

// asks says whether a policy names a type in any direction.
func asks(p decider, t scan.Type) bool {
	return p.Asks(policy.Input, string(t)) || p.Asks(policy.Output, string(t))
}

// Hashing returns the same sanitizer with a function that gives the keyed digest of
// a value, for what the policy hashes. Without one such values are redacted.
func (s *Sanitizer) Hashing(hash func(typ, value string) string) *Sanitizer {
	other := *s
	other.hash = hash
	return &other
}

func newSanitizer(set scanner, p decider) *Sanitizer {
	return &Sanitizer{set: set, policy: p, marks: set.Marks()}
}

// Result says what was found and done.
type Result struct {
	// Counts has what was found, by type, rule and action, sorted in this order. One
	// secret counts once however many of the views found it.
	Counts []Count
	// Blocked has the rules that block the document, sorted. Where it is not empty, the
	// document must not be used; what was found in it is replaced all the same.
	Blocked []string
	// Restore maps the pseudonyms in the document to what they stand for; nil without any.
	Restore map[string]string
	// Redacted says that something was replaced, pseudonyms included.
	Redacted bool
	// Choices has the places, in "choices", of the choices in which something was replaced,
	// ascending. Their log-probabilities are null: they spell the text a second time.
	Choices []int
	// Tokens says that something to be replaced was in the log-probabilities themselves.
	Tokens bool
}

// Count is how often a rule matched, and what was done.
type Count struct {
	Type   scan.Type
	Rule   string
	Action policy.Action
	Count  int
}

// Document scans every name, string and number of doc, alone, with its key, joined with its
// neighbours, and inside strings that are JSON themselves, and rewrites doc in place.
// Afterwards the same scan finds nothing that the policy for dir blocks or rewrites, or
// Blocked says so; what is learned is looked for once, in the text as it came.
//
// pseudonym returns the placeholder of a value to pseudonymize; the same value should give the
// same placeholder. Where it is nil or returns "", the value is redacted.
func (s *Sanitizer) Document(doc *chat.Document, dir policy.Direction, pseudonym func(typ scan.Type, value string) string) Result {
	r := run{Sanitizer: s, dir: dir, pseudonym: pseudonym, counts: map[countKey]int{}, learns: s.learn != nil && learns(s.policy, dir)}
	for round := 0; ; round++ {
		r.first = round == 0
		f := r.find(doc)
		if !r.decide(f) {
			break
		}
		if round == maxRounds {
			r.block(RuleUnstable)
			doc.Root = &chat.Value{Kind: chat.Object}
			break
		}
		r.rewrite(f)
		r.result.Redacted = true
	}
	return r.finish()
}

type countKey struct {
	typ    scan.Type
	rule   string
	action policy.Action
}

// run is the work on one document.
type run struct {
	*Sanitizer
	dir       policy.Direction
	pseudonym func(typ scan.Type, value string) string
	first     bool // the first round: flags count in it only
	counts    map[countKey]int
	made      made
	learns    bool // somebody asks for what models find
	result    Result
}

func (r *run) block(rule string) { r.result.Blocked = append(r.result.Blocked, rule) }

func (r *run) finish() Result {
	for k, n := range r.counts {
		r.result.Counts = append(r.result.Counts, Count{k.typ, k.rule, k.action, n})
	}
	slices.SortFunc(r.result.Counts, func(a, b Count) int {
		return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Action, b.Action))
	})
	slices.Sort(r.result.Blocked)
	r.result.Blocked = slices.Compact(r.result.Blocked)
	slices.Sort(r.result.Choices)
	r.result.Choices = slices.Compact(r.result.Choices)
	return r.result
}

// strength orders actions: where findings overlap, the stronger one is done.
func strength(a policy.Action) int { return a.Strictness() }

// replaces says whether an action takes the text away.
func replaces(a policy.Action) bool { return a.Rewrites() }
