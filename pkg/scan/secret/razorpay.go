package secret

import "sluice/pkg/scan/rule"

func razorpay() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "razorpay-key-id", About: "Razorpay key id",
			Prefixes: []string{"rzp_live_", "rzp_test_"}, Body: `[A-Za-z0-9]{14,20}`,
			Right:   tokenBytes,
			Match:   []string{"the key is «rzp_live_4eXampLE0kT7bQz3Vn», see", `curl -H "X-Api-Key: «rzp_live_4eXampLE0kT7bQz3Vn»" https://example.com`},
			NoMatch: []string{"rzp_live_", "rzp_live_your-key-here", "rzp_live_xxxxxxxxxxxxxxxxxx", "rzp_live_4eXamp"},
		}.detector(),
		weak{
			Rule: "razorpay-key-secret", About: "Razorpay key secret",
			Words: []string{"razorpay", "rzp_"}, Value: `[A-Za-z0-9]{24}`, Check: mixed,
			Match:   []string{"RAZORPAY_API_KEY=«4eXampLE0kT7bQz3VnW5EXAM»", `"razorpayToken": "«4eXampLE0kT7bQz3VnW5EXAM»"`},
			NoMatch: []string{"RAZORPAY_API_KEY=your_key_here", "razorpay 4eXampLE0kT7bQz3VnW5EXAM", "razorpay_version: 4eXamp", "RAZORPAY_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxx", "razorpay_sha256: 4eXampLE0kT7bQz3VnW5EXAM"},
		}.detector(),
	}
}
