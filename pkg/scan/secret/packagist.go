package secret

import "sluice/pkg/scan/rule"

func packagist() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "packagist-token", About: "Private Packagist token",
			Prefixes: []string{"packagist_"}, Body: `[a-z]{2,3}_[A-Za-z0-9]{30,80}`,
			Match:   []string{`"token": "«packagist_ex_XampLE0kT7bQz3VnW5EXAMPLEexamp»"`, "the key is «packagist_ex_XampLE0kT7bQz3VnW5EXAMPLEexamp», see"},
			NoMatch: []string{"packagist_", "packagist_your-key-here", "packagist_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "packagist_ex_XampLE0k"},
		}.detector(),
	}
}
