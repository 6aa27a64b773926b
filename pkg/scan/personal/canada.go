package personal

import "sluice/pkg/scan/rule"

func canada() []rule.Detector {
	return []rule.Detector{identity{
		Rule: "ca-sin", Type: "CA_SIN", About: "Canadian social insurance number", Validator: "Luhn",
		Forms:   []form{{Mask: "###-###-###"}, {Mask: "### ### ###"}, {Mask: "#########"}},
		Check:   func(id string) bool { return id[0] != '0' && id[0] != '8' && passesLuhn(id) },
		Words:   []string{"sin ", "sin:", "sin\"", "sin#", "sin=", "sin number", "social insurance", "social_insurance", "assurance sociale", "nas ", "nas:"},
		Match:   []string{"SIN: «130-692-544»", "social insurance number «130 692 544»", "sin «130692544»,", `{"sin":"«193-456-787»"}`, "numéro d'assurance sociale «130 692 544»"},
		NoMatch: []string{"130-692-544", "SIN 130-692-545", "SIN 930-692-5441", "sin 830-692-544", "using 130692544", "SIN 000-000-000"},
	}.detector()}
}
