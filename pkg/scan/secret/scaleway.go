package secret

import "sluice/pkg/scan/rule"

func scaleway() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "scaleway-access-key", About: "Scaleway access key id",
			Prefixes: []string{"SCW"}, Body: `[A-Z0-9]{17}`,
			Left: wordBytes, Right: tokenBytes, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{"secret: '«SCW4EXAMPL0KT7BQZ3VN»'", "SCALEWAY_ACCESS_KEY=«SCW4EXAMPL0KT7BQZ3VN»"},
			NoMatch: []string{"SCW", "SCWyour-key-here", "SCWxxxxxxxxxxxxxxxxx", "SCW4EXAM"},
		}.detector(),
		weak{
			Rule: "scaleway-secret-key", About: "Scaleway secret key",
			Words: []string{"scw_secret", "scaleway"}, Value: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Bits: 3,
			Match:   []string{`"scw_secretToken": "«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»"`, "scw_secret_secret: «0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»"},
			NoMatch: []string{"SCW_SECRET=your_key_here", "scw_secret 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "scw_secret_version: 0a1b2c", "SCW_SECRET=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		}.detector(),
	}
}
