package secret

import "sluice/pkg/scan/rule"

func tableau() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "tableau-pat", Type: rule.Secret, Score: 0.95, About: "Tableau personal access token", Validator: "structure, entropy", Joins: true,
			Literals: []string{"==:"}, Before: 22,
			Pattern:  `[A-Za-z0-9+/]{22}==:[A-Za-z0-9]{32}`,
			Left:     rule.Bytes("A-Za-z0-9+/"),
			Right:    alnum,
			Check:    rule.Random(0, 3, 0.95),
			Revision: 1,
			Match:    []string{"TABLEAU_PAT=«4eXampLE0kT7bQz3VnW5EX==:AMPLEexample0123456789rJ8yHsUcDg»", `"key": "«4eXampLE0kT7bQz3VnW5EX==:AMPLEexample0123456789rJ8yHsUcDg»"`},
			NoMatch:  []string{"==:", "4eXampLE0kT7bQz3VnW5EX==:AMPLEexample01234567", "xxxxxxxxxxxxxxxxxxxxxx==:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		},
	}
}
