package secret

import "sluice/pkg/scan/rule"

func mongodb() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "mongodb-service-account-secret", About: "MongoDB Atlas service account secret",
			Prefixes: []string{"mdb_sa_sk_"}, Body: `[A-Za-z0-9_-]{36,48}`,
			Match:   []string{`curl -H "X-Api-Key: «mdb_sa_sk_4eXampLE0kT7bQz3VnW5EXAMPLEexample012345»" https://example.com`, `"token": "«mdb_sa_sk_4eXampLE0kT7bQz3VnW5EXAMPLEexample012345»"`},
			NoMatch: []string{"mdb_sa_sk_", "mdb_sa_sk_your-key-here", "mdb_sa_sk_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "mdb_sa_sk_4eXampLE0kT7b"},
		}.detector(),
		weak{
			Rule: "mongodb-atlas-private-key", About: "MongoDB Atlas programmatic private key",
			Words: []string{"mongodb_atlas", "mongodb-atlas", "atlas_private", "mongodb atlas", "mongodbatlas"}, Value: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Bits: 3,
			Match:   []string{"mongodb_atlas_secret: «0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»", "mongodb_atlas.api_key = '«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»'"},
			NoMatch: []string{"MONGODB_ATLAS_API_KEY=your_key_here", "mongodb_atlas 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "mongodb_atlas_version: 0a1b2c", "MONGODB_ATLAS_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "mongodb_atlas_sha256: 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"},
		}.detector(),
	}
}
