package personal

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// italy has the numbers of persons in Italy.
func italy() []rule.Detector {
	return []rule.Detector{
		identity{
			Rule: "it-fiscal-code", Type: "IT_FISCAL_CODE", About: "Italian fiscal code (codice fiscale)", Validator: "month, control character",
			Forms: []form{{Mask: "@@@@@@##@##@###@", Alone: 0.95, Wake: 12}, {Mask: "@@@ @@@ ##@## @###@", Alone: 0.95, Wake: 15}}, Check: italianFiscal, Named: 1,
			Words:   []string{"codice fiscale", "fiscal", "cf"},
			Match:   []string{"codice fiscale «RSSMRA85T10A562S»", "CF: «MRTMTT25D09F205Z»", "«RSSMRA85T10A562S»"},
			NoMatch: []string{"codice fiscale RSSMRA85T10A562T", "RSSMRA85F10A562S", "RSSMRA85T10A562", "RSSMRA85T80A562S"},
		}.detector(),
		identity{
			Rule: "it-driver-license", Type: "IT_DRIVER_LICENSE", About: "Italian driving licence number (patente di guida)", Validator: "form, a word before it",
			Forms: []form{{Mask: "U1*******@"}, {Mask: "@@#######@"}}, Words: []string{"patente", "driving licence", "driver license", "driver's license", "driving license"},
			Match:   []string{"patente «U1H00A000B»", "Patente n. «RM1234567A»", "patente di guida «AA0123456B»"},
			NoMatch: []string{"AA0123456B", "patente di guida", "patente AA012345B", "patente AA01234567"},
		}.detector(),
		identity{
			Rule: "it-identity-card", Type: "IT_IDENTITY_CARD", About: "Italian identity card number (carta d'identità)", Validator: "form, a word before it",
			Forms: []form{{Mask: "@@~#####@@"}, {Mask: "@@~#######"}, {Mask: "#######~@@"}}, Words: []string{"carta d'identit", "carta d’identit", "carta di identit", "documento", "identity card", "cie"},
			Match:   []string{"carta d'identità «CA12345AB»", "carta di identità n. «AA 1234567»", "CIE: «CA04219ZX»"},
			NoMatch: []string{"CA12345AB", "carta d'identità smarrita", "carta d'identità CA1234AB", "documento 12345"},
		}.detector(),
		identity{
			Rule: "it-passport", Type: "IT_PASSPORT", About: "Italian passport number (passaporto)", Validator: "form, a word before it",
			Forms: []form{{Mask: "@@~#######"}}, Words: []string{"passaporto", "passport"},
			Match:   []string{"passaporto «YA1234567»", "Passaporto n. «AA 7654321»"},
			NoMatch: []string{"YA1234567", "passaporto YA123456", "passaporto scaduto", "passaporto YA12345678"},
		}.detector(),
	}
}

// italianFiscal checks the letter of the month, the day and the control
// character (Decreto Ministeriale 23 December 1976).
func italianFiscal(id string) bool {
	month := strings.IndexByte("ABCDEHLMPRST", id[8]) + 1
	day := two(id, 9)
	if day > 40 { // a woman's
		day -= 40
	}
	if !realDate(month, day) {
		return false
	}
	odd := [26]int{1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23}
	sum := 0
	for i := range 15 {
		v := int(id[i] - '0')
		if !rule.IsDigit(id[i]) {
			v = int(id[i] - 'A')
		}
		if i%2 == 0 {
			v = odd[v]
		}
		sum += v
	}
	return int(id[15]-'A') == sum%26
}
