package personal

import "sluice/pkg/scan/rule"

const birthReach = 40 // bytes between the word and the date

func dateOfBirth() []rule.Detector {
	return []rule.Detector{{
		Rule: "date-of-birth", Type: "DATE_OF_BIRTH", Score: 0.9, Fold: true, Find: findBirth, Revision: 1,
		About: "date behind a word about birth", Validator: "days of the month, 1900 to 2029",
		Literals: []string{
			"born", "birth", "dob", "d.o.b", "bday", "geboren", "geburts", "geb.", "naissance", "née le", "né le", "nacimiento", "nacid", "nascita", "nato il", "nata il",
			"nascimento", "nascid", "urodzon", "urodzenia", "födelse", "född", "syntym", "doğum", "geboorte", "fødsel", "født",
		},
		Hold: rule.Hold{Reach: `(?s:.)`, After: birthReach + 40},
		Match: []string{
			"date of birth. It's «1/14/1961»", "DOB: «03/04/1985»", "born on «March 14, 1980» in", `{"birth_date": "«1990-12-31»"}`, "geboren am «24.12.1975» in Köln", "Geburtsdatum: «3. Oktober 1990»", "née le «24 décembre 1970»",
			"d.o.b. «14 May 1999»", "birthday is «7/4/1976».", "dob=«19850304»",
		},
		NoMatch: []string{"1/14/1961", "born in Berlin", "DOB: 13/32/1985", "reborn 2024-05", "birth rate of 1.5", "date of birth: 1/14/1791", "airborne on 2024"},
	}}
}

// findBirth takes the first date behind the word, unless a blank line or
// another number comes first.
func findBirth(text string, at, end int) (int, int, float64) {
	if at > 0 && rule.IsLetter(text[at]) && rule.IsLower(text[at-1]) && !rule.IsUpper(text[at]) || at > 0 && rule.IsUpper(text[at-1]) && rule.IsUpper(text[at]) {
		return 0, 0, 0
	}
	for i := end; i < len(text) && i-end <= birthReach; i++ {
		if text[i] == '\n' && i+1 < len(text) && text[i+1] == '\n' {
			break
		}
		if rule.IsDigit(text[i]) {
			return birthAt(text, i)
		}
		if rule.IsLetter(text[i]) && !rule.IsLetter(text[i-1]) && i+3 < len(text) {
			if start, stop, score := findNamedDate(text, i, i+3); score > 0 && start == i && longDate(text[start:stop]) {
				return start, stop, 0.9
			}
		}
	}
	return 0, 0, 0
}

// birthAt reads a date that begins with the digits at i.
func birthAt(text string, i int) (int, int, float64) {
	if d, ok := readDate(text, i); ok {
		if d.year < 1900 || d.year > 2029 || d.end < len(text) && rule.IsAlnum(text[d.end]) && text[d.end] != 'T' {
			return 0, 0, 0
		}
		return i, d.end, 0.95
	}
	end := span(text, i, 9)
	if end-i == 8 && (end >= len(text) || !rule.IsAlnum(text[end])) {
		id := text[i:end]
		if y := number(id[:4]); y >= 1900 && y <= 2029 && realDate(two(id, 4), two(id, 6)) {
			return i, end, 0.8
		}
		return 0, 0, 0
	}
	if end-i > 2 {
		return 0, 0, 0
	}
	for j := end; j < len(text) && j-end <= 6; j++ { // 14 May, 3rd of May, 3. Oktober
		if !rule.IsLetter(text[j]) || j+3 >= len(text) {
			continue
		}
		if start, stop, score := findNamedDate(text, j, j+3); score > 0 && start == i && longDate(text[start:stop]) {
			return start, stop, 0.9
		}
	}
	return 0, 0, 0
}

// longDate says whether a date has a day and a year.
func longDate(s string) bool { return rule.KindsOf(s).Digit >= 5 }
