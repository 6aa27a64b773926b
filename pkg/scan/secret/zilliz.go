package secret

import "sluice/pkg/scan/rule"

func zilliz() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "zilliz-api-key", About: "Zilliz Cloud API key",
			Words: []string{"zilliz"}, Value: `[0-9a-f]{72,128}`, Bits: 3,
			Match:   []string{"ZILLIZ_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»", `"zillizToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»"`},
			NoMatch: []string{"ZILLIZ_API_KEY=your_key_here", "zilliz 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d", "zilliz_version: 0a1b2c", "ZILLIZ_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "zilliz_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d"},
		}.detector(),
	}
}
