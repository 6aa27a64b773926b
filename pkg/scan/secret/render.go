package secret

import "sluice/pkg/scan/rule"

func render() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "render-api-key", About: "Render API key",
			Prefixes: []string{"rnd_"}, Body: `[A-Za-z0-9]{28,36}`,
			Bits: 3, Left: wordBytes, Right: tokenBytes, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{`curl -H "X-Api-Key: «rnd_4eXampLE0kT7bQz3VnW5EXAMPLEexamp»" https://example.com`, `"token": "«rnd_4eXampLE0kT7bQz3VnW5EXAMPLEexamp»"`},
			NoMatch: []string{"rnd_", "rnd_your-key-here", "rnd_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "rnd_4eXampLE0k"},
		}.detector(),
		prefixed{
			Rule: "render-deploy-hook", About: "Render deploy hook",
			Prefixes: []string{"api.render.com/deploy/srv-"}, Body: `[a-z0-9]{20}\?key=[A-Za-z0-9_-]{11}`,
			Match:   []string{"https://«api.render.com/deploy/srv-4exampl0kt7bqz3vnw5e?key=EXAMPLEexam»", `url = "https://«api.render.com/deploy/srv-4exampl0kt7bqz3vnw5e?key=EXAMPLEexam»"`},
			NoMatch: []string{"api.render.com/deploy/srv-", "api.render.com/deploy/srv-your-key-here", "api.render.com/deploy/srv-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "api.render.com/deploy/srv-4exampl0kt7b"},
		}.detector(),
	}
}
