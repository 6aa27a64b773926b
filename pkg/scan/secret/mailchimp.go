package secret

import "sluice/pkg/scan/rule"

func mailchimp() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "mailchimp-api-key", Type: rule.Secret, Score: 0.95, About: "Mailchimp API key with its data centre", Validator: "structure, entropy", Joins: true,
			Literals: []string{"-us"}, Before: 32,
			Pattern:  `[0-9a-f]{32}-us[0-9]{1,2}`,
			Left:     rule.Bytes("0-9a-f"),
			Right:    alnum,
			Check:    rule.Random(0, 2.5, 0.95),
			Revision: 1,
			Match:    []string{`"key": "«0a1b2c3d4e5f60718293a4b5c6d7e8f9-us3»"`, "they sent «0a1b2c3d4e5f60718293a4b5c6d7e8f9-us3» today"},
			NoMatch:  []string{"-us", "0a1b2c3d4e5f60718293a4b5c", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-xxx"},
		},
		prefixed{
			Rule: "mandrill-api-key", About: "Mandrill (Mailchimp Transactional) API key",
			Prefixes: []string{"md-"}, Body: `[A-Za-z0-9_-]{22}`,
			Left: nameBytes, Right: tokenBytes, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{"Authorization: Bearer «md-4eXampLE0kT7bQz3VnW5EX»", "secret: '«md-4eXampLE0kT7bQz3VnW5EX»'"},
			NoMatch: []string{"md-", "md-your-key-here", "md-xxxxxxxxxxxxxxxxxxxxxx", "md-4eXampL"},
		}.detector(),
		weak{
			Rule: "mandrill-api-key-named", About: "Mandrill API key of the older form",
			Words: []string{"mandrill"}, Value: `[A-Za-z0-9_-]{22}`, Check: mixed,
			Match:   []string{"mandrill.api_key = '«4eXampLE0kT7bQz3VnW5EX»'", "MANDRILL_API_KEY=«4eXampLE0kT7bQz3VnW5EX»"},
			NoMatch: []string{"MANDRILL_API_KEY=your_key_here", "mandrill 4eXampLE0kT7bQz3VnW5EX", "mandrill_version: 4eXamp", "MANDRILL_API_KEY=xxxxxxxxxxxxxxxxxxxxxx", "mandrill_sha256: 4eXampLE0kT7bQz3VnW5EX"},
		}.detector(),
	}
}
