package secret

import "sluice/pkg/scan/rule"

func alchemy() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "alchemy-api-key",
			About: "Alchemy API key",
			Words: []string{"alchemy"},
			Value: `[A-Za-z0-9_-]{32}`,
			Match: []string{
				"ALCHEMY_API_KEY=«PZ8idYAHm9XIrAfY9V8vEfw8utSBHzeW»",
				`"alchemyApiKey": "«6VYJS5fpsxyFkHSaV82EhbDOaPRquEJR»"`,
				"my alchemy secret «jebLi2Y27PFcWIzFA0xJXzBBQjd9Y3hF»",
			},
			NoMatch: []string{
				"value: PZ8idYAHm9XIrAfY9V8vEfw8utSBHzeW",
				"ALCHEMY_API_KEY=${ALCHEMY_API_KEY}",
				"alchemy api key is in the vault",
				"alchemy_version: 6VYJS5.2",
			},
		}.detector(),
		prefixed{
			Rule:     "alchemy-app-key",
			About:    "Alchemy app key",
			Prefixes: []string{"alcht_"},
			Body:     `[A-Za-z0-9]{30}`,
			Match: []string{
				"ALCHEMY_TOKEN=«alcht_NMzcAehF9Rm91regBDKZxxgb3l85qp»",
				"Authorization: Bearer «alcht_NBaxuaz300b65YA0wK5VJTxMb1EXNZ»",
			},
			NoMatch: []string{
				"alcht_",
				"alcht_NMzcAehF9R",
				"alcht_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with alcht_ and is kept in the vault",
			},
		}.detector(),
		prefixed{
			Rule:     "alchemy-url-key",
			About:    "Alchemy key in the address of a node",
			Prefixes: []string{".g.alchemy.com/v2/"},
			Body:     `[A-Za-z0-9_-]{32}`,
			Match: []string{
				"https://eth-mainnet«.g.alchemy.com/v2/MRIeXSAqoHxKwdEErYC5a4JMpBv1f9Um»",
			},
			NoMatch: []string{
				"https://eth-mainnet.g.alchemy.com/v2/",
				"https://eth-mainnet.g.alchemy.com/v2/your-api-key",
				"https://eth-mainnet.g.alchemy.com/v2/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			},
		}.detector(),
	}
}
