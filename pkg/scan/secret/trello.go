package secret

import "sluice/pkg/scan/rule"

func trello() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "trello-token", About: "Trello token",
			Prefixes: []string{"ATTA"}, Body: `[0-9a-f]{64}[0-9A-F]{8}`,
			Bits: 3, Left: alnum,
			Match:   []string{"secret: '«ATTA0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90A1B2C3D»'", "TRELLO_TOKEN=«ATTA0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90A1B2C3D»"},
			NoMatch: []string{"ATTA", "ATTAyour-key-here", "ATTAxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "ATTA0a1b2c3d4e5f60718293a4b5"},
		}.detector(),
		weak{
			Rule: "trello-key", About: "Trello API key, secret or older token",
			Words: []string{"trello"}, Value: `[0-9a-f]{64}|[0-9a-f]{32}`, Bits: 3,
			Match:   []string{`"trelloToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»"`, "trello_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»"},
			NoMatch: []string{"TRELLO_API_KEY=your_key_here", "trello 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9", "trello_version: 0a1b2c", "TRELLO_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "trello_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
