package personal

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// findDMS reads a latitude and a longitude in degrees and minutes, and seconds
// where there are some.
func findDMS(text string, at, _ int) (int, int, float64) {
	i, ok := readDMS(text, at, 90, "NSns")
	if !ok {
		return 0, 0, 0
	}
	i = skip(text, i, ",", 1)
	i = skip(text, i, " ", 1)
	end, ok := readDMS(text, i, 180, "EWOewo")
	if !ok || end < len(text) && rule.IsAlnum(text[end]) {
		return 0, 0, 0
	}
	return at, end, 0.9
}

func readDMS(text string, i, most int, letters string) (int, bool) {
	i, ok := sixtieths(text, i, 3, most, "°", "º")
	if !ok {
		return 0, false
	}
	if i, ok = sixtieths(text, skip(text, i, " ", 1), 2, 59, "'", "′", "’"); !ok {
		return 0, false
	}
	if j, ok := sixtieths(text, skip(text, i, " ", 1), 2, 59, `"`, "″", "”", "''"); ok {
		i = j
	}
	i = skip(text, i, " ", 1)
	if i >= len(text) || strings.IndexByte(letters, text[i]) < 0 {
		return 0, false
	}
	return i + 1, true
}

// sixtieths reads a number up to most, a fraction, and one of the signs.
func sixtieths(text string, i, digits, most int, signs ...string) (int, bool) {
	from, n := i, 0
	for i < len(text) && rule.IsDigit(text[i]) && i-from <= digits {
		n = n*10 + int(text[i]-'0')
		i++
	}
	if i == from || i-from > digits || n > most {
		return 0, false
	}
	if i < len(text) && text[i] == '.' {
		dot := i + 1
		for i = dot; i < len(text) && rule.IsDigit(text[i]) && i-dot < 8; i++ {
		}
	}
	for _, s := range signs {
		if strings.HasPrefix(text[i:], s) {
			return i + len(s), true
		}
	}
	return 0, false
}
