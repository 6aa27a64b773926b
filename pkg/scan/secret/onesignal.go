package secret

import "sluice/pkg/scan/rule"

func oneSignal() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "onesignal-api-key", About: "OneSignal app or organization API key",
			Prefixes: []string{"os_v2_app_", "os_v2_org_"}, Body: `[a-z2-7]{64,128}`,
			Bits:    3,
			Match:   []string{`"token": "«os_v2_app_ex4mple2kt7bqz3vnw5example234567rjyhsucdex4mple2kt7bqz3vnw5examp»"`, "the key is «os_v2_app_ex4mple2kt7bqz3vnw5example234567rjyhsucdex4mple2kt7bqz3vnw5examp», see"},
			NoMatch: []string{"os_v2_app_", "os_v2_app_your-key-here", "os_v2_app_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "os_v2_app_ex4mple2kt7bqz3vnw5ex"},
		}.detector(),
		weak{
			Rule: "onesignal-rest-key", About: "OneSignal REST API key of the older form",
			Words: []string{"onesignal"}, Value: `[A-Za-z0-9]{48}`, Check: mixed,
			Match:   []string{"ONESIGNAL_API_KEY=«4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8y»", `"onesignalToken": "«4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8y»"`},
			NoMatch: []string{"ONESIGNAL_API_KEY=your_key_here", "onesignal 4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8y", "onesignal_version: 4eXamp", "ONESIGNAL_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "onesignal_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8y"},
		}.detector(),
	}
}
