package secret

import "sluice/pkg/scan/rule"

func mattermost() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "mattermost-token", About: "Mattermost personal access or bot token",
			Words: []string{"mattermost", "mm_token"}, Value: `[a-z0-9]{26}`, Check: mixed,
			Match:   []string{`"mattermostToken": "«4exampl0kt7bqz3vnw5example»"`, "mattermost_secret: «4exampl0kt7bqz3vnw5example»"},
			NoMatch: []string{"MATTERMOST_API_KEY=your_key_here", "mattermost 4exampl0kt7bqz3vnw5example", "mattermost_version: 4examp", "MATTERMOST_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxx", "mattermost_sha256: 4exampl0kt7bqz3vnw5example"},
		}.detector(),
	}
}
