package secret

import "sluice/pkg/scan/rule"

func twitch() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "twitch-oauth-token", About: "Twitch chat token",
			Prefixes: []string{"oauth:"}, Body: `[a-z0-9]{30}`,
			Right: tokenBytes, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{`curl -H "X-Api-Key: «oauth:4exampl0kt7bqz3vnw5example0123»" https://example.com`, `"token": "«oauth:4exampl0kt7bqz3vnw5example0123»"`},
			NoMatch: []string{"oauth:", "oauth:your-key-here", "oauth:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "oauth:4exampl0kt"},
		}.detector(),
		weak{
			Rule: "twitch-client-secret", About: "Twitch client secret or access token",
			Words: []string{"twitch"}, Value: `[a-z0-9]{30}`, Check: mixed,
			Match:   []string{"TWITCH_API_KEY=«4exampl0kt7bqz3vnw5example0123»", `"twitchToken": "«4exampl0kt7bqz3vnw5example0123»"`},
			NoMatch: []string{"TWITCH_API_KEY=your_key_here", "twitch 4exampl0kt7bqz3vnw5example0123", "twitch_version: 4examp", "TWITCH_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "twitch_sha256: 4exampl0kt7bqz3vnw5example0123"},
		}.detector(),
	}
}
