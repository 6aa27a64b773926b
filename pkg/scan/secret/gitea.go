package secret

import "sluice/pkg/scan/rule"

func gitea() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "gitea-token",
			About: "Gitea, Forgejo or Codeberg access token",
			Words: []string{"gitea", "forgejo", "codeberg"},
			Value: `[a-f0-9]{40}`,
			Match: []string{
				"GITEA_API_KEY=«496dd30cfc6699b721d79f7de4b1141998ced1be»",
				`"giteaApiKey": "«e23a2ae30e1c4fd5b0f06071f9011d4e03daafae»"`,
				"my gitea secret «fe3552c222130b6aa83752ce098553e310c00d71»",
			},
			NoMatch: []string{
				"value: 496dd30cfc6699b721d79f7de4b1141998ced1be",
				"GITEA_API_KEY=${GITEA_API_KEY}",
				"gitea api key is in the vault",
				"gitea_version: e23a2a.2",
			},
		}.detector(),
	}
}
