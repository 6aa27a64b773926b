package secret

import "sluice/pkg/scan/rule"

func pandadoc() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "pandadoc-api-key", About: "PandaDoc API key",
			Words: []string{"pandadoc"}, Value: `[0-9a-f]{40}`, Bits: 3,
			Match:   []string{"PANDADOC_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»", `"pandadocToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»"`},
			NoMatch: []string{"PANDADOC_API_KEY=your_key_here", "pandadoc 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d", "pandadoc_version: 0a1b2c", "PANDADOC_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "pandadoc_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d"},
		}.detector(),
	}
}
