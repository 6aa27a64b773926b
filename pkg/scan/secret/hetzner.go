package secret

import "sluice/pkg/scan/rule"

func hetzner() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "hetzner-token",
			About: "Hetzner Cloud API token",
			Words: []string{"hetzner", "hcloud"},
			Value: `[A-Za-z0-9]{64}`,
			Check: bothCases,
			Match: []string{
				"HETZNER_API_KEY=«hXNun8ufHlCTouEIF7kUxgogH2xFeDQznrEYI3QvFce7DXDlCtmcOKzbCJ89N923»",
				`"hetznerApiKey": "«hqjnNZe01SFtCcuyhSEPh2edx8QZda8WPmDTMZBq65HQJyFTjW1DNIUDoKAjyveh»"`,
				"my hetzner secret «eRHdHcYmM45zwJS0Zve1v6B0MlZ6LM4lsEDdi3ZzJtuTPMn0ITeNFXJWOimbjEPe»",
			},
			NoMatch: []string{
				"value: hXNun8ufHlCTouEIF7kUxgogH2xFeDQznrEYI3QvFce7DXDlCtmcOKzbCJ89N923",
				"HETZNER_API_KEY=${HETZNER_API_KEY}",
				"hetzner api key is in the vault",
				"hetzner_version: hqjnNZ.2",
			},
		}.detector(),
	}
}
