package injection

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
)

// engineVersion is part of the digest. It grows when the reading of words, the
// matching of phrases or the use of quotation marks changes.
const engineVersion = 1

// sources is a set of Source.
type sources uint8

func of(list ...Source) (s sources) {
	for _, from := range list {
		s |= 1 << from
	}
	return s
}

func (s sources) has(from Source) bool { return s&(1<<from) != 0 }

// detector is one rule: what it looks for, in whose words, and what it must
// and must not match. It matches phrases, or text by hand, or both.
type detector struct {
	rule     string // id, stable: it is in policies and records
	about    string // one sentence for the documentation
	from     sources
	phrases  []phrase
	signals  []signal
	find     func(*inspection)
	revision int // part of the digest; grows with each change of find

	match   []example // hold at least one finding; « and » may mark the span
	noMatch []example // hold none of this rule
}

// phrase is a pattern of words (the language is in phrase.go) that is a
// finding in texts of some sources; none given means those of the detector.
type phrase struct {
	words string
	from  sources
}

// example is a text and whose words it is.
type example struct {
	from Source
	text string
}

// detectors returns the rules that Set applies.
func detectors() []detector {
	return []detector{
		answerDirective(),
		encodedPayload(),
		exfilLink(),
		hiddenText(),
		jailbreak(),
		likelihood(),
		override(),
		promptProbe(),
		roleMarker(),
		toolDirective(),
	}
}

// The rules of Disclosure.
const (
	ruleSystemDisclosure = "injection-system-disclosure"
	ruleCanary           = "injection-canary"
)

// RuleLabeled is the rule of a classifier that is asked over the network, where one is
// configured. Nothing here asks it: the guard does.
const RuleLabeled = "injection-prompt-guard"

// Rules returns the ids of all rules, those of Set and of Disclosure and RuleLabeled, sorted.
func Rules() []string {
	rules := []string{ruleSystemDisclosure, ruleCanary, RuleLabeled}
	for _, d := range detectors() {
		rules = append(rules, d.rule)
	}
	slices.Sort(rules)
	return rules
}

// Describe returns what a rule finds, in one sentence, or "" for an unknown
// rule.
func Describe(rule string) string {
	switch rule {
	case ruleSystemDisclosure:
		return fmt.Sprintf("A completion repeats a protected system text verbatim: %d bytes of letters and digits or more in a row, "+
			"about 12 English words, whatever the case, spacing, punctuation and invisible characters between them; "+
			"a text of %d to %d such bytes only as a whole.", minRun, minWhole, minRun-1)
	case ruleCanary:
		return "A completion holds a registered canary: as it is, in another case, with blanks or separators in it, reversed, " +
			"in base64, in hexadecimal or in rot13."
	case RuleLabeled:
		return "A text, or a part of a long one, that a classifier with the labels of Prompt Guard 2 finds malicious; in untrusted text at a stricter " +
			"threshold. It is no part of this binary: it is asked where guard.injection is configured, and then it must answer."
	}
	for _, d := range detectors() {
		if d.rule == rule {
			return d.about
		}
	}
	return ""
}

// Sources returns in whose words a rule looks, in the order of the constants.
func Sources(rule string) []Source {
	if rule == ruleSystemDisclosure || rule == ruleCanary {
		return []Source{Completion}
	}
	if rule == RuleLabeled {
		return []Source{User, Untrusted}
	}
	var list []Source
	for _, d := range detectors() {
		for from := User; from <= Completion; from++ {
			if d.rule == rule && d.from.has(from) {
				list = append(list, from)
			}
		}
	}
	return list
}

// Digest identifies what the set looks for: "sha256:" and 64 hex digits over
// the engine's version, the classifier's weights and every rule.
func (s *Set) Digest() string { return s.digest }

func digestOf(ds []detector, weights string) string {
	h := sha256.New()
	fmt.Fprintf(h, "sluice injection engine %d\nweights %s\n", engineVersion, weights)
	for _, d := range ds {
		fmt.Fprintf(h, "%q %d %d\n", d.rule, d.from, d.revision)
		for _, p := range d.phrases {
			fmt.Fprintf(h, "phrase %q %d\n", p.words, p.from)
		}
		for _, s := range d.signals {
			fmt.Fprintf(h, "signal %q %d\n", s.words, s.kind)
		}
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}
