package secret

import "sluice/pkg/scan/rule"

func phrase() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "phrase-access-token", About: "Phrase Strings access token",
			Words: []string{"phraseapp", "phrase_access", "phrase_api"}, Value: `[0-9a-f]{64}`, Bits: 3,
			Match:   []string{"phraseapp.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»'", "PHRASEAPP_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»"},
			NoMatch: []string{"PHRASEAPP_API_KEY=your_key_here", "phraseapp 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9", "phraseapp_version: 0a1b2c", "PHRASEAPP_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "phraseapp_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
