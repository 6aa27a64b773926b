package secret

import "sluice/pkg/scan/rule"

func pubNub() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "pubnub-secret-key", About: "PubNub secret key",
			Prefixes: []string{"sec-c-"}, Body: `[A-Za-z0-9+/=_-]{36,60}`,
			Left: alnum, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{`"token": "«sec-c-4eXampLE0kT7bQz3VnW5EXAMPLEexample012345»"`, "the key is «sec-c-4eXampLE0kT7bQz3VnW5EXAMPLEexample012345», see"},
			NoMatch: []string{"sec-c-", "sec-c-your-key-here", "sec-c-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "sec-c-4eXampLE0kT7b"},
		}.detector(),
	}
}
