package personal

import "sluice/pkg/scan/rule"

// southAfrica has the South African identity number.
func southAfrica() []rule.Detector {
	return []rule.Detector{
		identity{
			Rule: "za-id-number", Type: "ZA_ID_NUMBER", About: "South African identity number", Validator: "date of birth, citizenship, Luhn",
			Forms: append(milliseconds(), form{Mask: "######~####~###", Alone: 0.85}), Written: evenly(2), Check: southAfrican, Words: []string{"id number", "id no", "identity", "rsa id", "sa id", "south african id"},
			Match:   []string{"ID number «8001015009087»", "SA ID: «800101 5009 087»", "«9202204720083»"},
			NoMatch: []string{"ID number 8001015009088", "8013015009087", "800101500908", "8001015009387"},
		}.detector(),
	}
}

// milliseconds are forms of times that computers write in digits of the same
// length, from 2017 to 2033: a word must say that it is something else.
func milliseconds() []form {
	return []form{{Mask: "15###########"}, {Mask: "16###########"}, {Mask: "17###########"}, {Mask: "18###########"}, {Mask: "19###########"}}
}

// southAfrican checks a number of the Department of Home Affairs: the eleventh
// digit is 0 to 2, the one after it was a code for race and is 8 or 9.
func southAfrican(id string) bool {
	return realDate(two(id, 2), two(id, 4)) && id[10] <= '2' && id[11] >= '8' && passesLuhn(id)
}
