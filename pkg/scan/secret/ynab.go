package secret

import "sluice/pkg/scan/rule"

func ynab() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "ynab-token", About: "YNAB personal access token",
			Words: []string{"ynab", "youneedabudget"}, Value: `[A-Za-z0-9_-]{43}|[0-9a-f]{64}`, Check: mixed,
			Match:   []string{`"ynabToken": "«4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678»"`, "ynab_secret: «4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678»"},
			NoMatch: []string{"YNAB_API_KEY=your_key_here", "ynab 4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678", "ynab_version: 4eXamp", "YNAB_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "ynab_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678"},
		}.detector(),
	}
}
