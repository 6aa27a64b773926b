package secret

import "sluice/pkg/scan/rule"

func roblox() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "roblox-session-cookie", About: "Roblox session cookie",
			Prefixes: []string{"_|WARNING:-DO-NOT-SHARE-THIS."}, Body: `[^|\s]{0,200}\|_[A-F0-9]{100,1000}`,
			Match:   []string{`curl -H "X-Api-Key: «_|WARNING:-DO-NOT-SHARE-THIS.|_0A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4E5F60718293A4B5C6D7E8F90A1B»" https://example.com`, `"token": "«_|WARNING:-DO-NOT-SHARE-THIS.|_0A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4E5F60718293A4B5C6D7E8F90A1B»"`},
			NoMatch: []string{"_|WARNING:-DO-NOT-SHARE-THIS.", "_|WARNING:-DO-NOT-SHARE-THIS.your-key-here", "_|WARNING:-DO-NOT-SHARE-THIS.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "_|WARNING:-DO-NOT-SHARE-THIS.|_0A1B2C3D4E5F60718293A4B5C6D7E8F9"},
		}.detector(),
	}
}
