package personal

import "sluice/pkg/scan/rule"

func iban() []rule.Detector {
	return []rule.Detector{{
		Rule: "iban", About: "International Bank Account Number", Validator: "the country's length, MOD 97-10", Type: rule.IBANCode, Digits: true,
		Lead: rule.Bytes("A-Za-z"), Find: findIBAN, Revision: 2, Joins: true,
		Hold: rule.Hold{Reach: `[0-9]{2}(?:[ -]?[A-Za-z0-9]{4}){2,7}[ -]?[A-Za-z0-9]{0,3}`, After: 1, Back: rule.BackRun(rule.Bytes("A-Za-z"), 2), Most: 2},
		Match: []string{
			"IBAN «DE89370400440532013000»", "«GB29 NWBK 6016 1331 9268 19».", "«FR1420041010050500013M02606»", "«gb29nwbk60161331926819»", "«NO93 8601 1117 947»",
			"«MT84MALT011000012345MTLCAST001S»", "iban:«DE89-3704-0044-0532-0130-00»", `{"iban":"«NL91ABNA0417164300»"}`, "account«DE89370400440532013000»and",
		},
		NoMatch: []string{
			"DE89370400440532013001", "DE8937040044053201300", "XX89370400440532013000", "DE89", "GB29 NWBK", "ab12 cd34", "ADE89370400440532013000",
			"ba41ede0-e2b3-f142-1cf2-faac8b0cea71", "6df2b027-ba61-ee14-942b-880702fd02b4",
		},
	}}
}

// findIBAN looks back from a run of digits for the two letters of a country,
// and reads as many characters as that country's numbers have (ISO 13616).
func findIBAN(text string, at, end int) (int, int, float64) {
	start := at - 2
	if start < 0 || end-at < 2 || !rule.IsLetter(text[start]) || !rule.IsLetter(text[start+1]) {
		return 0, 0, 0
	}
	size := ibanLength(rule.Lower(text[start]), rule.Lower(text[start+1]))
	if size == 0 {
		return 0, 0, 0
	}
	capital := rule.IsUpper(text[start])
	if start > 0 && (rule.IsDigit(text[start-1]) || rule.IsUpper(text[start-1]) || rule.IsLower(text[start-1]) && !capital) {
		return 0, 0, 0
	}
	var chars [34]byte
	n, i := 0, start
	for sep := byte(0); n < size && i < len(text); i++ {
		c := text[i]
		if rule.IsAlnum(c) {
			// Dashes stand between all groups of four or nowhere: a UUID has some too.
			if rule.IsLower(c) && capital || sep == '-' && n%4 == 0 && text[i-1] != '-' {
				return 0, 0, 0
			}
			chars[n] = rule.Lower(c)
			n++
			continue
		}
		if c != ' ' && c != '-' || sep != 0 && c != sep || n%4 != 0 || c == '-' && sep == 0 && n != 4 {
			return 0, 0, 0
		}
		sep = c
	}
	if n < size || i < len(text) && rule.IsAlnum(text[i]) && !(capital && rule.IsLower(text[i])) || mod97(chars[:n]) != 1 {
		return 0, 0, 0
	}
	return start, i, 1
}

// mod97 is the remainder of ISO 7064 MOD 97-10, with the first four
// characters moved to the end.
func mod97(chars []byte) int {
	rem := 0
	for i := range chars {
		c := chars[(i+4)%len(chars)]
		if rule.IsDigit(c) {
			rem = (rem*10 + int(c-'0')) % 97
		} else {
			rem = (rem*100 + int(c-'a') + 10) % 97
		}
	}
	return rem
}

// ibanLength returns the length of a country's numbers, 0 for a country that
// has none (SWIFT IBAN registry, release 99).
func ibanLength(a, b byte) int {
	switch string([]byte{a, b}) {
	case "no":
		return 15
	case "be":
		return 16
	case "dk", "fk", "fi", "fo", "gl", "nl", "sd":
		return 18
	case "mk", "si":
		return 19
	case "at", "ba", "ee", "kz", "xk", "lt", "lu", "mn":
		return 20
	case "ch", "hr", "lv", "li":
		return 21
	case "bh", "bg", "cr", "de", "ge", "gb", "ie", "me", "rs", "va":
		return 22
	case "ae", "gi", "il", "iq", "om", "so", "tl":
		return 23
	case "ad", "cz", "md", "pk", "ro", "sa", "sk", "es", "se", "tn", "vg":
		return 24
	case "ly", "pt", "st":
		return 25
	case "is", "tr":
		return 26
	case "fr", "gr", "it", "mc", "sm", "mr", "dj", "bi":
		return 27
	case "al", "az", "by", "cy", "do", "gt", "hu", "lb", "ni", "pl", "sv", "hn":
		return 28
	case "br", "ps", "qa", "ua":
		return 29
	case "jo", "kw", "mu", "ye":
		return 30
	case "mt", "sc":
		return 31
	case "lc":
		return 32
	case "ru":
		return 33
	}
	return 0
}
