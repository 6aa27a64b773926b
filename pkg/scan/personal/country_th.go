package personal

import "sluice/pkg/scan/rule"

// thailand has the Thai national number.
func thailand() []rule.Detector {
	words := []string{"national id", "thai id", "tnin", "citizen id", "id card", "บัตรประชาชน", "ประจำตัวประชาชน", "เลขประจำตัว"}
	return []rule.Detector{
		identity{
			Rule: "th-tnin", Type: "TH_TNIN", About: "Thai national identification number in its groups", Validator: "check digit modulo 11",
			Forms: []form{{Mask: "#-####-#####-##-#", Alone: 0.9}, {Mask: "# #### ##### ## #", Alone: 0.9}}, Check: thai, Words: words,
			Match:   []string{"Thai ID «1-2345-67890-12-1»", "«1 2345 67890 12 1»"},
			NoMatch: []string{"1-2345-67890-12-2", "0-2345-67890-12-1", "1-2345-67890-12", "1-2345-6789-12-1"},
		}.detector(),
		identity{
			Rule: "th-tnin-named", Type: "TH_TNIN", About: "Thai national identification number without groups", Validator: "check digit modulo 11, a word before it",
			Forms: []form{{Mask: "#############"}}, Check: thai, Words: words,
			Match:   []string{"Thai ID «1234567890121»", "เลขประจำตัวประชาชน «1234567890121»"},
			NoMatch: []string{"1234567890121", "Thai ID 1234567890122", "Thai ID 0234567890121", "Thai ID 123456789012"},
		}.detector(),
	}
}

func thai(id string) bool {
	sum := weighted(id, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)
	return id[0] != '0' && (11-sum%11)%10 == digitAt(id, 12)
}
