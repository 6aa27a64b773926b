package secret

import "sluice/pkg/scan/rule"

func harness() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "harness-token",
			About:    "Harness personal or service account token",
			Prefixes: []string{"pat.", "sat."},
			Body:     `[A-Za-z0-9_-]{22}\.[a-f0-9]{24}\.[A-Za-z0-9]{20}`,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"HARNESS_TOKEN=«pat.5WewvB55J2kGfXAY73A7LI.a744b6c6423dad36b8af0d62.pxBTb6JsrImHeQZosexp»",
				"Authorization: Bearer «sat.qNRZU0P6H5CC2B4g3Y7J8V.b64df97774f450569b22fcb8.FffIm0TWVuB61RTFsM5X»",
			},
			NoMatch: []string{
				"pat.",
				"pat.5WewvB55J2kGfXAY73A7LI",
				"sat.xxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxx",
				"a token starts with pat. and is kept in the vault",
			},
		}.detector(),
	}
}
