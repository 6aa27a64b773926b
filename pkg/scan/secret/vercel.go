package secret

import "sluice/pkg/scan/rule"

func vercel() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "vercel-token", About: "Vercel access token or key",
			Prefixes: []string{"vcp_", "vci_", "vca_", "vcr_", "vck_"}, Body: `[A-Za-z0-9]{50,64}`,
			Bits: 3, Left: alnum,
			Match:   []string{"the key is «vcp_4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDg», see", `curl -H "X-Api-Key: «vcp_4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDg»" https://example.com`},
			NoMatch: []string{"vcp_", "vcp_your-key-here", "vcp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "vcp_4eXampLE0kT7bQz3Vn"},
		}.detector(),
		prefixed{
			Rule: "vercel-blob-token", About: "Vercel Blob read-write token",
			Prefixes: []string{"vercel_blob_rw_"}, Body: `[A-Za-z0-9]{14,24}_[A-Za-z0-9]{24,48}`,
			Match:   []string{"secret: '«vercel_blob_rw_4eXampLE0kT7bQz3Vn_W5EXAMPLEexample0123456789rJ»'", "VERCEL_BLOB_TOKEN=«vercel_blob_rw_4eXampLE0kT7bQz3Vn_W5EXAMPLEexample0123456789rJ»"},
			NoMatch: []string{"vercel_blob_rw_", "vercel_blob_rw_your-key-here", "vercel_blob_rw_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "vercel_blob_rw_4eXampLE0kT7bQz"},
		}.detector(),
		weak{
			Rule: "vercel-token-old", About: "Vercel token of the older form",
			Words: []string{"vercel"}, Value: `[A-Za-z0-9]{24}`, Check: mixed,
			Match:   []string{`"vercelToken": "«4eXampLE0kT7bQz3VnW5EXAM»"`, "vercel_secret: «4eXampLE0kT7bQz3VnW5EXAM»"},
			NoMatch: []string{"VERCEL_API_KEY=your_key_here", "vercel 4eXampLE0kT7bQz3VnW5EXAM", "vercel_version: 4eXamp", "VERCEL_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxx", "vercel_sha256: 4eXampLE0kT7bQz3VnW5EXAM"},
		}.detector(),
	}
}
