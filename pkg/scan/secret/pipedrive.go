package secret

import "sluice/pkg/scan/rule"

func pipedrive() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "pipedrive-api-token", About: "Pipedrive API token",
			Words: []string{"pipedrive"}, Value: `[0-9a-f]{40}`, Bits: 3,
			Match:   []string{"PIPEDRIVE_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»", `"pipedriveToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»"`},
			NoMatch: []string{"PIPEDRIVE_API_KEY=your_key_here", "pipedrive 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d", "pipedrive_version: 0a1b2c", "PIPEDRIVE_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "pipedrive_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d"},
		}.detector(),
	}
}
