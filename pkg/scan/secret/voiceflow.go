package secret

import "sluice/pkg/scan/rule"

func voiceflow() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "voiceflow-api-key", About: "Voiceflow API key",
			Prefixes: []string{"VF.DM.", "VF.WS."}, Body: `[0-9a-f]{24}\.[A-Za-z0-9]{16}`,
			Match:   []string{"Authorization: Bearer «VF.DM.0a1b2c3d4e5f60718293a4b5.PLEexample012345»", "secret: '«VF.DM.0a1b2c3d4e5f60718293a4b5.PLEexample012345»'"},
			NoMatch: []string{"VF.DM.", "VF.DM.your-key-here", "VF.DM.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "VF.DM.0a1b2c3d4e5f6"},
		}.detector(),
	}
}
