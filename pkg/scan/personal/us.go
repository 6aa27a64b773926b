package personal

import "sluice/pkg/scan/rule"

// The numbers of the United States but for the Social Security number.
func unitedStates() []rule.Detector {
	return []rule.Detector{
		identity{
			Rule: "us-itin", Type: "US_ITIN", About: "US individual taxpayer identification number", Validator: "ranges of the IRS",
			Forms: []form{{Mask: "###-##-####", Alone: 0.7}, {Mask: "### ## ####"}, {Mask: "#########"}}, Check: itinRange,
			Words:   []string{"itin", "individual taxpayer", "taxpayer id", "tax id"},
			Match:   []string{"ITIN «912-70-1234»", "itin: «912701234»", "my number is «998-88-1234», thanks", `{"itin":"«900-51-4321»"}`},
			NoMatch: []string{"912-69-1234", "912701234", "ITIN 912-93-1234", "1912-70-1234", "912-70-12345", "812-70-1234"},
		}.detector(),
		identity{
			Rule: "us-mbi", Type: "US_MBI", About: "US Medicare beneficiary identifier", Validator: "form and letters of the CMS",
			Forms: []form{{Mask: "#@*#-@*#-@@##", Alone: 0.85}, {Mask: "#@*#@*#@@##"}}, Check: mbiForm,
			Words:   []string{"mbi", "medicare", "beneficiary"},
			Match:   []string{"MBI «1EG4-TE5-MK73»", "medicare number: «1EG4TE5MK73»", "card «1EG4-TE5-MK73».", `{"medicare_id": "«2YX9AA0AA00»"}`},
			NoMatch: []string{"1SG4-TE5-MK73", "1EG4TE5MK73", "0EG4-TE5-MK73", "medicare number 1EG4TE5MK7", "1EG4-TE5-MK734", "your medicare plan of 2024"},
		}.detector(),
		identity{
			Rule: "us-npi", Type: "US_NPI", About: "US national provider identifier", Validator: "Luhn after 80840",
			Forms: []form{{Mask: "##########"}}, Check: func(id string) bool { return (id[0] == '1' || id[0] == '2') && passesLuhn("80840"+id) },
			Words:   []string{"npi", "national provider", "provider identifier"},
			Match:   []string{"NPI «1234567893»", "national provider identifier: «1245319599»", `{"npi":"«1234567893»"}`, "npi number is «1679576722»"},
			NoMatch: []string{"1234567893", "NPI 1234567890", "NPI 12345678934", "npi 3234567893", "run npm install -g npi"},
		}.detector(),
		identity{
			Rule: "us-passport", Type: "US_PASSPORT", About: "US passport number", Validator: "a word about passports",
			Forms:   []form{{Mask: "@########"}, {Mask: "#########"}},
			Words:   []string{"passport"},
			Match:   []string{"passport number «A12345678»", "my passport is «340020013».", "Passport No. «C01234567»", `{"passport":"«963545637»"}`},
			NoMatch: []string{"A12345678", "340020013", "passport 12345", "passport.js version 0.4.1", "passport number 1234567890", "passport 000000000"},
		}.detector(),
		identity{
			Rule: "us-aba-routing-number", Type: "ABA_ROUTING_NUMBER", About: "routing number of a US bank", Validator: "weights 3, 7, 1 and ranges of the ABA",
			Forms: []form{{Mask: "#########"}, {Mask: "####-####-#"}}, Check: abaCheck,
			Words:   []string{"routing", "aba ", "aba:", "aba#", "rtn", "transit number", "bank code"},
			Match:   []string{"routing number «021000021»", "ABA: «121000358»", "Routing #«0210-0002-1» at Chase", `{"routing_number": "«026009593»"}`},
			NoMatch: []string{"021000021", "routing number 021000022", "routing key 123456789", "ABA 991000021", "routing table 10.0.0.1", "routing number 0210000211"},
		}.detector(),
	}
}

// itinRange says whether the fourth and fifth digits are those that the IRS
// gives out (IRM 3.21.263).
func itinRange(id string) bool {
	g := two(id, 3)
	return id[0] == '9' && (g >= 50 && g <= 65 || g >= 70 && g <= 88 || g >= 90 && g <= 92 || g >= 94)
}

// mbiForm checks the letters, which are no S, L, O, I, B or Z, and where digits
// stand alone (CMS, "Understanding the Medicare Beneficiary Identifier").
func mbiForm(id string) bool {
	if id[0] == '0' {
		return false
	}
	for i := range len(id) {
		switch id[i] {
		case 'S', 'L', 'O', 'I', 'B', 'Z':
			return false
		}
	}
	return true
}

// abaCheck follows the ABA's "Routing Number Policy": ranges of the Federal
// Reserve districts, and the check digit.
func abaCheck(id string) bool {
	d := two(id, 0)
	if d > 12 && d < 21 || d > 32 && d < 61 || d > 72 && d != 80 {
		return false
	}
	return weighted(id, 3, 7, 1, 3, 7, 1, 3, 7, 1)%10 == 0
}
