package secret

import "sluice/pkg/scan/rule"

func zeroTier() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "zerotier-token", About: "ZeroTier Central API token",
			Words: []string{"zerotier"}, Value: `[A-Za-z0-9]{32}`, Check: mixed,
			Match:   []string{"zerotier_secret: «4eXampLE0kT7bQz3VnW5EXAMPLEexamp»", "zerotier.api_key = '«4eXampLE0kT7bQz3VnW5EXAMPLEexamp»'"},
			NoMatch: []string{"ZEROTIER_API_KEY=your_key_here", "zerotier 4eXampLE0kT7bQz3VnW5EXAMPLEexamp", "zerotier_version: 4eXamp", "ZEROTIER_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "zerotier_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexamp"},
		}.detector(),
	}
}
