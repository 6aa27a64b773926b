package personal

import (
	"strings"

	"sluice/pkg/scan/rule"
)

func ages() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "age-years", Type: "AGE", Score: 0.6, Fold: true, Find: findYearsOld, Revision: 1,
			Literals: []string{"year old", "years old", "year-old", "years-old", "years of age", "yr old", "yrs old", "y/o", "y.o.", "jahre alt", "ans, né", "años de edad", "anni di età"},
			About:    "how old a person is: the number before years old", Validator: "up to 120",
			Hold:    rule.Hold{Reach: `(?s:.)`, After: 2, Back: rule.BackRun(rule.Bytes("0-9 -"), 5), Most: 5},
			Match:   []string{"is a «53» year old man", "a «35»-year-old male", "she is «42» years old", "«7» y/o girl", "er ist «30» Jahre alt", "«19» years of age"},
			NoMatch: []string{"a 300 year old tree", "years old", "v1.5 years old", "2030-year-old", "the 12,000 year old cave"},
		},
		{
			Rule: "age-named", Type: "AGE", Score: 0.5, Fold: true, Find: findAge, Revision: 1,
			Literals: []string{"aged ", "age of ", "age:", "age is ", "age\"", "age ", "ages ", "turned ", "turning ", "ll turn ", "i'm ", "i’m ", "i am ", "alter:", "edad:", "âge :", "âge:"},
			About:    "how old a person is: the number behind a word", Validator: "up to 120",
			Hold:    rule.Hold{Reach: `(?s:.)`, After: 20},
			Match:   []string{"I just turned «42»", "at the age of «45».", "I'll turn «21».", "Age: «37»", `{"age": «64»}`, "aged «52», from", "I'm «33» and"},
			NoMatch: []string{"page 12", "age 300", "turned 90 degrees", "I'm 100% sure", "usage: 45", "age of 45.5", "turned 3x", "I am 5 minutes late", "ages ago", "package: 33"},
		},
	}
}

// findYearsOld looks back from the words for the number.
func findYearsOld(text string, at, end int) (int, int, float64) {
	if end < len(text) && rule.IsLetter(text[end]) {
		return 0, 0, 0
	}
	i := at
	if i > 0 && (text[i-1] == ' ' || text[i-1] == '-') {
		i--
	}
	stop := i
	for i > 0 && stop-i < 4 && rule.IsDigit(text[i-1]) {
		i--
	}
	if !oldEnough(text[i:stop]) || i > 0 && (rule.IsAlnum(text[i-1]) || strings.IndexByte(".,-_$", text[i-1]) >= 0) {
		return 0, 0, 0
	}
	return i, stop, 0.6
}

// findAge looks ahead from the words.
func findAge(text string, at, end int) (int, int, float64) {
	if at > 0 && rule.IsAlnum(text[at-1]) || at > 0 && text[at-1] == '-' || at > 0 && text[at-1] == '_' {
		return 0, 0, 0
	}
	i := skip(text, end, " :=\"'", 4)
	stop := span(text, i, 4)
	if !oldEnough(text[i:stop]) {
		return 0, 0, 0
	}
	if stop < len(text) && (rule.IsAlnum(text[stop]) || strings.IndexByte("%_/-:$°", text[stop]) >= 0 || stop+1 < len(text) && (text[stop] == '.' || text[stop] == ',') && rule.IsAlnum(text[stop+1])) {
		return 0, 0, 0
	}
	if named := rule.Lower(text[at]) == 'a' || rule.Lower(text[at]) == 'e' || text[at] >= 0x80; !named && stop+1 < len(text) && text[stop] == ' ' &&
		!rule.Near(text, stop, stop, 0, 10, "today", "this", "next", "last", "and", "years", "in ", "on ", "yesterday", "but") {
		return 0, 0, 0
	}
	return i, stop, 0.5
}

// oldEnough says whether digits are an age.
func oldEnough(digits string) bool {
	return len(digits) > 0 && len(digits) < 4 && digits[0] != '0' && number(digits) <= 120
}
