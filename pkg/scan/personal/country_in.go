package personal

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// india has the numbers of persons, firms and vehicles in India.
func india() []rule.Detector {
	return []rule.Detector{
		identity{
			Rule: "in-aadhaar", Type: "IN_AADHAAR", About: "Indian Aadhaar number", Validator: "Verhoeff, a word before it",
			Forms: []form{{Mask: "####~####~####"}}, Written: evenly(2), Check: func(id string) bool { return id[0] >= '2' && passesVerhoeff(id) },
			Words:   []string{"aadhaar", "aadhar", "adhaar", "uidai", "uid number", "uid no", "आधार"},
			Match:   []string{"Aadhaar «9999 4105 7058»", "aadhaar_number: «999941057058»", "मेरा आधार «9999-4105-7058»"},
			NoMatch: []string{"Aadhaar 9999 4105 7059", "9999 4105 7058", "Aadhaar 1999 4105 7058", "Aadhaar card"},
		}.detector(),
		identity{
			Rule: "in-pan", Type: "IN_PAN", About: "Indian permanent account number (PAN)", Validator: "form, kind of holder",
			Forms: []form{{Mask: "@@@@@####@", Alone: 0.85}}, Check: indianPAN, Words: []string{"pan", "permanent account", "income tax"},
			Match:   []string{"PAN «ABCPK1234F»", "pan: «AAAPL1234C»", "«AAACR5055K»."},
			NoMatch: []string{"PAN ABCXK1234F", "ABCPK0000F", "ABCPK1234", "xABCPK1234F", "ABCPK12345"},
		}.detector(),
		identity{
			Rule: "in-gstin", Type: "IN_GSTIN", About: "Indian goods and services tax number (GSTIN)", Validator: "state, PAN inside, check character modulo 36",
			Forms: []form{{Mask: "##@@@@@####@*Z*", Alone: 0.95, Wake: 7}}, Check: indianGST, Words: []string{"gst", "gstin"}, Named: 1,
			Match:   []string{"GSTIN «27AAPFU0939F1ZV»", "GST no. «27AAPFU0939F1ZV».", "«27AAPFU0939F1ZV»"},
			NoMatch: []string{"GSTIN 27AAPFU0939F1ZW", "99AAPFU0939F1ZV", "27AAPFU0939F1Z", "GSTIN pending"},
		}.detector(),
		identity{
			Rule: "in-voter", Type: "IN_VOTER", About: "Indian voter number (EPIC)", Validator: "form, a word before it",
			Forms: []form{{Mask: "@@@~#######"}}, Words: []string{"voter", "epic", "election", "मतदाता"},
			Match:   []string{"Voter ID «ABC1234567»", "EPIC no: «XGH7654321»"},
			NoMatch: []string{"ABC1234567", "voter ABC123456", "epic story", "Voter ID AB12345678"},
		}.detector(),
		identity{
			Rule: "in-passport", Type: "IN_PASSPORT", About: "Indian passport number", Validator: "form, a word before it",
			Forms: []form{{Mask: "@~#######"}, {Mask: "@## #####"}}, Check: indianPassport, Named: 0.75, Words: []string{"passport", "पासपोर्ट"},
			Match:   []string{"Passport: «J8369854»", "Indian passport number «Z3456781»"},
			NoMatch: []string{"J8369854", "passport J0369854", "passport Q8369854", "passport control"},
		}.detector(),
		identity{
			Rule: "in-vehicle-registration", Type: "IN_VEHICLE_REGISTRATION", About: "Indian vehicle registration", Validator: "state, a word before it",
			Forms: []form{{Mask: "@@~##~@@@~####"}, {Mask: "@@~##~@@~####"}, {Mask: "@@~##~@~####"}, {Mask: "@@~#~@@@~####"}, {Mask: "@@~#~@@~####"}, {Mask: "@@~#~@~####"}, {Mask: "@@~#@~@@~####"}, {Mask: "##~BH~####~@@"}, {Mask: "##~BH~####~@"}},
			Check: indianPlate, Named: 0.8, Words: []string{"vehicle", "registration", "number plate", "license plate", "licence plate", "car no", "car number", "rc no", "bike", "scooter", "गाड़ी"},
			Match:   []string{"vehicle «MH12AB1234»", "registration no. «KA 05 MG 1909»", "number plate «DL-3C-AB-1234»", "car number «22 BH 6517 A»"},
			NoMatch: []string{"MH12AB1234", "vehicle XX12AB1234", "vehicle MH12AB123", "vehicle speed 60"},
		}.detector(),
	}
}

func indianPAN(id string) bool {
	return strings.IndexByte("PCHABGJLFT", id[3]) >= 0 && id[5:9] != "0000"
}

// indianGST checks a number of the GST network: every second character counts
// twice, as the sum of its digits to the base 36.
func indianGST(id string) bool {
	state := two(id, 0)
	if (state < 1 || state > 38) && state != 97 || !indianPAN(id[2:12]) {
		return false
	}
	const base36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	sum := 0
	for i := range 14 {
		n := strings.IndexByte(base36, id[i]) * (1 + i%2)
		sum += n/36 + n%36
	}
	return base36[(36-sum%36)%36] == id[14]
}

func indianPassport(id string) bool {
	return strings.IndexByte("QX", id[0]) < 0 && id[1] != '0' && id[7] != '0'
}

// indianPlate asks for the letters of a state or union territory, or a plate
// of the BH series.
func indianPlate(id string) bool {
	if rule.IsDigit(id[0]) {
		return true
	}
	switch id[:2] {
	case "AN", "AP", "AR", "AS", "BR", "CG", "CH", "DD", "DL", "DN", "GA", "GJ", "HP", "HR", "JH", "JK", "KA", "KL", "LA", "LD",
		"MH", "ML", "MN", "MP", "MZ", "NL", "OD", "OR", "PB", "PY", "RJ", "SK", "TN", "TR", "TS", "TG", "UA", "UK", "UP", "WB":
		return true
	}
	return false
}
