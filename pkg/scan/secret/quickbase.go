package secret

import "sluice/pkg/scan/rule"

func quickbase() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "quickbase-user-token", About: "Quickbase user token",
			Prefixes: []string{"QB-USER-TOKEN "}, Body: `b[a-z0-9]{4,8}_[a-z0-9]{2,6}_[a-z0-9_]{20,48}`,
			Match:   []string{"Authorization: «QB-USER-TOKEN b4exa_mp_l0kt7bqz3vnw5example0123»", "-H 'Authorization: «QB-USER-TOKEN b4exa_mp_l0kt7bqz3vnw5example0123»'"},
			NoMatch: []string{"QB-USER-TOKEN", "QB-USER-TOKEN your-key-here", "QB-USER-TOKEN xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "QB-USER-TOKEN b4exa_mp_l0"},
		}.detector(),
	}
}
