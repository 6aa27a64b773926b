package secret

import "sluice/pkg/scan/rule"

func ngrok() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "ngrok-authtoken", About: "ngrok authtoken, API key or tunnel credential",
			Words: []string{"ngrok", "authtoken"}, Value: `(?:ak_|cr_)?[1-9][A-Za-z0-9]{26}_[A-Za-z0-9]{20,21}`,
			Match:   []string{"ngrok.api_key = '«1eXampLE0kT7bQz3VnW5EXAMPLE_example0123456789rJ8y»'", "NGROK_API_KEY=«1eXampLE0kT7bQz3VnW5EXAMPLE_example0123456789rJ8y»"},
			NoMatch: []string{"NGROK_API_KEY=your_key_here", "ngrok 1eXampLE0kT7bQz3VnW5EXAMPLE_example0123456789rJ8y", "ngrok_version: 1eXamp", "NGROK_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "ngrok_sha256: 1eXampLE0kT7bQz3VnW5EXAMPLE_example0123456789rJ8y"},
		}.detector(),
	}
}
