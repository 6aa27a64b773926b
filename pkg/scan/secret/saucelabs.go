package secret

import "sluice/pkg/scan/rule"

func sauceLabs() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "saucelabs-access-key", About: "Sauce Labs access key",
			Words: []string{"sauce_access", "saucelabs", "sauce_key", "sauce_labs"}, Value: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Bits: 3,
			Match:   []string{"sauce_access.api_key = '«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»'", "SAUCE_ACCESS_KEY=«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»"},
			NoMatch: []string{"SAUCE_ACCESS_KEY=your_key_here", "sauce_access 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "sauce_access_version: 0a1b2c", "SAUCE_ACCESS_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "sauce_access_sha256: 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"},
		}.detector(),
	}
}
