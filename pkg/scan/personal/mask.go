package personal

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// A mask is the form of a number: # is a digit, @ a capital, * a capital or a
// digit, ~ one blank, dash, dot or slash that may be missing, and any other
// byte itself.

// matchMask returns where the text that has the form at at ends, and how many
// bytes of the mask fit: all where it has. With fold, small letters do for
// capitals.
func matchMask(mask, text string, at int, fold bool) (end, fits int) {
	i := at
	for k := range len(mask) {
		if mask[k] == '~' {
			if i < len(text) && maskGap(text[i]) {
				i++
			}
			continue
		}
		if i >= len(text) || !maskByte(mask[k], text[i], fold) {
			return i, k
		}
		i++
	}
	return i, len(mask)
}

func maskGap(c byte) bool { return c == ' ' || c == '-' || c == '.' || c == '/' }

func maskByte(m, c byte, fold bool) bool {
	if fold && rule.IsLower(c) {
		c &^= 0x20
	}
	switch m {
	case '#':
		return rule.IsDigit(c)
	case '@':
		return rule.IsUpper(c)
	case '*':
		return rule.IsUpper(c) || rule.IsDigit(c)
	}
	return c == m
}

// maskPattern writes a mask as a regular expression.
func maskPattern(mask string) string {
	var b strings.Builder
	for k := range len(mask) {
		switch c := mask[k]; {
		case c == '#':
			b.WriteString(`[0-9]`)
		case c == '@':
			b.WriteString(`[A-Z]`)
		case c == '*':
			b.WriteString(`[A-Z0-9]`)
		case c == '~':
			b.WriteString(`[ ./-]?`)
		case rule.IsAlnum(c):
			b.WriteByte(c)
		default:
			b.WriteString(`\` + string(c))
		}
	}
	return b.String()
}

// maskLeads returns how many bytes may stand before the wake-th byte of the
// mask: more than one number where something before it may be missing.
func maskLeads(mask string, wake int) []int {
	gaps := strings.Count(mask[:wake], "~")
	leads := make([]int, 0, gaps+1)
	for n := range gaps + 1 {
		leads = append(leads, wake-n)
	}
	return leads
}

// maskRuns returns the lengths that the run of digits at the wake-th byte of
// the mask may have.
func maskRuns(mask string, wake int) []int {
	var runs []int
	n := 0
	for k := wake; k < len(mask); k++ {
		switch c := mask[k]; {
		case c == '#' || rule.IsDigit(c):
			n++
		case c == '~':
			runs = append(runs, n)
		case c == '*':
			runs = append(runs, n)
			n++
		default:
			return append(runs, n)
		}
	}
	return append(runs, n)
}

// compact returns the letters and digits of a number, letters as capitals.
func compact(written string) string {
	var b [64]byte
	n := 0
	for i := range len(written) {
		if c := written[i]; rule.IsAlnum(c) && n < len(b) {
			if rule.IsLower(c) {
				c &^= 0x20
			}
			b[n] = c
			n++
		}
	}
	return string(b[:n])
}

// standsAlone says whether text[start:end] is no part of a longer number, name,
// version or UUID.
func standsAlone(text string, start, end int) bool {
	if start > 0 {
		c := text[start-1]
		if rule.IsAlnum(c) || c == '+' || (c == '-' || c == '.' || c == ',' || c == '/') && start > 1 && rule.IsDigit(text[start-2]) {
			return false
		}
	}
	if end >= len(text) {
		return true
	}
	c := text[end]
	if rule.IsAlnum(c) || c == '_' {
		return false
	}
	if end+1 < len(text) && (c == '-' || c == '.' || c == ',' || c == '/' || c == ':') {
		return !rule.IsDigit(text[end+1]) && (c != '-' || !rule.IsLetter(text[end+1]))
	}
	return true
}
