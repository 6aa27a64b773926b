package secret

import "sluice/pkg/scan/rule"

func elevenlabs() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "elevenlabs-key",
			About:    "ElevenLabs API key",
			Prefixes: []string{"sk_"},
			Body:     `[a-f0-9]{48}`,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"ELEVENLABS_TOKEN=«sk_fd1a51add6c7899109016c2da9eb31e96fe1c6469994ab62»",
				"Authorization: Bearer «sk_3db205e87e6400df7e9381de5e6b1393db382941e6ea5dec»",
			},
			NoMatch: []string{
				"sk_",
				"sk_fd1a51add6c78991",
				"sk_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with sk_ and is kept in the vault",
			},
		}.detector(),
		named{
			Rule:  "elevenlabs-legacy-key",
			About: "ElevenLabs API key of the older form",
			Words: []string{"elevenlabs", "eleven_labs", "xi-api-key", "xi_api_key"},
			Value: `[a-f0-9]{32}`,
			Match: []string{
				"ELEVENLABS_API_KEY=«409d3dcf9c8e81c207a4f20a0a6c67f0»",
				`"elevenlabsApiKey": "«15b133bb3714694f19f56d47d5fc64e2»"`,
				"my elevenlabs secret «9705848cc8f5c535c664307b19fb6b3c»",
			},
			NoMatch: []string{
				"value: 409d3dcf9c8e81c207a4f20a0a6c67f0",
				"ELEVENLABS_API_KEY=${ELEVENLABS_API_KEY}",
				"elevenlabs api key is in the vault",
				"elevenlabs_version: 15b133.2",
			},
		}.detector(),
	}
}
