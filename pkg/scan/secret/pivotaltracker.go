package secret

import "sluice/pkg/scan/rule"

func pivotalTracker() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "pivotal-tracker-token", About: "Pivotal Tracker API token",
			Words: []string{"pivotaltracker", "pivotal_tracker", "pivotal-tracker", "x-trackertoken"}, Value: `[0-9a-f]{32}`, Bits: 3,
			Match:   []string{`"pivotaltrackerToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"`, "pivotaltracker_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f9»"},
			NoMatch: []string{"PIVOTALTRACKER_API_KEY=your_key_here", "pivotaltracker 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "pivotaltracker_version: 0a1b2c", "PIVOTALTRACKER_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "pivotaltracker_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
