package personal

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// dates returns the detectors of dates. A date by itself tells of nobody: its
// score is low.
func dates() []rule.Detector {
	const pair, clock = `[0-9]{1,2}`, `(?:[T, ]{1,2}[0-9]{1,2}:[0-9]{0,2})?`
	return []rule.Detector{
		{
			Rule: "date-numeric", Type: "DATE_TIME", Digits: true, Lengths: []int{1, 2, 4}, Find: findDate, Revision: 1,
			About: "date in numbers, with or without the time", Validator: "days of the month",
			Hold:    rule.Hold{Reach: `(?:[0-9]{4}[/.-]` + pair + `[/.-]` + pair + `|` + pair + `[/.-]` + pair + `[/.-][0-9]{2,4})` + clock, After: 28},
			Match:   []string{"since «1/23/1984» it", "On «2018-02-24 12:45:18», the", "am «24.12.2025».", "«2024-05-01T10:00:00Z»", "due «03/04/25»", "«2024/05/01 9:30 PM» it is"},
			NoMatch: []string{"13/32/2020", "1.2.3", "2024-13-01", "10.0.0.1", "version 1.2.2024.1", "1/2/3", "12345-05-01", "2024-05-012", "24-12/2025", "5551-12-2024"},
		},
		{
			Rule: "date-named-month", Type: "DATE_TIME", Literals: monthWords(), Fold: true, Find: findNamedDate, Revision: 1,
			About: "date with the name of a month", Validator: "days of the month",
			Hold:    rule.Hold{Reach: `[A-Za-z]`, After: 30, Back: backDay, Most: 9},
			Match:   []string{"on «March 14, 2026» we", "«14 March 2026»", "the «3rd of May 1990»,", "since «Sep 2021».", "«Dec. 24» it is", "am «3. Oktober 1990»", "«24 décembre 2020»"},
			NoMatch: []string{"you may 5", "summary 2020", "March", "may be", "mark 12", "decide 12", "jan@2020"},
		},
		{
			Rule: "date-year", Type: "DATE_TIME", Digits: true, Lengths: []int{4}, Find: findYear, Revision: 1,
			About: "year after a word such as in or since", Validator: "1900 to 2099",
			Hold:    rule.Hold{Reach: `(?:19|20)[0-9]{2}`, After: 2},
			Match:   []string{"in «1977», it", "During «2017» they", "born since «2004».", "until «2025»"},
			NoMatch: []string{"1977", "in 1977.5", "in 3977", "in 20245", "in 2024-05-01x", "win 1984", "in 2048 bytes"},
		},
		{
			Rule: "date-weekday", Validator: "a whole word", Type: "DATE_TIME", Literals: []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}, Fold: true, Score: 0.3,
			Pattern: rule.EitherCI("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), Left: rule.Bytes("0-9A-Za-z_."), Right: rule.Bytes("0-9A-Za-z_"),
			About: "day of the week", Revision: 1,
			Match:   []string{"meet «Monday» at", "«FRIDAY»!", "on «wednesday»."},
			NoMatch: []string{"Mondays", "time.Monday", "mon", "wednes day"},
		},
	}
}

// ymd is a date as it is written in numbers.
type ymd struct{ end, year int }

// readDate reads a date in numbers at i: year first, or last after day and
// month in any order. The year may have two digits between slashes alone.
func readDate(text string, i int) (ymd, bool) {
	var none ymd
	var part, size [3]int
	sep := byte(0)
	for n := range 3 {
		from := i
		for i < len(text) && rule.IsDigit(text[i]) && i-from < 5 {
			part[n] = part[n]*10 + int(text[i]-'0')
			i++
		}
		if size[n] = i - from; size[n] == 0 || size[n] > 4 || size[n] == 3 {
			return none, false
		}
		if n == 2 {
			break
		}
		if i >= len(text) || strings.IndexByte("/.-", text[i]) < 0 || n == 1 && text[i] != sep {
			return none, false
		}
		sep = text[i]
		i++
	}
	if i < len(text) && (rule.IsDigit(text[i]) || text[i] == sep && i+1 < len(text) && rule.IsDigit(text[i+1])) {
		return none, false
	}
	d := ymd{end: i}
	switch {
	case size[0] == 4 && size[1] <= 2 && size[2] <= 2:
		d.year = part[0]
		return d, plausibleYear(d.year) && realDate(part[1], part[2])
	case size[0] > 2 || size[1] > 2 || size[2] == 1 || size[2] == 2 && (sep != '/' || size[0]+size[1] < 3):
		return none, false
	}
	if d.year = part[2]; size[2] == 2 {
		d.year += 1900
		if part[2] < 50 {
			d.year += 100
		}
	}
	return d, plausibleYear(d.year) && (realDate(part[0], part[1]) || realDate(part[1], part[0]))
}

func plausibleYear(y int) bool { return y >= 1850 && y < 2100 }

func findDate(text string, at, _ int) (int, int, float64) {
	if at > 0 && (rule.IsAlnum(text[at-1]) || strings.IndexByte("_$", text[at-1]) >= 0 || at > 1 && strings.IndexByte("/.-,:", text[at-1]) >= 0 && rule.IsAlnum(text[at-2])) {
		return 0, 0, 0
	}
	d, ok := readDate(text, at)
	if !ok {
		return 0, 0, 0
	}
	end := clock(text, d.end)
	if end < len(text) && (rule.IsAlnum(text[end]) || text[end] == '_') {
		return 0, 0, 0
	}
	return at, end, 0.5
}

// clock returns the end of a time of day behind a date, or i: 12:45:18.123+02:00.
func clock(text string, i int) int {
	j := i
	if j < len(text) && (text[j] == 'T' || text[j] == ',' || text[j] == ' ') {
		j++
	}
	j = skip(text, j, " ", 1)
	hour := span(text, j, 2)
	if j == i || hour == j || hour >= len(text) || text[hour] != ':' || span(text, hour+1, 2) != hour+3 {
		return i
	}
	j = hour + 3
	if j+2 < len(text) && text[j] == ':' && span(text, j+1, 2) == j+3 {
		if j += 3; j < len(text) && text[j] == '.' {
			j = max(j, span(text, j+1, 9))
		}
		if j+5 < len(text) && (text[j] == '+' || text[j] == '-') && span(text, j+1, 2) == j+3 && text[j+3] == ':' {
			return span(text, j+4, 2)
		}
	}
	if j < len(text) && text[j] == 'Z' {
		return j + 1
	}
	k := skip(text, j, " ", 1)
	if k+1 < len(text) && (text[k]|0x20 == 'a' || text[k]|0x20 == 'p') && text[k+1]|0x20 == 'm' {
		return k + 2
	}
	return j
}

// span returns the end of at most most digits.
func span(text string, i, most int) int {
	from := i
	for i < len(text) && i-from < most && rule.IsDigit(text[i]) {
		i++
	}
	return i
}

func findYear(text string, at, end int) (int, int, float64) {
	if text[at:at+2] != "19" && text[at:at+2] != "20" || at < 3 || text[at-1] != ' ' {
		return 0, 0, 0
	}
	if end < len(text) && (rule.IsAlnum(text[end]) || end+1 < len(text) && strings.IndexByte(".,-/:_%", text[end]) >= 0 && rule.IsAlnum(text[end+1]) || text[end] == ' ' && end+1 < len(text) && rule.IsLower(text[end+1]) && !rule.Near(text, end, end, 0, 2, "a", "w", "t", "i")) {
		return 0, 0, 0
	}
	word := at - 1
	for word > 0 && at-word < 9 && rule.IsLetter(text[word-1]) {
		word--
	}
	switch strings.ToLower(text[word : at-1]) {
	case "in", "during", "since", "until", "till", "before", "after", "from", "by", "year", "around", "circa", "early", "late":
		return at, end, 0.3
	}
	return 0, 0, 0
}
