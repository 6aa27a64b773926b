package rules

import (
	"errors"
	"hash/fnv"
	"strings"

	"sluice/pkg/scan/rule"
)

// ruleOf is one rule of a document, ready to match.
type ruleOf struct {
	score      float64
	group      int
	entropy    float64
	keywords   []string // lower case; one must stand near, where the expression does not ask for it
	context    *contextDoc
	validators []func(value string) bool
	allow      []allowlist
	further    int // bytes behind a match that are looked at
}

// keywordReach is how far from a match a keyword may stand that the expression
// itself does not ask for, in bytes.
const keywordReach = 500

// addRule makes the detectors of an expression.
func (f *File) addRule(r *ruleDoc, global []allowlist, line int) error {
	t, err := typed(r.Type, rule.Secret)
	if err != nil {
		return err
	}
	switch {
	case r.SkipReport:
		f.note("rule %s has skipReport: ignored", r.ID)
		return nil
	case r.Regex == "" && r.Path != "":
		f.note("rule %s looks at paths only, and prompts have none: ignored", r.ID)
		return nil
	case r.Regex == "":
		return errors.New("no regex: add one")
	case len(r.Regex) > MaxPattern:
		return errors.New("the regex is longer than 8 KiB: split the rule")
	case r.Score < 0 || r.Score > 1:
		return errors.New("score must be between 0 and 1")
	case r.SecretGroup < 0 || r.Entropy < 0:
		return errors.New("secretGroup and entropy must not be negative")
	}
	if r.Path != "" {
		f.note("path of rule %s is ignored: prompts have none", r.ID)
	}
	one := &ruleOf{score: r.Score, group: r.SecretGroup, entropy: r.Entropy}
	if one.score == 0 {
		one.score = 0.9
	}
	if one.validators, err = newValidators(r.Validators); err != nil {
		return err
	}
	if one.context, err = newContext(r.Context); err != nil {
		return err
	}
	own, err := newAllowlists(f, "the allowlist of rule "+r.ID, r.Allowlist, r.Allowlists)
	if err != nil {
		return err
	}
	for _, a := range global {
		if a.targets(r.ID) {
			own = append(own, a)
		}
	}
	one.allow = own
	for _, k := range r.Keywords {
		one.keywords = append(one.keywords, strings.ToLower(k))
	}
	d := rule.Detector{Rule: r.ID, Type: t, Score: one.score, About: r.Description, Validator: strings.Join(r.Validators, ", "), Revision: revision(r)}
	e, err := f.newExpression(r.Regex)
	switch {
	case errors.Is(err, errLookAround):
		if err := f.addSlow(one, d, r.Regex); err != nil {
			return err
		}
	case err != nil:
		return err
	default:
		if one.group > e.groups {
			return errors.New("secretGroup is larger than the number of groups in the regex")
		}
		if e.shortest() == 1 && len(e.literals) > 10 {
			f.note("rule %s is tried at each of %d bytes, since no word stands in all its matches: that is slow", r.ID, len(e.literals))
		}
		f.detectors = append(f.detectors, one.detector(d, e))
	}
	f.Rules = append(f.Rules, Rule{ID: r.ID, Description: r.Description, Type: t, Action: r.Action, Path: r.Path, Tags: r.Tags, Line: line})
	return nil
}

// detector finishes a detector of an RE2 expression.
func (r *ruleOf) detector(d rule.Detector, e *expression) rule.Detector {
	r.keywordsLeft(e)
	r.setFurther()
	d.Literals, d.Fold, d.Lead = e.literals, e.fold, e.lead()
	d.Tail = e.follows
	d.Find = func(text string, at, end int) (int, int, float64) {
		loc := e.find(text, at, end)
		if loc == nil {
			return 0, 0, 0
		}
		return r.judge(text, loc)
	}
	d.Hold = rule.Hold{Ends: e.ends(r.further)}
	if e.before > 0 {
		d.Hold.Back, d.Hold.Most = e.back, MaxBefore+4
	}
	return d
}

// keywordsLeft drops the keywords where each literal has one in it.
func (r *ruleOf) keywordsLeft(e *expression) {
	for _, l := range e.literals {
		has := false
		for _, k := range r.keywords {
			has = has || strings.Contains(strings.ToLower(l), k)
		}
		if !has {
			return
		}
	}
	r.keywords = nil
}

func (r *ruleOf) setFurther() {
	if len(r.keywords) > 0 {
		r.further = keywordReach
	}
	if r.context != nil {
		r.further = max(r.further, r.context.After)
	}
	for _, a := range r.allow {
		if a.target == targetLine {
			r.further = max(r.further, lineReach+1)
		}
	}
}

// judge scores a match whose groups are at loc, 0 to reject it.
func (r *ruleOf) judge(text string, loc []int) (int, int, float64) {
	start, end := r.secret(loc)
	value := text[start:end]
	if value == "" || r.entropy > 0 && rule.Entropy(value) <= r.entropy {
		return 0, 0, 0
	}
	if len(r.keywords) > 0 && !holdsAny(strings.ToLower(text[max(0, loc[0]-keywordReach):min(len(text), loc[1]+keywordReach)]), r.keywords) {
		return 0, 0, 0
	}
	for _, valid := range r.validators {
		if !valid(value) {
			return 0, 0, 0
		}
	}
	for i := range r.allow {
		if r.allow[i].allows(text, loc, value) {
			return 0, 0, 0
		}
	}
	score := r.score
	if c := r.context; c != nil {
		near := rule.Near(text, start, end, c.Before, c.After, c.Words...)
		if !near && c.Required {
			return 0, 0, 0
		}
		if near {
			score = min(1, score+c.Boost)
		}
	}
	return start, end, score
}

// secret is the part to report, as gitleaks chooses it: the group that the
// rule names, else the first group that is not empty, else the whole match.
func (r *ruleOf) secret(loc []int) (int, int) {
	if r.group > 0 {
		if g := 2 * r.group; g+1 < len(loc) && loc[g] >= 0 {
			return loc[g], loc[g+1]
		}
		return loc[0], loc[0]
	}
	for g := 2; g+1 < len(loc); g += 2 {
		if loc[g] >= 0 && loc[g+1] > loc[g] {
			return loc[g], loc[g+1]
		}
	}
	return loc[0], loc[1]
}

func holdsAny(text string, words []string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// revision stands for all of a rule in the digest of a set.
func revision(parts ...any) int {
	h := fnv.New32a()
	printAll(h, parts)
	return int(h.Sum32()>>1) + 1
}
