package secret

import "sluice/pkg/scan/rule"

func digitalocean() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "digitalocean-token",
			About:    "DigitalOcean personal, OAuth or refresh token",
			Prefixes: []string{"dop_v1_", "doo_v1_", "dor_v1_"},
			Body:     `[a-f0-9]{64}`,
			Match: []string{
				"DIGITALOCEAN_TOKEN=«dop_v1_752487182813fc030ea90837a65be135bf479bd116293ff96501db6bfa4c63f7»",
				"Authorization: Bearer «doo_v1_625b6a15a9fc5ee37846179558d1773b996c857e023dae777a56345c0be07e20»",
				`{"token": "«dor_v1_03e74e61661db8d2b5927eafba259c1084400f4939abed4031252be71b794289»"}`,
			},
			NoMatch: []string{
				"dop_v1_",
				"dop_v1_752487182813fc030ea90",
				"dor_v1_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with dop_v1_ and is kept in the vault",
			},
		}.detector(),
		named{
			Rule:  "digitalocean-spaces-secret",
			About: "DigitalOcean Spaces secret key",
			Words: []string{"spaces_secret", "spaces_access", "spaces-secret", "do_spaces", "digitalocean_spaces"},
			Value: `[A-Za-z0-9+/]{43}`,
			Match: []string{
				"SPACES_SECRET_API_KEY=«H1v7rDveshgSz1bgWBqsgGrgPqtL1dqbtTVV8q1M3s4»",
				`"spaces_secret": "«cFpao9BlvD19FuDgExo4y5xgTSPlTmfdiyZn0HlnkK5»"`,
				"my spaces_secret secret «0sKZzOQWbwyDgi4JaYbL54RQzVbJWqmDnaEuw1iGv7O»",
			},
			NoMatch: []string{
				"value: H1v7rDveshgSz1bgWBqsgGrgPqtL1dqbtTVV8q1M3s4",
				"SPACES_SECRET_API_KEY=${SPACES_SECRET_API_KEY}",
				"spaces_secret api key is in the vault",
				"spaces_secret_version: cFpao9.2",
			},
		}.detector(),
	}
}
