package secret

import "sluice/pkg/scan/rule"

func openAISession() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "openai-session-token", About: "OpenAI session token",
			Prefixes: []string{"sess-"}, Body: `[A-Za-z0-9]{40}`,
			Bits: 3, Left: nameBytes, Right: tokenBytes, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{"secret: '«sess-4eXampLE0kT7bQz3VnW5EXAMPLEexample012345»'", "OPENAI_SESSION_TOKEN=«sess-4eXampLE0kT7bQz3VnW5EXAMPLEexample012345»"},
			NoMatch: []string{"sess-", "sess-your-key-here", "sess-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "sess-4eXampLE0kT7b"},
		}.detector(),
	}
}
