package personal

import (
	"slices"
	"strings"

	"sluice/pkg/scan/rule"
)

// Checks returns the names of the checks that a user's rule can ask for, sorted.
func Checks() []string { return []string{"aba", "iban", "luhn", "mod11-10", "nhs", "verhoeff"} }

// Passes says whether a value passes a check of Checks. Blanks, dashes and dots
// between its characters do not count. A check that there is not fails.
func Passes(check, value string) bool {
	id := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\u00a0-.", r) {
			return -1
		}
		return r
	}, value)
	if check == "iban" {
		return passesIBAN(strings.ToLower(id))
	}
	if len(id) < 2 || len(id) > 64 || !allDigits(id) {
		return false
	}
	switch check {
	case "aba":
		return len(id) == 9 && abaCheck(id)
	case "luhn":
		return passesLuhn(id)
	case "mod11-10":
		return passesMod1110(id)
	case "nhs":
		return len(id) == 10 && nhsCheck(id)
	case "verhoeff":
		return passesVerhoeff(id)
	}
	return false
}

func passesIBAN(id string) bool {
	if len(id) < 5 || slices.ContainsFunc([]byte(id), func(c byte) bool { return !rule.IsDigit(c) && !rule.IsLower(c) }) {
		return false
	}
	return len(id) == ibanLength(id[0], id[1]) && mod97([]byte(id)) == 1
}
