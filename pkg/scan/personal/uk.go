package personal

import (
	"strings"

	"sluice/pkg/scan/rule"
)

func unitedKingdom() []rule.Detector {
	return []rule.Detector{
		identity{
			Rule: "uk-nhs", Type: "UK_NHS", About: "number of a patient of the British health service", Validator: "modulus 11",
			Forms: []form{{Mask: "### ### ####"}, {Mask: "###-###-####"}, {Mask: "##########"}}, Check: nhsCheck,
			Words:   []string{"nhs", "national health", "health service", "health number"},
			Match:   []string{"NHS number «943 476 5919»", "nhs: «9434765919»", `{"nhs_number":"«943-476-5919»"}`, "National Health Service no. «401 023 2137»"},
			NoMatch: []string{"943 476 5919", "NHS 943 476 5918", "NHS number 94347659191", "the NHS in 2024", "nhs 999"},
		}.detector(),
		identity{
			Rule: "uk-nino", Type: "UK_NINO", About: "British national insurance number", Validator: "prefixes of HMRC",
			Forms: []form{{Mask: "@@ ## ## ## @", Alone: 0.85, Wake: 3}, {Mask: "@@######@", Alone: 0.6, Wake: 2}, {Mask: "@@-##-##-##-@", Alone: 0.7, Wake: 3}}, Check: ninoForm,
			Words:   []string{"nino", "national insurance", "ni number", "ni no", "insurance number"},
			Match:   []string{"NI number «AB 12 34 56 C»", "national insurance: «AB123456C»", "mine is «JG103759A».", "«AA-12-34-56-B»"},
			NoMatch: []string{"DB123456C", "AB123456E", "GB123456A", "AB12345C", "XAB123456C", "AB123456CD"},
		}.detector(),
		identity{
			Rule: "uk-passport", Type: "UK_PASSPORT", About: "British passport number", Validator: "words about British passports",
			Forms:   []form{{Mask: "#########"}, {Mask: "@@#######"}},
			Words:   []string{"uk passport", "british passport", "gb passport", "gbr passport", "hm passport"},
			Match:   []string{"UK passport «925665416»", "British passport number: «AB1234567»", "my uk passport is «107185703»"},
			NoMatch: []string{"925665416", "UK passport 12345", "British passport holders since 1988", "uk passport 1234567890"},
		}.detector(),
		identity{
			Rule: "uk-postcode", Type: "UK_POSTCODE", About: "British postcode", Validator: "areas and letters of Royal Mail",
			Forms: []form{
				{Mask: "@@# #@@", Alone: 0.6, Wake: 2}, {Mask: "@@## #@@", Alone: 0.6, Wake: 2}, {Mask: "@@#@ #@@", Alone: 0.6, Wake: 2},
				{Mask: "@#@ #@@", Alone: 0.6, Wake: 1}, {Mask: "@## #@@", Alone: 0.6, Wake: 1}, {Mask: "@# #@@", Alone: 0.5, Wake: 1},
			}, Check: postcode, Named: 0.85,
			Words:   []string{"postcode", "post code", "postal", "address", "live at", "road", "street", "london", "lane"},
			Match:   []string{"London «SW1A 1AA»", "postcode: «M1 1AE»", "Flat 2, «EC1A 1BB».", "«B33 8TH»", "«CR2 6XH», «DN55 1PT»"},
			NoMatch: []string{"XX1A 1AA", "SW1A 1AC", "sw1a", "AB1234 5CD", "SW1A 1AAA", "R2 3DE", "id W1A 0AXB"},
		}.detector(),
		identity{
			Rule: "uk-driving-licence", Type: "UK_DRIVING_LICENCE", About: "British driver number", Validator: "date of birth of the DVLA's form",
			Forms: []form{
				{Mask: "@@@@@######@**@@", Alone: 0.85, Wake: 5}, {Mask: "@@@@9######@**@@", Alone: 0.85, Wake: 4},
				{Mask: "@@@99######@**@@", Alone: 0.85, Wake: 3}, {Mask: "@@999######@**@@", Alone: 0.85, Wake: 2},
			}, Check: driverNumber,
			Words:   []string{"licence", "license", "driver", "dvla", "driving"},
			Match:   []string{"driving licence «MORGA657054SM9IJ»", "DVLA: «FOXES710238AB9CD».", "«LEE99712159JK9RT»", `{"licence":"«SMITH812159JK9RT»"}`},
			NoMatch: []string{"MORGA697054SM9IJ", "MORGA657954SM9IJ", "MORGA65705SM9IJ", "XMORGA657054SM9IJ", "ABCDE000000FGHIJ"},
		}.detector(),
		identity{
			Rule: "uk-vehicle-registration", Type: "UK_VEHICLE_REGISTRATION", About: "British number plate", Validator: "a word about vehicles",
			Forms: []form{{Mask: "@@## @@@"}, {Mask: "@@##@@@"}, {Mask: "@### @@@"}, {Mask: "@###@@@"}}, Written: plate,
			Words:   []string{"number plate", "numberplate", "vehicle reg", "registration", "reg no", "reg number", "vrm", "dvla", "licence plate", "license plate", "vehicle", "car reg"},
			Match:   []string{"number plate «BD51 SMR»", "vehicle registration: «LK08ABC»", "reg no «A123 BCD»", "the car, registration «MX21 XYZ», was"},
			NoMatch: []string{"BD51 SMR", "registration BD5 SMR", "registration BI51 SMR", "vehicle BD51 SMRT", "registration opens in 2024"},
		}.detector(),
	}
}

// nhsCheck weighs nine digits 10 to 2 (NHS Data Dictionary, "NHS Number").
func nhsCheck(id string) bool {
	c := 11 - weighted(id, 10, 9, 8, 7, 6, 5, 4, 3, 2)%11
	return c%11 == digitAt(id, 9)
}

// ninoForm checks prefix and suffix (HMRC, NIM39110).
func ninoForm(id string) bool {
	if strings.IndexByte("DFIQUV", id[0]) >= 0 || strings.IndexByte("DFIQUVO", id[1]) >= 0 || id[8] > 'D' {
		return false
	}
	switch id[:2] {
	case "BG", "GB", "KN", "NK", "NT", "TN", "ZZ":
		return false
	}
	return true
}

// postcodeAreas are those of Royal Mail's Postcode Address File.
const postcodeAreas = " AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE "

// postcode says whether the area exists, and the last two letters are used.
func postcode(id string) bool {
	area := id[:1]
	if rule.IsUpper(id[1]) {
		area = id[:2]
	}
	n := len(id)
	return strings.Contains(postcodeAreas, " "+area+" ") && strings.IndexByte("CIKMOV", id[n-1]) < 0 && strings.IndexByte("CIKMOV", id[n-2]) < 0
}

// driverNumber reads the date of birth: the year's tens, the month (50 more for
// women), the day, the year's ones (DVLA, "Driver number").
func driverNumber(id string) bool {
	month := two(id, 6)
	if month > 50 {
		month -= 50
	}
	return realDate(month, two(id, 8))
}

// plate is in capitals and has no I, Q or Z where there are none.
func plate(written string) bool {
	for i := range len(written) {
		if c := written[i]; rule.IsLower(c) || c == 'I' || c == 'Q' {
			return false
		}
	}
	return true
}
