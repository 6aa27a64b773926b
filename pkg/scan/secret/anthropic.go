package secret

import "sluice/pkg/scan/rule"

func anthropic() []rule.Detector {
	return []rule.Detector{{
		Rule: "anthropic-api-key", About: "Anthropic API key", Validator: "prefix, length, entropy", Type: rule.Secret, Score: 0.98, Joins: true,
		Literals: []string{"sk-ant-"},
		Pattern:  `sk-ant-[a-z]{2,8}[0-9]{1,4}-[A-Za-z0-9_-]{24,300}`,
		Check:    rule.Random(7, 3, 0.98),
		Match: []string{
			"«sk-ant-api03-EXAMPLEexample0123456789-EXAMPLE_example0123456789EXAMPLEexample0123456789EXAMPLEexampleAA»",
			`{"x-api-key":"«sk-ant-admin01-EXAMPLEexample0123456789EXAMPLEexample0123456789»"}`,
			"«sk-ant-oat01-EXAMPLEexample0123456789EXAMPLEexample» ",
		},
		NoMatch: []string{"sk-ant-", "sk-ant-api03-", "sk-ant-api03-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "sk-ant-your-key-here"},
	}}
}
