package secret

import "sluice/pkg/scan/rule"

func coda() []rule.Detector {
	return []rule.Detector{
		keyed{
			Rule:  "coda-token",
			About: "Coda API token",
			Name:  "coda",
			Value: uuidForm,
			Match: []string{
				"CODA_KEY=«02dFd84D-6d11-EfDA-fD8E-26ebCAbb52AE»",
				`"coda_token": "«1E1876bc-c7Aa-B0Be-83EA-0Ac7FfFCcFf3»"`,
				"coda secret «54a0B8eE-5331-9ded-5FCa-7a0fe3CCa1aC»",
			},
			NoMatch: []string{
				"coda: 02dFd84D-6d11-EfDA-fD8E-26ebCAbb52AE",
				"CODA_KEY=${CODA_KEY}",
				"the coda key is in the vault",
				"coda_key=your-coda-key-here",
			},
		}.detector(),
	}
}
