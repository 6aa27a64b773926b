package personal

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// finland has the Finnish personal identity code.
func finland() []rule.Detector {
	var forms []form
	for _, century := range "+-ABCDEFYXWVU" {
		forms = append(forms, form{Mask: "######" + string(century) + "####", Alone: 0.85}, form{Mask: "######" + string(century) + "###@", Alone: 0.9})
	}
	return []rule.Detector{
		identity{
			Rule: "fi-personal-identity-code", Type: "FI_PERSONAL_IDENTITY_CODE", About: "Finnish personal identity code (henkilötunnus)", Validator: "date of birth, control character, modulo 31",
			Forms: forms, Check: finnish, Words: []string{"henkil", "hetu", "personbeteckning", "identity code", "personal id"},
			Match:   []string{"henkilötunnus «131052-308T»", "HETU: «010594Y9032»", "«131052-308T»"},
			NoMatch: []string{"HETU 131052-308U", "HETU 331052-308T", "131052-308", "131052x308T"},
		}.detector(),
	}
}

// finnish checks the date and the control character (Digital and Population
// Data Services Agency). The sign of the century may be no letter.
func finnish(id string) bool {
	serial := id[len(id)-4 : len(id)-1]
	if !realDate(two(id, 2), two(id, 0)) || serial < "002" {
		return false
	}
	n := 0
	for _, c := range id[:6] + serial {
		n = n*10 + int(c-'0')
	}
	return strings.IndexByte("0123456789ABCDEFHJKLMNPRSTUVWXY", id[len(id)-1]) == n%31
}
