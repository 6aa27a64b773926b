package secret

import "sluice/pkg/scan/rule"

func infura() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "infura-key",
			About: "Infura project id or secret",
			Words: []string{"infura"},
			Value: `[a-f0-9]{32}|[A-Za-z0-9+/]{54}`,
			Match: []string{
				"INFURA_API_KEY=«yc9c7TMWdWmpNFRl4njTVq4A4K3c4jK4Ew5Ha0nvq6AksWbsQiv9Nq»",
				`"infuraApiKey": "«734c83a2763b3072846828af1c672a83»"`,
				"my infura secret «tHLiWTs8WwvEIsEbMMW6jghrHXnXu1kRVzKKBvovkwx4YeCVI3Gu35»",
			},
			NoMatch: []string{
				"value: yc9c7TMWdWmpNFRl4njTVq4A4K3c4jK4Ew5Ha0nvq6AksWbsQiv9Nq",
				"INFURA_API_KEY=${INFURA_API_KEY}",
				"infura api key is in the vault",
				"infura_version: 734c83.2",
			},
		}.detector(),
		prefixed{
			Rule:     "infura-url-key",
			About:    "Infura key in the address of a node",
			Prefixes: []string{"infura.io/v3/"},
			Body:     `[a-f0-9]{32}`,
			Match: []string{
				"https://mainnet.«infura.io/v3/0a1b2c3d4e5f60718293a4b5c6d7e8f9»",
			},
			NoMatch: []string{
				"https://mainnet.infura.io/v3/",
				"https://mainnet.infura.io/v3/YOUR-PROJECT-ID",
			},
		}.detector(),
	}
}
