package secret

import "sluice/pkg/scan/rule"

func pinecone() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "pinecone-api-key", About: "Pinecone API key",
			Prefixes: []string{"pcsk_"}, Body: `[A-Za-z0-9]{5,8}_[A-Za-z0-9]{50,72}`,
			Match:   []string{"secret: '«pcsk_4eXam_pLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eX»'", "PINECONE_API_KEY=«pcsk_4eXam_pLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eX»"},
			NoMatch: []string{"pcsk_", "pcsk_your-key-here", "pcsk_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "pcsk_4eXam_pLE0kT7bQz3VnW"},
		}.detector(),
		weak{
			Rule: "pinecone-api-key-old", About: "Pinecone API key of the older form",
			Words: []string{"pinecone"}, Value: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Bits: 3,
			Match:   []string{"pinecone.api_key = '«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»'", "PINECONE_API_KEY=«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»"},
			NoMatch: []string{"PINECONE_API_KEY=your_key_here", "pinecone 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "pinecone_version: 0a1b2c", "PINECONE_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "pinecone_sha256: 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"},
		}.detector(),
	}
}
