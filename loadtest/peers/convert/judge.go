package convert

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/zricethezav/gitleaks/v8/config"
)

// judge decides whether a match of a rule's expression is a finding, in the
// order and with the meaning that gitleaks gives to secretGroup, entropy,
// keywords and allow-lists.
type judge struct {
	rule  config.Rule
	lists []*config.Allowlist
}

func (j judge) judge(text string, from, to int) (start, stop int, score float64) {
	match := strings.Trim(text[from:to], "\n")
	from += strings.Index(text[from:to], match)
	var loc []int
	if j.rule.Regex.NumSubexp() > 0 {
		loc = j.rule.Regex.FindStringSubmatchIndex(match)
	}
	start, stop = from, from+len(match)
	if n := j.rule.SecretGroup; n > 0 && len(loc) > 2*n+1 && loc[2*n] >= 0 {
		start, stop = from+loc[2*n], from+loc[2*n+1]
	} else if n == 0 {
		for i := 2; i+1 < len(loc); i += 2 {
			if loc[i] >= 0 && loc[i+1] > loc[i] {
				start, stop = from+loc[i], from+loc[i+1]
				break
			}
		}
	}
	secret := text[start:stop]
	if j.rule.Entropy != 0 && entropy(secret) <= j.rule.Entropy || !j.keyword(text, match) {
		return 0, 0, 0
	}
	line := line(text, from, from+len(match))
	if strings.Contains(line, "gitleaks:allow") {
		return 0, 0, 0
	}
	for _, a := range j.lists {
		if allowed(a, secret, match, line) {
			return 0, 0, 0
		}
	}
	return start, stop, 0.9
}

// keyword says whether one of the rule's keywords stands in the match or,
// which is what gitleaks asks for, anywhere in the text.
func (j judge) keyword(text, match string) bool {
	for _, in := range []string{match, text} {
		low := strings.ToLower(in)
		for _, k := range j.rule.Keywords {
			if strings.Contains(low, k) {
				return true
			}
		}
	}
	return len(j.rule.Keywords) == 0
}

// allowed is one allow-list, for a text without path and commit.
func allowed(a *config.Allowlist, secret, match, line string) bool {
	target := secret
	switch a.RegexTarget {
	case "match":
		target = match
	case "line":
		target = line
	}
	// One by one, as most are anchored and then fail at once; joined, as gitleaks
	// has them, they are not.
	byRegex := slices.ContainsFunc(a.Regexes, func(re *regexp.Regexp) bool { return target != "" && re.MatchString(target) })
	byWord, _ := a.ContainsStopWord(secret)
	if a.MatchCondition != config.AllowlistMatchAnd {
		return byRegex || byWord
	}
	return len(a.Commits) == 0 && len(a.Paths) == 0 && (len(a.Regexes) == 0 || byRegex) && (len(a.StopWords) == 0 || byWord)
}

// line is all lines that the match touches, from the newline before them on.
func line(text string, from, to int) string {
	start := max(0, strings.LastIndexByte(text[:from], '\n'))
	end := len(text)
	if n := strings.IndexByte(text[to:], '\n'); n >= 0 {
		end = to + n
	}
	return text[start:end]
}

// entropy is Shannon's, in bits a rune, as gitleaks counts it.
func entropy(s string) float64 {
	counts := map[rune]int{}
	for _, r := range s {
		counts[r]++
	}
	var bits float64
	for _, n := range counts {
		p := float64(n) / float64(len(s))
		bits -= p * math.Log2(p)
	}
	return bits
}
