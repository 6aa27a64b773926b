package secret

import "sluice/pkg/scan/rule"

func deepgram() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "deepgram-key",
			About: "Deepgram API key",
			Words: []string{"deepgram"},
			Value: `[a-z0-9]{40}`,
			Match: []string{
				"DEEPGRAM_API_KEY=«kd128mqbus6xv3rl26qmanfjjdph9ymxaygh53sw»",
				`"deepgramApiKey": "«5729pig3mlgq8qwdsjskpufq6tsykapylagckpdq»"`,
				"my deepgram secret «8w8prkc7r11hpz9ipi0zbg18hj8fa0nbwnwbt17l»",
			},
			NoMatch: []string{
				"value: kd128mqbus6xv3rl26qmanfjjdph9ymxaygh53sw",
				"DEEPGRAM_API_KEY=${DEEPGRAM_API_KEY}",
				"deepgram api key is in the vault",
				"deepgram_version: 5729pi.2",
			},
		}.detector(),
	}
}
