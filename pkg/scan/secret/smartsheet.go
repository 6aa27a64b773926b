package secret

import "sluice/pkg/scan/rule"

func smartsheet() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "smartsheet-token", About: "Smartsheet access token",
			Words: []string{"smartsheet"}, Value: `[A-Za-z0-9]{37}|[a-z0-9]{26}`, Check: mixed,
			Match:   []string{`"smartsheetToken": "«4eXampLE0kT7bQz3VnW5EXAMPLEexample012»"`, "smartsheet_secret: «4eXampLE0kT7bQz3VnW5EXAMPLEexample012»"},
			NoMatch: []string{"SMARTSHEET_API_KEY=your_key_here", "smartsheet 4eXampLE0kT7bQz3VnW5EXAMPLEexample012", "smartsheet_version: 4eXamp", "SMARTSHEET_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "smartsheet_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexample012"},
		}.detector(),
	}
}
