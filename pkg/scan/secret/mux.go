package secret

import "sluice/pkg/scan/rule"

func mux() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "mux-token-secret", About: "Mux token secret",
			Words: []string{"mux_token_secret", "mux_secret", "muxtokensecret"}, Value: `[A-Za-z0-9+/]{75}`,
			Match:   []string{`"mux_token_secretToken": "«4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT7bQz3VnW»"`, "mux_token_secret_secret: «4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT7bQz3VnW»"},
			NoMatch: []string{"MUX_TOKEN_SECRET=your_key_here", "mux_token_secret 4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT7bQz3VnW", "mux_token_secret_version: 4eXamp", "MUX_TOKEN_SECRET=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		}.detector(),
	}
}
