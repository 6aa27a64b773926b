package secret

import "sluice/pkg/scan/rule"

func zendesk() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "zendesk-token", About: "Zendesk API token or client secret",
			Words: []string{"zendesk"}, Value: `[0-9a-f]{64}|[A-Za-z0-9]{40}`, Check: mixed,
			Match:   []string{"zendesk.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»'", "ZENDESK_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»"},
			NoMatch: []string{"ZENDESK_API_KEY=your_key_here", "zendesk 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9", "zendesk_version: 0a1b2c", "ZENDESK_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "zendesk_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
