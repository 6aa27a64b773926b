package secret

import "sluice/pkg/scan/rule"

func honeycomb() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "honeycomb-key",
			About:    "Honeycomb ingest, configuration or management key",
			Prefixes: []string{"hcaik_", "hcxik_", "hcbik_", "hcaic_", "hcxic_", "hcamk_", "hcxmk_"},
			Body:     `[a-z0-9]{26,64}`,
			Match: []string{
				"HONEYCOMB_TOKEN=«hcaik_wvhzi2p6m27kvtrzdekzcc1z7h»",
				"Authorization: Bearer «hcxik_e2m5pcsppfj1mihvgl0fmmpp7jstj8»",
				`{"token": "«hcbik_ldpqwm28i8zmu5zeyswlaotc20»"}`,
			},
			NoMatch: []string{
				"hcaik_",
				"hcaik_wvhzi2p6",
				"hcxmk_xxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with hcaik_ and is kept in the vault",
			},
		}.detector(),
		named{
			Rule:  "honeycomb-legacy-key",
			About: "Honeycomb API key of the older form",
			Words: []string{"honeycomb", "x-honeycomb-team"},
			Value: `[A-Za-z0-9]{22,32}`,
			Check: random,
			Match: []string{
				"HONEYCOMB_API_KEY=«itJiwrE8ztf2CO50GHyoWZmI»",
				`"honeycombApiKey": "«v2xhA4i2V5RVoIg5eYJv1m»"`,
				"my honeycomb secret «pEKdKU9bdDlwthRuQBYBuW85Q»",
			},
			NoMatch: []string{
				"value: itJiwrE8ztf2CO50GHyoWZmI",
				"HONEYCOMB_API_KEY=${HONEYCOMB_API_KEY}",
				"honeycomb api key is in the vault",
				"honeycomb_version: v2xhA4.2",
			},
		}.detector(),
	}
}
