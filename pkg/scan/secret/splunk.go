package secret

import "sluice/pkg/scan/rule"

func splunk() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "splunk-hec-header", About: "Splunk HTTP Event Collector token in a header",
			Prefixes: []string{"Splunk "}, Body: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`,
			Right:   tokenBytes,
			Match:   []string{"Authorization: «Splunk 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»", "-H 'Authorization: «Splunk 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»'"},
			NoMatch: []string{"Splunk", "Splunk your-key-here", "Splunk xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "Splunk 0a1b2c3d-4e5"},
		}.detector(),
		weak{
			Rule: "splunk-hec-token", About: "Splunk HTTP Event Collector token",
			Words: []string{"splunk", "hec_token"}, Value: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Bits: 3,
			Match:   []string{"splunk.api_key = '«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»'", "SPLUNK_API_KEY=«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»"},
			NoMatch: []string{"SPLUNK_API_KEY=your_key_here", "splunk 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "splunk_version: 0a1b2c", "SPLUNK_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "splunk_sha256: 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"},
		}.detector(),
	}
}
