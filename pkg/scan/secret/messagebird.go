package secret

import "sluice/pkg/scan/rule"

func messagebird() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "messagebird-access-key", About: "MessageBird (Bird) access key",
			Words: []string{"messagebird"}, Value: `[A-Za-z0-9]{25}`, Check: mixed,
			Match:   []string{"MESSAGEBIRD_API_KEY=«4eXampLE0kT7bQz3VnW5EXAMP»", `"messagebirdToken": "«4eXampLE0kT7bQz3VnW5EXAMP»"`},
			NoMatch: []string{"MESSAGEBIRD_API_KEY=your_key_here", "messagebird 4eXampLE0kT7bQz3VnW5EXAMP", "messagebird_version: 4eXamp", "MESSAGEBIRD_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxx", "messagebird_sha256: 4eXampLE0kT7bQz3VnW5EXAMP"},
		}.detector(),
	}
}
