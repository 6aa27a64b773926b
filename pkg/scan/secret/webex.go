package secret

import "sluice/pkg/scan/rule"

func webex() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "webex-token", About: "Webex access or bot token",
			Words: []string{"webex", "ciscospark"}, Value: `[A-Za-z0-9]{64}_[A-Za-z0-9]{3,6}_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Bits: 3,
			Match:   []string{`"webexToken": "«4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE_0kT_b2c3d4e5-f607-1829-3a4b-5c6d7e8f90a1»"`, "webex_secret: «4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE_0kT_b2c3d4e5-f607-1829-3a4b-5c6d7e8f90a1»"},
			NoMatch: []string{"WEBEX_API_KEY=your_key_here", "webex 4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE_0kT_b2c3d4e5-f607-1829-3a4b-5c6d7e8f90a1", "webex_version: 4eXamp", "WEBEX_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "webex_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE_0kT_b2c3d4e5-f607-1829-3a4b-5c6d7e8f90a1"},
		}.detector(),
	}
}
