package secret

import "sluice/pkg/scan/rule"

func livekit() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "livekit-secret",
			About: "LiveKit API secret",
			Words: []string{"livekit"},
			Value: `[A-Za-z0-9]{40,64}`,
			Check: bothCases,
			Match: []string{
				"LIVEKIT_API_KEY=«arnjwGeWrELHE4i93NKwqSVHq3UgEy1Jg7833Fwh»",
				`"livekitApiKey": "«Aig1X6gp3pDn6BC8SMzqedsbIgRrJFb7k2P1kmvq»"`,
				"my livekit secret «pyUqHNccZ4E1q1jOHXUrODISEEq969TiIXxZy18tD1lH»",
			},
			NoMatch: []string{
				"value: arnjwGeWrELHE4i93NKwqSVHq3UgEy1Jg7833Fwh",
				"LIVEKIT_API_KEY=${LIVEKIT_API_KEY}",
				"livekit api key is in the vault",
				"livekit_version: Aig1X6.2",
			},
		}.detector(),
	}
}
