package secret

import "sluice/pkg/scan/rule"

func tencent() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "tencent-secret-id", About: "Tencent Cloud secret id",
			Prefixes: []string{"AKID"}, Body: `[A-Za-z0-9]{32}`,
			Bits: 3.2, Left: alnum, Right: tokenBytes, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{"Authorization: Bearer «AKID4eXampLE0kT7bQz3VnW5EXAMPLEexamp»", "secret: '«AKID4eXampLE0kT7bQz3VnW5EXAMPLEexamp»'"},
			NoMatch: []string{"AKID", "AKIDyour-key-here", "AKIDxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "AKID4eXampLE0k"},
		}.detector(),
		weak{
			Rule: "tencent-secret-key", About: "Tencent Cloud secret key",
			Words: []string{"tencent", "qcloud"}, Value: `[A-Za-z0-9]{32}`, Check: mixed,
			Match:   []string{"tencent.api_key = '«4eXampLE0kT7bQz3VnW5EXAMPLEexamp»'", "TENCENT_API_KEY=«4eXampLE0kT7bQz3VnW5EXAMPLEexamp»"},
			NoMatch: []string{"TENCENT_API_KEY=your_key_here", "tencent 4eXampLE0kT7bQz3VnW5EXAMPLEexamp", "tencent_version: 4eXamp", "TENCENT_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "tencent_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexamp"},
		}.detector(),
	}
}
