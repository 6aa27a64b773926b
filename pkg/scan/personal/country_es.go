package personal

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// spain has the numbers of persons in Spain.
func spain() []rule.Detector {
	return []rule.Detector{
		identity{
			Rule: "es-nif", Type: "ES_NIF", About: "Spanish tax and identity number (NIF, DNI)", Validator: "control letter, modulo 23",
			Forms: []form{{Mask: "########~@", Alone: 0.85}, {Mask: "##.###.###~@", Alone: 0.85}}, Check: func(id string) bool { return spanishLetter(id, "") },
			Words:   []string{"nif", "dni", "documento", "identidad", "identity"},
			Match:   []string{"DNI «12345678Z»", "NIF: «12345678-Z».", "con DNI «12.345.678-Z»", "«12345678Z»"},
			NoMatch: []string{"DNI 12345678A", "DNI 12345678", "a12345678Z", "12345678Zed", "00000000T"},
		}.detector(),
		identity{
			Rule: "es-nie", Type: "ES_NIE", About: "Spanish identity number of a foreigner (NIE)", Validator: "control letter, modulo 23",
			Forms: []form{{Mask: "@~#######~@", Alone: 0.9}}, Check: spanishNIE, Words: []string{"nie", "extranjero", "residencia"},
			Match:   []string{"NIE «X1234567L»", "NIE: «Y-1234567-X»", "«Z1234567R»"},
			NoMatch: []string{"NIE X1234567A", "NIE A1234567L", "X123456L", "X12345678L"},
		}.detector(),
		identity{
			Rule: "es-passport", Type: "ES_PASSPORT", About: "Spanish passport number", Validator: "form, a word before it",
			Forms: []form{{Mask: "@@@~######"}, {Mask: "@@~######"}}, Words: []string{"pasaporte", "passport"},
			Match:   []string{"Pasaporte: «AAA123456»", "passport no. «PAB482913»"},
			NoMatch: []string{"AAA123456", "pasaporte AAA12345678", "pasaporte en regla", "pasaporte AA12345"},
		}.detector(),
	}
}

// spanishLetter checks the letter that the number's remainder by 23 stands for
// (Real Decreto 1553/2005); first is the digit that a letter before it means.
func spanishLetter(id, first string) bool {
	n := 0
	digits := first + id
	for i := range 8 {
		n = n*10 + digitAt(digits, i)
	}
	return "TRWAGMYFPDXBNJZSQVHLCKE"[n%23] == digits[8]
}

func spanishNIE(id string) bool {
	i := strings.IndexByte("XYZ", id[0])
	return i >= 0 && spanishLetter(id[1:], string(rune('0'+i)))
}
