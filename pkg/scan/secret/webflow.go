package secret

import "sluice/pkg/scan/rule"

func webflow() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "webflow-token", About: "Webflow API token",
			Words: []string{"webflow"}, Value: `[0-9a-f]{64}`, Bits: 3,
			Match:   []string{"webflow_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»", "webflow.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»'"},
			NoMatch: []string{"WEBFLOW_API_KEY=your_key_here", "webflow 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9", "webflow_version: 0a1b2c", "WEBFLOW_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "webflow_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
