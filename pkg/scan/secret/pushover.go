package secret

import "sluice/pkg/scan/rule"

func pushover() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "pushover-token", About: "Pushover user key or API token",
			Words: []string{"pushover"}, Value: `[a-z0-9]{30}`, Check: mixed,
			Match:   []string{`"pushoverToken": "«4exampl0kt7bqz3vnw5example0123»"`, "pushover_secret: «4exampl0kt7bqz3vnw5example0123»"},
			NoMatch: []string{"PUSHOVER_API_KEY=your_key_here", "pushover 4exampl0kt7bqz3vnw5example0123", "pushover_version: 4examp", "PUSHOVER_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "pushover_sha256: 4exampl0kt7bqz3vnw5example0123"},
		}.detector(),
	}
}
