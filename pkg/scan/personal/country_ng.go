package personal

import "sluice/pkg/scan/rule"

// nigeria has the numbers of persons and vehicles in Nigeria.
func nigeria() []rule.Detector {
	return []rule.Detector{
		identity{
			Rule: "ng-nin", Type: "NG_NIN", About: "Nigerian national identification number (NIN)", Validator: "Verhoeff, a word before it",
			Forms: []form{{Mask: "###########"}, {Mask: "#### ### ####"}}, Check: passesVerhoeff, Words: ninWords(),
			Match:   []string{"NIN «12345678902»", "National Identification Number: «12345678902»"},
			NoMatch: []string{"12345678902", "NIN 1234567890", "NIN 123456789012", "nine 12345678902", "NIN required"},
		}.detector(),
		identity{
			Rule: "ng-nin-unchecked", Type: "NG_NIN", About: "Nigerian national identification number whose check digit does not fit", Validator: "form, a word before it",
			Forms: []form{{Mask: "###########"}}, Named: 0.6, Words: ninWords(),
			Match:   []string{"my NIN is «12345678901»"},
			NoMatch: []string{"12345678901", "NIN 1234567890", "NIN 00000000000"},
		}.detector(),
		identity{
			Rule: "ng-vehicle-registration", Type: "NG_VEHICLE_REGISTRATION", About: "Nigerian vehicle registration", Validator: "form, a word before it",
			Forms: []form{{Mask: "@@@~###~@@"}}, Words: []string{"plate", "vehicle", "registration", "car number", "licence", "license"},
			Match:   []string{"plate number «ABC-123DE»", "vehicle «KJA 456 XY»", "registration: «LSR123AA»"},
			NoMatch: []string{"ABC-123DE", "plate ABC-12DE", "vehicle ABC-123D", "vehicle tax"},
		}.detector(),
	}
}

func ninWords() []string {
	return []string{"nin", "national identification", "national identity", "nimc"}
}
