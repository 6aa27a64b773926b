package personal

import "sluice/pkg/scan/rule"

// philippines has the numbers of persons in the Philippines.
func philippines() []rule.Detector {
	return []rule.Detector{
		identity{
			Rule: "ph-tin", Type: "PH_TIN", About: "Philippine taxpayer identification number", Validator: "form, a word before it",
			Forms: []form{{Mask: "###~###~###~#####"}, {Mask: "###~###~###~###"}, {Mask: "###~###~###"}}, Words: []string{"tin", "taxpayer", "bir ", "tax identification"},
			Match:   []string{"TIN «123-456-789-000»", "TIN: «123-456-789»", "taxpayer no. «234 567 891 00000»"},
			NoMatch: []string{"123-456-789-000", "TIN 123-456-78", "tint 123-456-789", "TIN pending", "TIN 000-000-000"},
		}.detector(),
		identity{
			Rule: "ph-mobile-number", Type: "PH_MOBILE_NUMBER", About: "Philippine mobile number", Validator: "prefix, a word before it",
			Forms: []form{{Mask: "09##~###~####"}, {Mask: "+63~9##~###~####"}, {Mask: "639##~###~####"}}, Named: 0.8,
			Words:   []string{"mobile", "cell", "cp no", "gcash", "globe", "smart", "telepono", "numero", "phone", "contact", "viber", "text"},
			Match:   []string{"mobile «0917 123 4567»", "GCash: «09171234567»", "cp no. «+63 917 123 4567»", "viber «0918-765-4321»"},
			NoMatch: []string{"0917 123 4567", "mobile 0817 123 4567", "mobile 0917 123 456", "contact us", "text 0917 123 45678"},
		}.detector(),
	}
}
