package secret

import "sluice/pkg/scan/rule"

func marketstack() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "marketstack-access-key", About: "Marketstack (apilayer) access key",
			Words: []string{"marketstack"}, Value: `[0-9a-fA-F]{32}`, Bits: 3,
			Match:   []string{"marketstack_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f9»", "marketstack.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f9»'"},
			NoMatch: []string{"MARKETSTACK_API_KEY=your_key_here", "marketstack 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "marketstack_version: 0a1b2c", "MARKETSTACK_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "marketstack_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
		weak{
			Rule: "mediastack-access-key", About: "Mediastack (apilayer) access key",
			Words: []string{"mediastack"}, Value: `[0-9a-fA-F]{32}`, Bits: 3,
			Match:   []string{"mediastack.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f9»'", "MEDIASTACK_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"},
			NoMatch: []string{"MEDIASTACK_API_KEY=your_key_here", "mediastack 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "mediastack_version: 0a1b2c", "MEDIASTACK_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "mediastack_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
		weak{
			Rule: "numverify-access-key", About: "Numverify (apilayer) access key",
			Words: []string{"numverify"}, Value: `[0-9a-fA-F]{32}`, Bits: 3,
			Match:   []string{"NUMVERIFY_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f9»", `"numverifyToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"`},
			NoMatch: []string{"NUMVERIFY_API_KEY=your_key_here", "numverify 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "numverify_version: 0a1b2c", "NUMVERIFY_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "numverify_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
		weak{
			Rule: "pdflayer-access-key", About: "Pdflayer (apilayer) access key",
			Words: []string{"pdflayer"}, Value: `[0-9a-fA-F]{32}`, Bits: 3,
			Match:   []string{`"pdflayerToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"`, "pdflayer_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f9»"},
			NoMatch: []string{"PDFLAYER_API_KEY=your_key_here", "pdflayer 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "pdflayer_version: 0a1b2c", "PDFLAYER_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "pdflayer_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
		weak{
			Rule: "positionstack-access-key", About: "Positionstack (apilayer) access key",
			Words: []string{"positionstack"}, Value: `[0-9a-fA-F]{32}`, Bits: 3,
			Match:   []string{"positionstack_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f9»", "positionstack.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f9»'"},
			NoMatch: []string{"POSITIONSTACK_API_KEY=your_key_here", "positionstack 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "positionstack_version: 0a1b2c", "POSITIONSTACK_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "positionstack_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
		weak{
			Rule: "scrapestack-access-key", About: "Scrapestack (apilayer) access key",
			Words: []string{"scrapestack"}, Value: `[0-9a-fA-F]{32}`, Bits: 3,
			Match:   []string{"scrapestack.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f9»'", "SCRAPESTACK_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"},
			NoMatch: []string{"SCRAPESTACK_API_KEY=your_key_here", "scrapestack 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "scrapestack_version: 0a1b2c", "SCRAPESTACK_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "scrapestack_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
		weak{
			Rule: "screenshotlayer-access-key", About: "Screenshotlayer (apilayer) access key",
			Words: []string{"screenshotlayer"}, Value: `[0-9a-fA-F]{32}`, Bits: 3,
			Match:   []string{"SCREENSHOTLAYER_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f9»", `"screenshotlayerToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"`},
			NoMatch: []string{"SCREENSHOTLAYER_API_KEY=your_key_here", "screenshotlayer 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "screenshotlayer_version: 0a1b2c", "SCREENSHOTLAYER_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "screenshotlayer_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
		weak{
			Rule: "serpstack-access-key", About: "Serpstack (apilayer) access key",
			Words: []string{"serpstack"}, Value: `[0-9a-fA-F]{32}`, Bits: 3,
			Match:   []string{`"serpstackToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"`, "serpstack_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f9»"},
			NoMatch: []string{"SERPSTACK_API_KEY=your_key_here", "serpstack 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "serpstack_version: 0a1b2c", "SERPSTACK_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "serpstack_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
		weak{
			Rule: "userstack-access-key", About: "Userstack (apilayer) access key",
			Words: []string{"userstack"}, Value: `[0-9a-fA-F]{32}`, Bits: 3,
			Match:   []string{"userstack_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f9»", "userstack.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f9»'"},
			NoMatch: []string{"USERSTACK_API_KEY=your_key_here", "userstack 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "userstack_version: 0a1b2c", "USERSTACK_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "userstack_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
		weak{
			Rule: "vatlayer-access-key", About: "Vatlayer (apilayer) access key",
			Words: []string{"vatlayer"}, Value: `[0-9a-fA-F]{32}`, Bits: 3,
			Match:   []string{"vatlayer.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f9»'", "VATLAYER_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"},
			NoMatch: []string{"VATLAYER_API_KEY=your_key_here", "vatlayer 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "vatlayer_version: 0a1b2c", "VATLAYER_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "vatlayer_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
		weak{
			Rule: "weatherstack-access-key", About: "Weatherstack (apilayer) access key",
			Words: []string{"weatherstack"}, Value: `[0-9a-fA-F]{32}`, Bits: 3,
			Match:   []string{"WEATHERSTACK_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f9»", `"weatherstackToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"`},
			NoMatch: []string{"WEATHERSTACK_API_KEY=your_key_here", "weatherstack 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "weatherstack_version: 0a1b2c", "WEATHERSTACK_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "weatherstack_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
