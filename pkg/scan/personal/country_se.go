package personal

import "sluice/pkg/scan/rule"

// sweden has the numbers of persons and firms in Sweden.
func sweden() []rule.Detector {
	return []rule.Detector{
		identity{
			Rule: "se-personnummer", Type: "SE_PERSONNUMMER", About: "Swedish personal identity number (personnummer, samordningsnummer)", Validator: "date of birth, Luhn",
			Forms: []form{{Mask: "######-####", Alone: 0.85}, {Mask: "######+####", Alone: 0.85}}, Check: swedish, Written: noClock,
			Words:   []string{"personnummer", "pnr", "samordning", "personal identity", "personal number", "person-nr", "persnr"},
			Match:   []string{"personnummer «811228-9874»", "«670919-9530»", "pnr: «811228+9874»"},
			NoMatch: []string{"personnummer 811228-9875", "811328-9874", "811228-987", "260314-0930"},
		}.detector(),
		identity{
			Rule: "se-personnummer-named", Type: "SE_PERSONNUMMER", About: "Swedish personal identity number written with the century or without the dash", Validator: "date of birth, Luhn, a word before it",
			Forms: []form{{Mask: "########-####"}, {Mask: "############"}, {Mask: "##########"}, {Mask: "######-####"}}, Check: swedish,
			Words:   []string{"personnummer", "pnr", "samordning", "personal identity", "personal number", "person-nr", "persnr"},
			Match:   []string{"personnummer «19811228-9874»", "pnr «198112289874»", "personal identity number «8112289874»"},
			NoMatch: []string{"19811228-9874", "personnummer 19811228-9875", "personnummer 198113289874", "personnummer saknas"},
		}.detector(),
		identity{
			Rule: "se-organisationsnummer", Type: "SE_ORGANISATIONSNUMMER", About: "Swedish organisation number", Validator: "third digit 2 and more, Luhn, a word before it",
			Forms: []form{{Mask: "######-####"}, {Mask: "##########"}, {Mask: "16######-####"}, {Mask: "SE##########01"}}, Check: swedishFirm,
			Words:   []string{"organisationsnummer", "org.nr", "orgnr", "org nr", "org.-nr", "org-nr", "organization number", "organisation number", "moms", "momsnr", "vat"},
			Match:   []string{"organisationsnummer «556703-7485»", "org.nr «5567037485»", "momsnr «SE556703748501»"},
			NoMatch: []string{"organisationsnummer 556703-7486", "556703-7485", "orgnr 551103-7485", "org nr saknas"},
		}.detector(),
	}
}

// swedish checks the date, to whose day coordination numbers add 60, and the
// last digit (Skatteverket, SKV 704).
func swedish(id string) bool {
	if len(id) == 12 {
		if century := id[:2]; century != "18" && century != "19" && century != "20" {
			return false
		}
		id = id[2:]
	}
	day := two(id, 4)
	if day > 60 {
		day -= 60
	}
	return realDate(two(id, 2), day) && passesLuhn(id)
}

// noClock rejects what may be a day and an hour of our time, as logs and file
// names have them.
func noClock(written string) bool {
	return written[0] != '2' || written[6] != '-' || two(written, 7) > 23 || two(written, 9) > 59
}

func swedishFirm(id string) bool {
	switch len(id) {
	case 12:
		id = id[2:]
	case 14:
		id = id[2:12]
	}
	return id[0] != '0' && id[2] >= '2' && passesLuhn(id)
}
