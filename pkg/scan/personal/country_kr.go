package personal

import "sluice/pkg/scan/rule"

// korea has the numbers of persons and firms in the Republic of Korea.
func korea() []rule.Detector {
	resident := []string{"주민", "resident registration", "rrn", "resident number"}
	foreigner := []string{"외국인", "foreigner registration", "alien registration", "frn", "arc "}
	return []rule.Detector{
		identity{
			Rule: "kr-rrn", Type: "KR_RRN", About: "Korean resident registration number", Validator: "date of birth, check digit of those given before October 2020",
			Forms: []form{{Mask: "######-#######", Alone: 0.9}, {Mask: "#############", Alone: 0.6}}, Check: func(id string) bool { return koreanPerson(id, "123490", 11) },
			Words:   resident,
			Match:   []string{"주민등록번호: «960121-1234561»", "RRN «9601211234561»", "«960121-1234561»"},
			NoMatch: []string{"RRN 960121-1234565", "961321-1234564", "960121-123456", "960121-5234563"},
		}.detector(),
		identity{
			Rule: "kr-rrn-named", Type: "KR_RRN", About: "Korean resident registration number, of those given since October 2020, whose last digits are chosen freely", Validator: "date of birth, a word before it",
			Forms: []form{{Mask: "######-#######"}, {Mask: "#############"}}, Check: func(id string) bool { return koreanDate(id, "123490") }, Named: 0.8,
			Words:   []string{"주민", "resident registration", "rrn"},
			Match:   []string{"주민등록번호 «201105-3123456»", "RRN: «201105-4123456»"},
			NoMatch: []string{"201105-3123456", "RRN 201305-3123456", "RRN 201105-312345", "주민등록번호 없음"},
		}.detector(),
		identity{
			Rule: "kr-frn", Type: "KR_FRN", About: "Korean registration number of a foreigner", Validator: "date of birth, check digit of those given before October 2020",
			Forms: []form{{Mask: "######-#######", Alone: 0.9}, {Mask: "#############", Alone: 0.6}}, Check: func(id string) bool { return koreanPerson(id, "5678", 13) },
			Words:   foreigner,
			Match:   []string{"외국인등록번호: «960121-5234563»", "FRN «9601215234563»"},
			NoMatch: []string{"FRN 960121-5234565", "961321-5234564", "960121-523456", "960121-1234561"},
		}.detector(),
		identity{
			Rule: "kr-frn-named", Type: "KR_FRN", About: "Korean registration number of a foreigner, of those given since October 2020", Validator: "date of birth, a word before it",
			Forms: []form{{Mask: "######-#######"}, {Mask: "#############"}}, Check: func(id string) bool { return koreanDate(id, "5678") }, Named: 0.8,
			Words:   []string{"외국인", "foreigner registration", "alien registration", "frn"},
			Match:   []string{"외국인등록번호 «951105-7123456»", "FRN: «951105-6123456»"},
			NoMatch: []string{"951105-7123456", "FRN 951305-7123456", "FRN 951105-712345", "외국인 친구"},
		}.detector(),
		identity{
			Rule: "kr-brn", Type: "KR_BRN", About: "Korean business registration number", Validator: "check digit, a word before it",
			Forms: []form{{Mask: "###-##-#####"}, {Mask: "##########"}}, Check: koreanBusiness, Words: []string{"사업자", "business registration", "brn", "business number"},
			Match:   []string{"사업자등록번호 «220-81-62517»", "business registration no. «1248100998»", "BRN: «124-81-00998»"},
			NoMatch: []string{"사업자등록번호 220-81-62518", "220-81-62517", "BRN 220-81-6251", "사업자 등록"},
		}.detector(),
		identity{
			Rule: "kr-driver-license", Type: "KR_DRIVER_LICENSE", About: "Korean driving licence number", Validator: "region, a word before it",
			Forms: []form{{Mask: "##-##-######-##"}, {Mask: "############"}}, Check: func(id string) bool { return two(id, 0) >= 11 && two(id, 0) <= 28 }, Named: 0.8,
			Words:   []string{"운전면허", "면허번호", "driver's license", "driver license", "driving licence", "driving license", "drivers license"},
			Match:   []string{"운전면허번호 «11-12-345678-60»", "driver's license «21-05-123456-01»"},
			NoMatch: []string{"11-12-345678-60", "운전면허 99-12-345678-60", "운전면허 11-12-34567-60", "운전면허 시험"},
		}.detector(),
		identity{
			Rule: "kr-passport", Type: "KR_PASSPORT", About: "Korean passport number", Validator: "form, a word before it",
			Forms: []form{{Mask: "@########"}, {Mask: "@###@####"}, {Mask: "@@#######"}}, Check: koreanPassport, Named: 0.75,
			Words:   []string{"여권", "passport"},
			Match:   []string{"여권번호 «M12345678»", "passport no. «M123A4567»", "Passport: «S87654321»"},
			NoMatch: []string{"M12345678", "여권번호 M1234567", "여권번호 A12345678", "여권 신청"},
		}.detector(),
	}
}

// koreanDate checks the date of birth and the digit for century, sex and origin.
func koreanDate(id, kinds string) bool {
	for i := range len(kinds) {
		if id[6] == kinds[i] {
			return realDate(two(id, 2), two(id, 4))
		}
	}
	return false
}

// koreanPerson checks the last digit too, which is counted from 11 for
// residents and from 13 for foreigners.
func koreanPerson(id, kinds string, from int) bool {
	sum := weighted(id, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
	return koreanDate(id, kinds) && (from-sum%11)%10 == digitAt(id, 12)
}

func koreanBusiness(id string) bool {
	sum := weighted(id, 1, 3, 7, 1, 3, 7, 1, 3, 5) + digitAt(id, 8)*5/10
	return (10-sum%10)%10 == digitAt(id, 9)
}

func koreanPassport(id string) bool {
	switch id[0] {
	case 'M', 'S', 'R', 'O', 'D', 'G', 'T', 'P':
		return !rule.IsUpper(id[1]) || id[1] == 'M' || id[1] == 'S' || id[1] == 'R' || id[1] == 'O' || id[1] == 'D'
	}
	return false
}
