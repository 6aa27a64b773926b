package secret

import "sluice/pkg/scan/rule"

func yandex() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "yandex-cloud-api-key", About: "Yandex Cloud API key",
			Prefixes: []string{"AQVN"}, Body: `[A-Za-z0-9_-]{35,40}`,
			Bits: 3, Left: rule.Bytes("A-Za-z0-9+/_-"), Right: tokenBytes, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{`curl -H "X-Api-Key: «AQVN4eXampLE0kT7bQz3VnW5EXAMPLEexample01234»" https://example.com`, `"token": "«AQVN4eXampLE0kT7bQz3VnW5EXAMPLEexample01234»"`},
			NoMatch: []string{"AQVN", "AQVNyour-key-here", "AQVNxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "AQVN4eXampLE0kT7b"},
		}.detector(),
		prefixed{
			Rule: "yandex-iam-token", About: "Yandex Cloud IAM token",
			Prefixes: []string{"t1."}, Body: `[A-Za-z0-9_-]{40,400}={0,2}\.[A-Za-z0-9_-]{86}={0,2}`,
			Bits: 3, Left: wordBytes,
			Match:   []string{"YANDEX_IAM_TOKEN=«t1.4eXampLE0kT7bQz3VnW5EXAMPLEexample012345.6789rJ8yHsUcDgFi4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT7bQ»", "Authorization: Bearer «t1.4eXampLE0kT7bQz3VnW5EXAMPLEexample012345.6789rJ8yHsUcDgFi4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT7bQ»"},
			NoMatch: []string{"t1.", "t1.your-key-here", "t1.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "t1.4eXampLE0kT7bQz3VnW5EXAMPLEexample012345.6"},
		}.detector(),
		prefixed{
			Rule: "yandex-oauth-token", About: "Yandex OAuth token",
			Prefixes: []string{"y0_", "y1_", "y2_", "y3_"}, Body: `[A-Za-z0-9_-]{50,70}`,
			Bits: 3.5, Left: wordBytes, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{`"token": "«y0_4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDg»"`, "the key is «y0_4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDg», see"},
			NoMatch: []string{"y0_", "y0_your-key-here", "y0_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "y0_4eXampLE0kT7bQz3Vn"},
		}.detector(),
	}
}
