package secret

import "sluice/pkg/scan/rule"

func triggerDev() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "triggerdev-key", About: "Trigger.dev secret key or access token",
			Prefixes: []string{"tr_dev_", "tr_prod_", "tr_stg_", "tr_pat_"}, Body: `[A-Za-z0-9]{20,48}`,
			Left: wordBytes, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{"TRIGGERDEV_KEY=«tr_dev_4eXampLE0kT7bQz3VnW5EXAM»", "Authorization: Bearer «tr_dev_4eXampLE0kT7bQz3VnW5EXAM»"},
			NoMatch: []string{"tr_dev_", "tr_dev_your-key-here", "tr_dev_xxxxxxxxxxxxxxxxxxxxxxxx", "tr_dev_4eXampLE"},
		}.detector(),
	}
}
