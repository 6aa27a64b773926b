package secret

import "sluice/pkg/scan/rule"

func huggingface() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "huggingface-token",
			About:    "Hugging Face user or organization token",
			Prefixes: []string{"hf_", "api_org_"},
			Body:     `[A-Za-z0-9]{34,40}`,
			Bits:     3,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"HUGGINGFACE_TOKEN=«hf_eB52suNxZEbQZn8cq4eehdFNtgBiNmziok»",
				"Authorization: Bearer «api_org_MCiRgNbpoTvMHH0NVU1YQ2rEHsb2Qom9km»",
			},
			NoMatch: []string{
				"hf_",
				"hf_eB52suNxZEb",
				"api_org_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with hf_ and is kept in the vault",
			},
		}.detector(),
	}
}
