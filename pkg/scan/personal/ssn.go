package personal

import "sluice/pkg/scan/rule"

func ssn() []rule.Detector {
	return []rule.Detector{{
		Rule: "us-ssn", About: "US social security number", Validator: "area, group and serial that are given out; context words where it has no dashes", Type: rule.USSSN, Digits: true,
		Find: findSSN, Revision: 1,
		Hold: rule.Hold{Reach: `[0-9]{9}|[0-9]{3}[ .-][0-9]{2}[ .-][0-9]{4}`, After: 18},
		Match: []string{
			"Here's my SSN: «460-89-9847»", "«123-45-6789».", "social security number is «853371694»", "ssn «514 69 0360»", "ssn:«514.69.0360»", "SSN«460-89-9847»", `{"ssn":"«054286917»"}`,
		},
		NoMatch: []string{
			"000-12-3456", "666-12-3456", "900-12-3456", "123-00-4567", "123-45-0000", "123456789", "514 69 0360", "1-460-89-9847", "460-89-98471", "460-89-9847-1", "part 460.89.9847", "2460-89-9847",
		},
	}}
}

// findSSN follows the rules of the Social Security Administration: no area
// 000, 666 or 900 to 999, no group 00, no serial 0000. Dashes speak for
// themselves; spaces, dots or nothing between the parts need a word nearby.
func findSSN(text string, at, end int) (int, int, float64) {
	if at > 0 && (text[at-1] == '-' || text[at-1] == '.' || text[at-1] == '+') && at > 1 && rule.IsAlnum(text[at-2]) {
		return 0, 0, 0
	}
	var area, group, serial string
	sep := byte(0)
	stop := 0
	switch {
	case end-at == 9:
		area, group, serial, stop = text[at:at+3], text[at+3:at+5], text[at+5:at+9], at+9
	case end-at == 3 && at+11 <= len(text):
		sep, stop = text[at+3], at+11
		if sep != '-' && sep != ' ' && sep != '.' || text[at+6] != sep {
			return 0, 0, 0
		}
		area, group, serial = text[at:at+3], text[at+4:at+6], text[at+7:at+11]
		if !allDigits(group) || !allDigits(serial) {
			return 0, 0, 0
		}
	default:
		return 0, 0, 0
	}
	if area == "000" || area == "666" || area[0] == '9' || group == "00" || serial == "0000" {
		return 0, 0, 0
	}
	if stop < len(text) && (rule.IsDigit(text[stop]) || (text[stop] == '-' || text[stop] == '.') && stop+1 < len(text) && rule.IsAlnum(text[stop+1])) {
		return 0, 0, 0
	}
	named := rule.Near(text, at, stop, 48, 16, "ssn", "social security", "social-security", "socialsecurity", "social_security", "soc sec", "social sec", "taxpayer id")
	switch {
	case named:
		return at, stop, 1
	case sep == '-':
		return at, stop, 0.85
	}
	return 0, 0, 0
}

func allDigits(s string) bool {
	for i := range len(s) {
		if !rule.IsDigit(s[i]) {
			return false
		}
	}
	return true
}
