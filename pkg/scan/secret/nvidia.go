package secret

import "sluice/pkg/scan/rule"

func nvidia() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "nvidia-api-key", About: "NVIDIA API catalogue key",
			Prefixes: []string{"nvapi-"}, Body: `[A-Za-z0-9_-]{60,72}`,
			Bits:    3,
			Match:   []string{"Authorization: Bearer «nvapi-4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE»", "secret: '«nvapi-4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE»'"},
			NoMatch: []string{"nvapi-", "nvapi-your-key-here", "nvapi-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "nvapi-4eXampLE0kT7bQz3VnW5E"},
		}.detector(),
		weak{
			Rule: "nvidia-ngc-key", About: "NVIDIA NGC API key",
			Words: []string{"ngc_api", "ngc_key", "ngc_cli", "ngc-api"}, Value: `[A-Za-z0-9]{80,90}`,
			Match:   []string{`"ngc_apiToken": "«4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT7bQz3VnW5EXAMPLEe»"`, "ngc_api_secret: «4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT7bQz3VnW5EXAMPLEe»"},
			NoMatch: []string{"NGC_API_KEY=your_key_here", "ngc_api 4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT7bQz3VnW5EXAMPLEe", "ngc_api_version: 4eXamp", "NGC_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		}.detector(),
	}
}
