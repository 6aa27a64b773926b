package secret

import "sluice/pkg/scan/rule"

func meraki() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "meraki-api-key", About: "Cisco Meraki dashboard API key",
			Words: []string{"meraki"}, Value: `[0-9a-f]{40}`, Bits: 3,
			Match:   []string{`"merakiToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»"`, "meraki_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»"},
			NoMatch: []string{"MERAKI_API_KEY=your_key_here", "meraki 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d", "meraki_version: 0a1b2c", "MERAKI_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "meraki_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d"},
		}.detector(),
	}
}
