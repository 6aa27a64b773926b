package personal

import "sluice/pkg/scan/rule"

func australia() []rule.Detector {
	return []rule.Detector{
		identity{
			Rule: "au-abn", Type: "AU_ABN", About: "Australian business number", Validator: "modulus 89",
			Forms: []form{{Mask: "## ### ### ###", Alone: 0.85}, {Mask: "###########"}}, Check: abnCheck,
			Words:   []string{"abn", "australian business", "business number"},
			Match:   []string{"ABN «51 824 753 556»", "abn: «51824753556»", "Pty Ltd, «53 004 085 616».", `{"abn":"«33051775556»"}`},
			NoMatch: []string{"51824753556", "ABN 51 824 753 557", "ABN 5182475355", "01 824 753 556", "51 824 753 5567"},
		}.detector(),
		identity{
			Rule: "au-acn", Type: "AU_ACN", About: "Australian company number", Validator: "modulus 10",
			Forms: []form{{Mask: "### ### ###"}, {Mask: "#########"}}, Check: acnCheck,
			Words:   []string{"acn", "australian company", "company number"},
			Match:   []string{"ACN «004 085 616»", "acn: «010499966»", "Australian company number «005 749 986»"},
			NoMatch: []string{"004 085 616", "ACN 004 085 617", "ACN 0040856161", "company number 12"},
		}.detector(),
		identity{
			Rule: "au-medicare", Type: "AU_MEDICARE", About: "Australian Medicare card number", Validator: "weights 1, 3, 7, 9",
			Forms: []form{{Mask: "#### ##### #"}, {Mask: "#### ##### # #"}, {Mask: "##########"}, {Mask: "###########"}}, Check: medicareCheck,
			Words:   []string{"medicare"},
			Match:   []string{"Medicare «2123 45670 1»", "medicare number: «2123456701»", `{"medicare":"«2123456701»"}`, "Medicare card «3501 23433 1»"},
			NoMatch: []string{"2123 45670 1", "Medicare 2123 45671 1", "medicare 9123456701", "Medicare 212345670", "Medicare paid 2,123,456,701"},
		}.detector(),
		identity{
			Rule: "au-tfn", Type: "AU_TFN", About: "Australian tax file number", Validator: "modulus 11",
			Forms: []form{{Mask: "### ### ###"}, {Mask: "#########"}, {Mask: "########"}}, Check: tfnCheck,
			Words:   []string{"tfn", "tax file"},
			Match:   []string{"TFN «123 456 782»", "tax file number: «876543210»", `{"tfn":"«123456782»"}`},
			NoMatch: []string{"123 456 782", "TFN 123 456 783", "TFN 1234567822", "tax file 2024"},
		}.detector(),
	}
}

// abnCheck takes one off the first digit and sums by weights (Australian
// Business Register, "Format of the ABN").
func abnCheck(id string) bool {
	return id[0] != '0' && (weighted(id, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)-10)%89 == 0
}

// acnCheck is ASIC's "Australian Company Number digit check".
func acnCheck(id string) bool {
	return (10-weighted(id, 8, 7, 6, 5, 4, 3, 2, 1)%10)%10 == digitAt(id, 8)
}

// medicareCheck: the ninth digit checks the first eight, of which the first is 2 to 6.
func medicareCheck(id string) bool {
	return id[0] >= '2' && id[0] <= '6' && weighted(id, 1, 3, 7, 9, 1, 3, 7, 9)%10 == digitAt(id, 8) && id[9] != '0'
}

// tfnCheck sums nine digits, or eight of older numbers, by weights (Australian
// Taxation Office).
func tfnCheck(id string) bool {
	if len(id) == 8 {
		return weighted(id, 10, 7, 8, 4, 6, 3, 5, 1)%11 == 0
	}
	return weighted(id, 1, 4, 3, 7, 5, 8, 6, 9, 10)%11 == 0
}
