package secret

import "sluice/pkg/scan/rule"

func netlify() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "netlify-token", About: "Netlify access token",
			Prefixes: []string{"nfp_", "nfo_", "nfc_", "nfu_", "nfb_"}, Body: `[A-Za-z0-9]{36,64}`,
			Bits: 3, Left: alnum,
			Match:   []string{"Authorization: Bearer «nfp_4eXampLE0kT7bQz3VnW5EXAMPLEexample012345»", "secret: '«nfp_4eXampLE0kT7bQz3VnW5EXAMPLEexample012345»'"},
			NoMatch: []string{"nfp_", "nfp_your-key-here", "nfp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "nfp_4eXampLE0kT7b"},
		}.detector(),
		weak{
			Rule: "netlify-token-old", About: "Netlify access token of the older form",
			Words: []string{"netlify"}, Value: `[A-Za-z0-9_-]{43,45}`, Check: mixed,
			Match:   []string{"netlify.api_key = '«4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789r»'", "NETLIFY_API_KEY=«4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789r»"},
			NoMatch: []string{"NETLIFY_API_KEY=your_key_here", "netlify 4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789r", "netlify_version: 4eXamp", "NETLIFY_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "netlify_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789r"},
		}.detector(),
		prefixed{
			Rule: "netlify-build-hook", About: "Netlify build hook",
			Prefixes: []string{"api.netlify.com/build_hooks/"}, Body: `[0-9a-f]{24}`,
			Right:   tokenBytes,
			Match:   []string{"https://«api.netlify.com/build_hooks/0a1b2c3d4e5f60718293a4b5»", `url = "https://«api.netlify.com/build_hooks/0a1b2c3d4e5f60718293a4b5»"`},
			NoMatch: []string{"api.netlify.com/build_hooks/", "api.netlify.com/build_hooks/your-key-here", "api.netlify.com/build_hooks/xxxxxxxxxxxxxxxxxxxxxxxx", "api.netlify.com/build_hooks/0a1b2c3d"},
		}.detector(),
	}
}
