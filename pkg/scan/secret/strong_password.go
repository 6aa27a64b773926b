package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// strongPassword says whether a value looks like a password that somebody chose,
// even where little says that one follows: a digit among letters and a mark, or
// digits in the place of letters. SHA256, utf8mb4 and field2 do not.
func strongPassword(s string) bool {
	k := rule.KindsOf(s)
	if len(s) < 8 || len(s) > 64 || k.Letters() < 2 || k.Digit == 0 || rule.Placeholder(s) || rule.Expression(s) || strings.Contains(s, "://") || strings.ContainsAny(s, "(){}[]<>|\\\"'`") {
		return false
	}
	if strings.ContainsAny(s, "!@#$%^&*?+") && k.Other <= 6 && rule.IsAlnum(s[0]) {
		return !strings.Contains(s, "@") || !strings.Contains(s[strings.IndexByte(s, '@'):], ".") // no address
	}
	return k.Mark+k.Other == 0 && innerDigits(s) >= 2
}

// innerDigits counts the rows of digits that stand between letters: two in s3cr3t.
func innerDigits(s string) int {
	n := 0
	for i := 1; i < len(s); i++ {
		if !rule.IsDigit(s[i]) || !rule.IsLetter(s[i-1]) {
			continue
		}
		for i < len(s) && rule.IsDigit(s[i]) {
			i++
		}
		if i < len(s) && rule.IsLetter(s[i]) {
			n++
		}
	}
	return n
}

// strongScore is the score of a pattern whose value must be a strongPassword.
func strongScore(score float64) func(string, rule.Match) float64 {
	return func(text string, m rule.Match) float64 {
		if !strongPassword(strings.TrimRight(text[m.From:m.To], ".,;:")) {
			return 0
		}
		return score
	}
}

// chosenScore is the score of a pattern whose value must have a digit or a mark
// and stand for no password.
func chosenScore(score float64) func(string, rule.Match) float64 {
	return func(text string, m rule.Match) float64 {
		s := text[m.From:m.To]
		k := rule.KindsOf(s)
		if rule.Placeholder(s) || rule.Expression(s) || k.Letters() == 0 || k.Letters()+k.Digit < 4 || k.Digit+k.Other == 0 || strings.ContainsAny(s[:1], "$%<{-") {
			return 0
		}
		return score
	}
}
