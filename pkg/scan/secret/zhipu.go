package secret

import "sluice/pkg/scan/rule"

func zhipu() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "zhipu-api-key", About: "Zhipu AI (Z.ai) API key",
			Words: []string{"zhipu", "bigmodel", "glm_", "zai_"}, Value: `[0-9a-f]{32}\.[A-Za-z0-9]{16}`, Bits: 3,
			Match:   []string{"zhipu.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f9.le0123456789rJ8y»'", "ZHIPU_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f9.le0123456789rJ8y»"},
			NoMatch: []string{"ZHIPU_API_KEY=your_key_here", "zhipu 0a1b2c3d4e5f60718293a4b5c6d7e8f9.le0123456789rJ8y", "zhipu_version: 0a1b2c", "ZHIPU_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "zhipu_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9.le0123456789rJ8y"},
		}.detector(),
	}
}
