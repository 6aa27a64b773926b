package personal

import "sluice/pkg/scan/rule"

// turkey has the numbers of persons and vehicles in Türkiye.
func turkey() []rule.Detector {
	return []rule.Detector{
		identity{
			Rule: "tr-national-id", Type: "TR_NATIONAL_ID", About: "Turkish identity number (T.C. Kimlik No)", Validator: "two check digits",
			Forms: []form{{Mask: "###########", Alone: 0.6}}, Check: turkish, Words: []string{"kimlik", "t.c.", "tc no", "tckn", "tc:", "national id", "identity"},
			Match:   []string{"T.C. Kimlik No: «10000000146»", "TCKN «12345678950»", "«10000000146»"},
			NoMatch: []string{"TCKN 10000000147", "TCKN 10000000156", "1000000014", "kimlik no 00000000000"},
		}.detector(),
		identity{
			Rule: "tr-license-plate", Type: "TR_LICENSE_PLATE", About: "Turkish vehicle registration (plaka)", Validator: "province, a word before it",
			Forms: []form{{Mask: "##~@@@~###"}, {Mask: "##~@@@~##"}, {Mask: "##~@@~####"}, {Mask: "##~@@~###"}, {Mask: "##~@~#####"}, {Mask: "##~@~####"}},
			Check: func(id string) bool { return two(id, 0) >= 1 && two(id, 0) <= 81 }, Named: 0.8,
			Words:   []string{"plaka", "license plate", "licence plate", "number plate", "arac ", "araç", "vehicle"},
			Match:   []string{"plaka «34 ABC 123»", "plakası: «06 AB 1234»", "license plate «35A12345»"},
			NoMatch: []string{"34 ABC 123", "plaka 82 ABC 123", "plaka 34 ABCD 12", "plaka yok"},
		}.detector(),
		identity{
			Rule: "tr-phone-number", Type: "TR_PHONE_NUMBER", About: "Turkish mobile or fixed number", Validator: "prefix, a word before it",
			Forms: []form{{Mask: "+90~###~###~##~##"}, {Mask: "0~###~###~##~##"}, {Mask: "0~(###)~###~##~##"}, {Mask: "5##~###~##~##"}, {Mask: "+90~(###)~###~##~##"}},
			Check: turkishPhone, Named: 0.8, Words: []string{"telefon", "cep", "gsm", "tel", "numara", "mobile", "phone", "whatsapp"},
			Match:   []string{"cep «0532 123 45 67»", "telefon: «+90 532 123 45 67»", "GSM «0(532) 123 45 67»"},
			NoMatch: []string{"0532 123 45 67", "cep 0132 123 45 67", "telefon 0532 123 45", "telefon yok"},
		}.detector(),
	}
}

// turkish checks both last digits (Nüfus Hizmetleri Kanunu, the directorate's
// description of the number).
func turkish(id string) bool {
	odd, even := weighted(id, 1, 0, 1, 0, 1, 0, 1, 0, 1), weighted(id, 0, 1, 0, 1, 0, 1, 0, 1)
	tenth := ((odd*7-even)%10 + 10) % 10
	return id[0] != '0' && tenth == digitAt(id, 9) && (odd+even+tenth)%10 == digitAt(id, 10)
}

func turkishPhone(id string) bool {
	area := id[len(id)-10]
	return area >= '2' && area <= '5'
}
