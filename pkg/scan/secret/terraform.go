package secret

import "sluice/pkg/scan/rule"

func terraform() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "terraform-cloud-token", Type: rule.Secret, Score: 0.95, About: "HCP Terraform API token", Validator: "structure, entropy", Joins: true,
			Literals: []string{".atlasv1."}, Before: 14,
			Pattern:  `[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,80}`,
			Left:     alnum,
			Check:    rule.Random(0, 2.5, 0.95),
			Revision: 1,
			Match:    []string{`"key": "«4eXampLE0kT7bQ.atlasv1.z3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT7bQz3VnW5EX»"`, "they sent «4eXampLE0kT7bQ.atlasv1.z3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT7bQz3VnW5EX» today"},
			NoMatch:  []string{".atlasv1.", "4eXampLE0kT7bQ.atlasv1.z3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0k", "xxxxxxxxxxxxxx.xxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		},
	}
}
