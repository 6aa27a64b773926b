package personal

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// germany has the numbers of persons and firms in Germany.
func germany() []rule.Detector {
	return []rule.Detector{
		identity{
			Rule: "de-tax-id", Type: "DE_TAX_ID", About: "German tax identification number (Steuerliche Identifikationsnummer)", Validator: "ISO 7064 MOD 11,10 and the rule on repeated digits",
			Forms: []form{{Mask: "##~###~###~###", Alone: 0.85}}, Check: germanTaxID, Written: evenly(3), Words: []string{"steuer", "idnr", "identifikationsnummer", "tax id", "tax-id", "tax_id", "tin"},
			Match:   []string{"Meine Steuer-ID ist «86095742719».", "IdNr. «47 036 892 816»", `{"tax_id":"«65929970489»"}`, "«86095742719»"},
			NoMatch: []string{"Steuer-ID 86095742718", "Steuer-ID 12345678903", "Steuer-ID 8609574271", "08609574271", "550e8400-e29b-41d4-a716-86095742719"},
		}.detector(),
		identity{
			Rule: "de-tax-number", Type: "DE_TAX_NUMBER", About: "German tax number of a tax office (Steuernummer)", Validator: "form, a word before it",
			Forms:   []form{{Mask: "##/###/#####"}, {Mask: "###/###/#####"}, {Mask: "###/####/####"}, {Mask: "##/####/####"}, {Mask: "#####/#####"}, {Mask: "##~###~#####"}, {Mask: "###~###~#####"}, {Mask: "#############"}},
			Words:   []string{"steuernummer", "steuernr", "steuer-nr", "st.-nr", "stnr", "st-nr", "tax number", "tax no", "finanzamt"},
			Match:   []string{"Steuernummer: «93/815/08152»", "St.-Nr. «181/815/08155»", "Steuernummer «2893081508152»"},
			NoMatch: []string{"93/815/08152", "Steuernummer folgt", "Steuernummer 93/815/0815", "am 12.03.2024 beim Finanzamt"},
		}.detector(),
		identity{
			Rule: "de-vat-id", Type: "DE_VAT_ID", About: "German VAT identification number (Umsatzsteuer-Identifikationsnummer)", Validator: "ISO 7064 MOD 11,10",
			Forms: []form{{Mask: "DE~###~###~###", Alone: 0.9}}, Check: func(id string) bool { return id[2] != '0' && passesMod1110(id[2:]) },
			Words:   []string{"ust", "umsatzsteuer", "vat", "mwst"},
			Match:   []string{"USt-IdNr. «DE136695976»", "VAT «DE 136 695 976»,", "«DE129273398»"},
			NoMatch: []string{"USt-IdNr. DE136695977", "DE13669597", "DE036695976", "VAT DE"},
		}.detector(),
		identity{
			Rule: "de-social-security", Type: "DE_SOCIAL_SECURITY", About: "German pension insurance number (Rentenversicherungsnummer)", Validator: "date of birth, check digit of VKVV § 4",
			Forms: []form{{Mask: "##~######~@~###", Alone: 0.9}, {Mask: "##~##~##~##~@~###", Alone: 0.9}}, Check: germanPension,
			Words:   []string{"rentenversicherung", "sozialversicherung", "rvnr", "sv-nummer", "svnr", "versicherungsnummer", "social security"},
			Match:   []string{"Rentenversicherungsnummer «15070649C103»", "SVNR «65 170839 J 003»", "«65170839J003»"},
			NoMatch: []string{"Rentenversicherungsnummer 15070649C104", "15990649C103", "SVNR 15070649", "RVNR 15070649C10"},
		}.detector(),
		identity{
			Rule: "de-health-insurance", Type: "DE_HEALTH_INSURANCE", About: "German health insurance number (Krankenversichertennummer)", Validator: "check digit of § 290 SGB V, a word before it",
			Forms: []form{{Mask: "@~###~###~###"}}, Check: germanHealth,
			Words:   []string{"krankenversich", "versichertennummer", "versicherten-nr", "versichertennr", "kvnr", "krankenkasse", "gesundheitskarte", "egk", "health insurance", "insurance number"},
			Match:   []string{"KVNR: «A123456780»", "Krankenversichertennummer «A 123 456 780»"},
			NoMatch: []string{"KVNR: A123456781", "A123456780", "Krankenkasse B12", "KVNR 123456780"},
		}.detector(),
		identity{
			Rule: "de-id-card", Type: "DE_ID_CARD", About: "German identity card number (Personalausweis)", Validator: "characters in use, the check digit where it is written, a word before it",
			Forms: []form{{Mask: "@********#"}, {Mask: "@********"}}, Check: germanDocument, Named: 0.8,
			Words:   []string{"personalausweis", "ausweisnummer", "ausweis-nr", "ausweisnr", "identity card", "id card", "perso "},
			Match:   []string{"Personalausweis «L01X00T471»", "Ausweisnummer: «T22000129»", "ID card no. «LZ6311T47»"},
			NoMatch: []string{"Personalausweis L01X00T472", "L01X00T471", "Personalausweis beantragt", "Personalausweis A01X00T47"},
		}.detector(),
		identity{
			Rule: "de-passport", Type: "DE_PASSPORT", About: "German passport number", Validator: "characters in use, the check digit where it is written, a word before it",
			Forms: []form{{Mask: "@********#"}, {Mask: "@********"}}, Check: germanPassport, Named: 0.8,
			Words:   []string{"reisepass", "passnummer", "pass-nr", "passport", "pass nr"},
			Match:   []string{"Reisepass «C01X00T478»", "Passnummer: «C01X00T47»", "German passport no «CH1T2KG6Z»"},
			NoMatch: []string{"Reisepass C01X00T479", "C01X00T478", "passport renewal", "Reisepass A01X00T47"},
		}.detector(),
		identity{
			Rule: "de-driver-license", Type: "DE_FUEHRERSCHEIN", About: "German driving licence number (Führerschein)", Validator: "form, a word before it",
			Forms: []form{{Mask: "@##*******#"}, {Mask: "@##*****#**"}, {Mask: "@#*******#*"}}, Written: someDigits(4), Named: 0.75,
			Words:   []string{"hrerschein", "fuehrerschein", "fahrerlaubnis", "driving licence", "driver's license", "driver license", "drivers license", "driving license"},
			Match:   []string{"Führerschein Nr. «B072RRE2I55»", "Fahrerlaubnis: «J010000SD51»", "driving licence «B0123456789»"},
			NoMatch: []string{"B072RRE2I55", "Führerschein Klasse B", "Führerschein B072RRE2", "der Führerschein kostet"},
		}.detector(),
		identity{
			Rule: "de-commercial-register", Type: "DE_HANDELSREGISTER", About: "number in the German commercial register (Handelsregister)", Validator: "form",
			Forms: []form{{Mask: "HR@ ######"}, {Mask: "HR@ #####"}, {Mask: "HR@ ####"}, {Mask: "HR@ ###"}, {Mask: "HR@######"}, {Mask: "HR@#####"}, {Mask: "HR@####"}, {Mask: "@ ######"}, {Mask: "@ #####"}},
			Words: []string{"handelsregister", "amtsgericht", "registergericht", "registernummer", "commercial register"}, Written: registerLetter, Named: 0.85,
			Match:   []string{"Handelsregister: «HRB 98765»", "Amtsgericht München, «HRB 123456»", "Amtsgericht Köln «HRA4711»"},
			NoMatch: []string{"Amtsgericht Köln, Az. 12", "HRX 12345", "im Handelsregister eingetragen", "Handelsregister HRB"},
		}.detector(),
		registerNumber(),
		identity{
			Rule: "de-physician", Type: "DE_LANR", About: "German physician number (Lebenslange Arztnummer)", Validator: "check digit with the weights 4 and 9, a word before it",
			Forms: []form{{Mask: "#########"}, {Mask: "###### # ##"}, {Mask: "####### ##"}}, Check: func(id string) bool { return (10-weighted(id, 4, 9, 4, 9, 4, 9)%10)%10 == digitAt(id, 6) },
			Words:   []string{"lanr", "arztnummer", "arzt-nr", "physician number"},
			Match:   []string{"LANR «123456601»", "Lebenslange Arztnummer: «123456601»"},
			NoMatch: []string{"LANR 123456701", "123456601", "LANR 12345660", "die Arztnummer fehlt"},
		}.detector(),
		identity{
			Rule: "de-practice", Type: "DE_BSNR", About: "German practice number (Betriebsstättennummer)", Validator: "form, a word before it",
			Forms: []form{{Mask: "#########"}, {Mask: "## #######"}}, Check: func(id string) bool { return two(id, 0) > 0 }, Named: 0.75,
			Words:   []string{"bsnr", "ttennummer", "betriebsstaettennummer", "betriebsst", "practice number"},
			Match:   []string{"BSNR: «021234568»", "Betriebsstättennummer «721111100»"},
			NoMatch: []string{"021234568", "BSNR 02123456", "BSNR 001234568", "BSNR fehlt"},
		}.detector(),
		identity{
			Rule: "de-number-plate", Type: "DE_KFZ", About: "German vehicle registration (Kfz-Kennzeichen)", Validator: "form, a word before it",
			Forms: plates(), Written: func(s string) bool { return rule.IsUpper(s[0]) }, Named: 0.8,
			Words:   []string{"kennzeichen", "kfz", "nummernschild", "fahrzeug", "license plate", "licence plate", "number plate", "registration"},
			Match:   []string{"Kennzeichen «M-AB 1234»", "Kfz-Kennzeichen: «B XY 99»", "license plate «HH-KL 807E»"},
			NoMatch: []string{"M-AB 1234", "Kennzeichen m-ab 1234", "Kennzeichen M-ABC 1234", "das Kfz ist in B"},
		}.detector(),
		identity{
			Rule: "de-postcode", Type: "DE_PLZ", About: "German postcode (Postleitzahl)", Validator: "range, a word before it",
			Forms: []form{{Mask: "D-#####"}, {Mask: "#####"}}, Check: func(id string) bool { n := id[len(id)-5:]; return n >= "01000" && n < "99999" }, Named: 0.75,
			Words:   []string{"plz", "postleitzahl", "postal code", "postcode", "wohnhaft", "anschrift", "adresse"},
			Match:   []string{"PLZ «10115» Berlin", "Postleitzahl: «80331»", "wohnhaft in «D-50667» Köln"},
			NoMatch: []string{"10115 Zeilen", "PLZ 00115", "PLZ 101155", "Postleitzahl unbekannt"},
		}.detector(),
	}
}

// registerNumber finds HRA and HRB numbers by these letters.
func registerNumber() rule.Detector {
	return rule.Detector{
		Rule: "de-commercial-register-number", Type: "DE_HANDELSREGISTER", Score: 0.85, About: "number in the German commercial register by its section", Validator: "form",
		Literals: []string{"HRA ", "HRB ", "HRA-Nr. ", "HRB-Nr. "}, Pattern: `HR[AB](?:-Nr\.)? [1-9][0-9]{2,5}(?: [A-Z]{1,2})?`,
		Left: rule.Bytes("A-Za-z0-9_-"), Right: rule.Bytes("A-Za-z0-9_"),
		Match:   []string{"eingetragen unter «HRB 98765».", "«HRA 4711», Sitz Bonn", "«HRB 123456 B»"},
		NoMatch: []string{"HRB 12", "HRB 1234567", "HRB-Auszug", "xHRB 98765"},
	}
}

// plates are the forms of number plates: one to three letters for the place,
// one or two for the holder, and a number; E and H may follow.
func plates() []form {
	var forms []form
	for _, place := range []string{"@", "@@", "@@@"} {
		for _, holder := range []string{"-@", "-@@", " @", " @@"} {
			for _, number := range []string{"####", "###", "##", "#"} {
				forms = append(forms, form{Mask: place + holder + " " + number + "E"}, form{Mask: place + holder + " " + number + "H"}, form{Mask: place + holder + " " + number})
			}
		}
	}
	return forms
}

// registerLetter takes HRA to HRB and the cooperatives' and partners' sections.
func registerLetter(written string) bool {
	if !strings.HasPrefix(written, "HR") {
		return false
	}
	return written[2] == 'A' || written[2] == 'B'
}

// someDigits asks for a number of digits in what may be a word otherwise.
func someDigits(least int) func(string) bool {
	return func(written string) bool { return rule.KindsOf(written).Digit >= least }
}

// germanTaxID follows § 139b AO: of the first ten digits one stands there
// twice or three times, and no other more than once.
func germanTaxID(id string) bool {
	var count [10]int
	for i := range 10 {
		count[digitAt(id, i)]++
	}
	repeated := 0
	for _, n := range count {
		if n > 3 {
			return false
		}
		if n > 1 {
			repeated++
		}
	}
	return id[0] != '0' && repeated == 1 && passesMod1110(id)
}

// germanPension checks area, date of birth, letter, serial and check digit; a
// letter counts as its two digits in the alphabet.
func germanPension(id string) bool {
	day := two(id, 2)
	if day > 31 { // a second number of the same person
		day -= 50
	}
	if two(id, 0) < 2 || !realDate(two(id, 4), day) && two(id, 4) != 0 {
		return false
	}
	digits := id[:8] + letterDigits(id[8]) + id[9:]
	sum := 0
	for i, w := range []int{2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1} {
		n := digitAt(digits, i) * w
		sum += n/10 + n%10
	}
	return sum%10 == digitAt(digits, 12)
}

// germanHealth counts the letter as two digits and every second digit twice.
func germanHealth(id string) bool {
	digits := letterDigits(id[0]) + id[1:9]
	sum := 0
	for i := range len(digits) {
		n := digitAt(digits, i) * (1 + i%2)
		sum += n/10 + n%10
	}
	return sum%10 == digitAt(id, 9)
}

// letterDigits is the place of a capital in the alphabet, as two digits.
func letterDigits(c byte) string {
	n := c - 'A' + 1
	return string([]byte{'0' + n/10, '0' + n%10})
}

// germanDocument checks the serial number of an identity card: the letters in
// use leave out vowels and those that look like digits.
func germanDocument(id string) bool {
	return strings.IndexByte("LMNPRTVWXYZ", id[0]) >= 0 && germanSerial(id)
}

func germanPassport(id string) bool {
	return strings.IndexByte("CFGHJK", id[0]) >= 0 && germanSerial(id)
}

func germanSerial(id string) bool {
	for i := range 9 {
		if !rule.IsDigit(id[i]) && strings.IndexByte("CFGHJKLMNPRTVWXYZ", id[i]) < 0 {
			return false
		}
	}
	if rule.KindsOf(id[:9]).Digit < 3 {
		return false
	}
	return len(id) == 9 || icao(id[:9]) == digitAt(id, 9)
}
