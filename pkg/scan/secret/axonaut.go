package secret

import "sluice/pkg/scan/rule"

func axonaut() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "axonaut-key",
			About: "Axonaut API key",
			Words: []string{"axonaut"},
			Value: `[A-Za-z0-9]{32,64}`,
			Match: []string{
				"AXONAUT_API_KEY=«QnZbBnWiX9H00733hvm4rVOmhVZ7vR4HP»",
				`"axonautApiKey": "«V0vokONIY4oNYg51sfGecK17mq0ZitkYgLlW»"`,
				"my axonaut secret «wO3mgkqv7KpbtQG36wrkBl7KXBIBi5UZxm6c»",
			},
			NoMatch: []string{
				"value: QnZbBnWiX9H00733hvm4rVOmhVZ7vR4HP",
				"AXONAUT_API_KEY=${AXONAUT_API_KEY}",
				"axonaut api key is in the vault",
				"axonaut_version: V0vokO.2",
			},
		}.detector(),
	}
}
