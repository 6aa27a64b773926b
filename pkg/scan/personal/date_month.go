package personal

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// monthWords wake: the months of English, German, French, Spanish and Italian
// by what their names begin with.
func monthWords() []string {
	return []string{
		"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
		"mär", "mai", "okt", "dez", "fév", "avr", "jui", "aoû", "déc", "ene", "abr", "ago", "dic", "gen", "mag", "giu", "lug", "set", "ott",
	}
}

// month returns which month a name is, or 0.
func month(name string) int {
	switch strings.ToLower(name) {
	case "jan", "january", "januar", "janvier", "enero", "gennaio":
		return 1
	case "feb", "february", "februar", "février", "febrero", "febbraio":
		return 2
	case "mar", "march", "märz", "mars", "marzo":
		return 3
	case "apr", "april", "avril", "abril", "aprile":
		return 4
	case "may", "mai", "mayo", "maggio":
		return 5
	case "jun", "june", "juni", "juin", "junio", "giugno":
		return 6
	case "jul", "july", "juli", "juillet", "julio", "luglio":
		return 7
	case "aug", "august", "août", "agosto":
		return 8
	case "sep", "sept", "september", "septembre", "septiembre", "settembre":
		return 9
	case "oct", "october", "oktober", "octobre", "octubre", "ottobre":
		return 10
	case "nov", "november", "novembre", "noviembre":
		return 11
	case "dec", "december", "dezember", "décembre", "diciembre", "dicembre":
		return 12
	}
	return 0
}

// findNamedDate takes the name of a month with a day before or behind it, a
// year, or both.
func findNamedDate(text string, at, end int) (int, int, float64) {
	if at > 0 && (rule.IsLetter(text[at-1]) || text[at-1] >= 0x80) {
		return 0, 0, 0
	}
	stop := end
	for stop < len(text) && stop-at < 12 && (rule.IsLetter(text[stop]) || text[stop] >= 0x80) {
		stop++
	}
	m := month(text[at:stop])
	if m == 0 {
		return 0, 0, 0
	}
	start, before := dayBefore(text, at)
	lower := start == at && rule.IsLower(text[at])
	stop = skip(text, stop, ".", 1)
	i := skip(text, stop, " -", 1)
	day := 0
	if e := span(text, i, 3); before == 0 && e > i && e-i <= 2 {
		day = number(text[i:e])
		for _, s := range []string{"st", "nd", "rd", "th"} {
			if rule.HasPrefixFold(text, e, s) {
				e += 2
				break
			}
		}
		if e < len(text) && (rule.IsAlnum(text[e]) || text[e] == ':' || text[e] == '%') {
			return 0, 0, 0
		}
		stop = e
		i = skip(text, skip(text, e, ",", 1), " -", 1)
	} else if before > 0 {
		i = skip(text, skip(text, stop, ",", 1), " -", 1)
	}
	year := span(text, i, 5)
	if year-i == 4 && plausibleYear(number(text[i:year])) && (year >= len(text) || !rule.IsAlnum(text[year])) {
		stop = year
	} else {
		year = 0
	}
	switch d := max(day, before); {
	case d > 0 && !realDate(m, d), d == 0 && year == 0, lower && year == 0:
		return 0, 0, 0
	}
	return start, stop, 0.5
}

// dayBefore reads 14, 14., 14th or 14th of before the name of a month.
func dayBefore(text string, at int) (start, day int) {
	i := at
	if i > 3 && rule.HasPrefixFold(text, i-4, " of ") {
		i -= 4
	} else if i > 0 && (text[i-1] == ' ' || text[i-1] == '-') {
		i--
	} else {
		return at, 0
	}
	if i > 0 && text[i-1] == '.' {
		i--
	} else if i > 2 && rule.IsLetter(text[i-1]) && rule.Near(text, i-2, i-2, 0, 2, "st", "nd", "rd", "th") {
		i -= 2
	}
	end := i
	for i > 0 && end-i < 3 && rule.IsDigit(text[i-1]) {
		i--
	}
	if end == i || end-i > 2 || i > 0 && (rule.IsAlnum(text[i-1]) || strings.IndexByte(".:/-_", text[i-1]) >= 0) {
		return at, 0
	}
	return i, number(text[i:end])
}

// backDay is where a date may begin whose month is at at.
func backDay(_ string, at int) int { return max(0, at-9) }

func number(digits string) int {
	n := 0
	for i := range len(digits) {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}
