package secret

import "sluice/pkg/scan/rule"

func maxmind() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "maxmind-license-key", Type: rule.Secret, Score: 0.95, About: "MaxMind licence key", Validator: "structure, entropy", Joins: true,
			Literals: []string{"_mmk"}, Before: 36,
			Pattern:  `[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk`,
			Left:     alnum,
			Right:    wordBytes,
			Check:    rule.Random(0, 2.5, 0.95),
			Revision: 1,
			Match:    []string{"they sent «4eXamp_LE0kT7bQz3VnW5EXAMPLEexample0_mmk» today", "MAXMIND_LICENSE_KEY=«4eXamp_LE0kT7bQz3VnW5EXAMPLEexample0_mmk»"},
			NoMatch:  []string{"_mmk", "4eXamp_LE0kT7bQz3VnW5EXAMPLEe", "xxxxxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxx_xxx"},
		},
		weak{
			Rule: "maxmind-license-key-old", About: "MaxMind licence key of sixteen characters",
			Words: []string{"maxmind_license", "maxmind license", "geoip_license"}, Value: `[A-Za-z0-9]{16}`, Check: mixed,
			Match:   []string{"maxmind_license.api_key = '«4eXampLE0kT7bQz3»'", "MAXMIND_LICENSE_API_KEY=«4eXampLE0kT7bQz3»"},
			NoMatch: []string{"MAXMIND_LICENSE_API_KEY=your_key_here", "maxmind_license 4eXampLE0kT7bQz3", "maxmind_license_version: 4eXamp", "MAXMIND_LICENSE_API_KEY=xxxxxxxxxxxxxxxx", "maxmind_license_sha256: 4eXampLE0kT7bQz3"},
		}.detector(),
	}
}
