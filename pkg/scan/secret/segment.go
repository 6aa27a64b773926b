package secret

import "sluice/pkg/scan/rule"

func segment() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "segment-public-api-token", About: "Segment API token",
			Prefixes: []string{"sgp_"}, Body: `[A-Za-z0-9]{64}`,
			Bits: 3, Right: tokenBytes,
			Match:   []string{"secret: '«sgp_4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE»'", "SEGMENT_PUBLIC_API_TOKEN=«sgp_4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE»"},
			NoMatch: []string{"sgp_", "sgp_your-key-here", "sgp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "sgp_4eXampLE0kT7bQz3VnW5E"},
		}.detector(),
		weak{
			Rule: "segment-write-key", About: "Segment write key",
			Words: []string{"segment_write", "segment_api", "segment_key", "segmentwrite", "segment write"}, Value: `[A-Za-z0-9]{32}`, Check: mixed,
			Match:   []string{"segment_write.api_key = '«4eXampLE0kT7bQz3VnW5EXAMPLEexamp»'", "SEGMENT_WRITE_API_KEY=«4eXampLE0kT7bQz3VnW5EXAMPLEexamp»"},
			NoMatch: []string{"SEGMENT_WRITE_API_KEY=your_key_here", "segment_write 4eXampLE0kT7bQz3VnW5EXAMPLEexamp", "segment_write_version: 4eXamp", "SEGMENT_WRITE_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "segment_write_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexamp"},
		}.detector(),
	}
}
