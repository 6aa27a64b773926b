package secret

import "sluice/pkg/scan/rule"

func todoist() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "todoist-api-token", About: "Todoist API token",
			Words: []string{"todoist"}, Value: `[0-9a-f]{40}`, Bits: 3,
			Match:   []string{"todoist_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»", "todoist.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»'"},
			NoMatch: []string{"TODOIST_API_KEY=your_key_here", "todoist 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d", "todoist_version: 0a1b2c", "TODOIST_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "todoist_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d"},
		}.detector(),
	}
}
