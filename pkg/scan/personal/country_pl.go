package personal

import "sluice/pkg/scan/rule"

// poland has the Polish PESEL.
func poland() []rule.Detector {
	return []rule.Detector{
		identity{
			Rule: "pl-pesel", Type: "PL_PESEL", About: "Polish personal number (PESEL)", Validator: "date of birth, weights 1, 3, 7 and 9",
			Forms: []form{{Mask: "###########"}}, Check: polish, Words: []string{"pesel", "numer ewidencyjny", "personal number"},
			Match:   []string{"PESEL «44051401359»", "nr PESEL: «02070803628»"},
			NoMatch: []string{"44051401359.", "PESEL 44051401358", "PESEL 44131401359", "4405140135", "PESEL 440514013591"},
		}.detector(),
	}
}

// polish checks the date, whose month says the century too, and the last digit
// (Ustawa o ewidencji ludności, art. 15).
func polish(id string) bool {
	sum := weighted(id, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)
	return realDate(two(id, 2)%20, two(id, 4)) && sum%10 == 0
}
