package personal

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// singapore has the numbers of persons and firms in Singapore.
func singapore() []rule.Detector {
	return []rule.Detector{
		identity{
			Rule: "sg-nric-fin", Type: "SG_NRIC_FIN", About: "Singapore identity number (NRIC, FIN)", Validator: "check letter",
			Forms: []form{{Mask: "@#######@", Alone: 0.9}}, Check: singaporean, Words: []string{"nric", "fin", "identity", "ic no"},
			Match:   []string{"NRIC «S1234567D»", "FIN: «G1234567X»", "«T0123456G»", "FIN «F1234567N»", "FIN «M1234567K»"},
			NoMatch: []string{"NRIC S1234567A", "A1234567D", "S123456D", "S12345678D"},
		}.detector(),
		identity{
			Rule: "sg-uen", Type: "SG_UEN", About: "Singapore number of a firm (UEN)", Validator: "kind of firm, check letter",
			Forms: []form{{Mask: "T##@@####@", Alone: 0.9}, {Mask: "S##@@####@", Alone: 0.9}, {Mask: "R##@@####@", Alone: 0.9}, {Mask: "T##@#####@", Alone: 0.9}}, Check: singaporeEntity, Words: []string{"uen", "acra", "entity number"},
			Match:   []string{"UEN «T08LL0002F»", "UEN: «S98CC1204L»", "«R07LP0011K»"},
			NoMatch: []string{"UEN T08LL0002B", "T08XX0002A", "T08LL002A", "UEN soon"},
		}.detector(),
		identity{
			Rule: "sg-uen-company", Type: "SG_UEN", About: "Singapore number of a business or local company (UEN)", Validator: "check letter, a word before it",
			Forms: []form{{Mask: "#########@"}, {Mask: "########@"}}, Check: singaporeFirm, Words: []string{"uen", "acra", "entity number", "company reg", "business reg", "roc"},
			Match:   []string{"UEN «53125226D»", "UEN: «199901234D»"},
			NoMatch: []string{"53125226D", "UEN 53125226E", "UEN 5312522D", "UEN 999901234D", "UEN ready"},
		}.detector(),
	}
}

// singaporean checks the letter by the weights 2, 7, 6, 5, 4, 3 and 2.
func singaporean(id string) bool {
	sum := weighted(id[1:], 2, 7, 6, 5, 4, 3, 2)
	var letters string
	switch id[0] {
	case 'S':
		letters = "JZIHGFEDCBA"
	case 'T':
		letters = "GFEDCBAJZIH"
	case 'F':
		letters = "XWUTRQPNMLK"
	case 'G':
		letters = "RQPNMLKXWUT"
	case 'M':
		letters = "TRQPNJLKXWU"
	default:
		return false
	}
	return letters[sum%11] == id[8]
}

// singaporeFirm checks the letter of a business (8 digits) or of a company,
// which begins with the year of its registration.
func singaporeFirm(id string) bool {
	if len(id) == 9 {
		return "XMKECAWLJDB"[weighted(id, 10, 4, 9, 3, 8, 2, 7, 1)%11] == id[8]
	}
	if year := id[:4]; year < "1900" || year > "2099" {
		return false
	}
	return "ZKCMDNERGWH"[weighted(id, 10, 8, 6, 4, 9, 7, 5, 3, 1)%11] == id[9]
}

// singaporeEntity checks the kind and the letter of any other entity.
func singaporeEntity(id string) bool {
	switch id[3:5] {
	case "LP", "LL", "FC", "PF", "RF", "MQ", "MM", "NB", "CC", "CS", "MB", "FM", "GS", "DP", "CP", "NR", "CM", "CD", "MD", "HS", "VH", "CH", "MH", "CL", "XL", "CX", "HC", "RP", "TU", "TC", "FB", "FN", "PA", "PB", "SS", "MC", "SM", "GA", "GB":
	default:
		return false
	}
	const alphabet = "ABCDEFGHJKLMNPQRSTUVWX0123456789"
	sum := 0
	for i, w := range []int{4, 3, 5, 3, 10, 2, 2, 5, 7} {
		v := strings.IndexByte(alphabet, id[i])
		if v < 0 {
			return false
		}
		sum += v * w
	}
	return alphabet[((sum-5)%11+11)%11] == id[9]
}
