package secret

import "sluice/pkg/scan/rule"

// hexJoined are keys of hexadecimal digits in groups that no UUID has: 32 digits,
// and eight and eight (Mailgun), or a UUID (Infobip).
func hexJoined() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "hex-joined-key", Type: rule.Secret, Score: 0.8, About: "key of 32 hexadecimal digits joined to two groups of eight, as Mailgun's, or to a UUID, as Infobip's", Validator: "the groups' lengths, entropy",
			Literals: []string{"-"}, Find: findHexJoined, Revision: 1,
			Hold:    rule.Hold{Reach: `-[0-9a-f]{8}-[0-9a-f-]{4,32}`, After: 1, Back: rule.BackRun(lowerHexDash, 33), Most: 33},
			Match:   []string{"api:«e037ae9c0910eb9d70ed4791420d1fdc-3302bfa0-f45083e7»", "Authorization: App «956f9876d8446720b07ad870a5143cf2-429c768c-b626-4a8f-ac44-38b4fb603c1d»"},
			NoMatch: []string{"429c768c-b626-4a8f-ac44-38b4fb603c1d", "e037ae9c0910eb9d70ed4791420d1fdc-3302bfa0", "e037ae9c0910eb9d70ed4791420d1fdc-3302bfa0-f45083e7-11", "xe037ae9c0910eb9d70ed4791420d1fdc-3302bfa0-f45083e7"},
		},
		{
			Rule: "kaggle-json-key", Type: rule.Secret, Score: 0.85, About: "key beside a user's name in a file of credentials, as Kaggle writes it", Validator: "the user's name before it, entropy",
			Literals: []string{`"key":`}, Pattern: `"key":[ ]?"([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})"`, Check: checkUserKey, Revision: 1,
			Match:   []string{`{"username":"jo","key":"«cd76d27251b10a38eed172f2bba4a85a»"}`, `{"user": "jo", "key": "«cd76d27251b10a38eed172f2bba4a85acd76d272»"}`},
			NoMatch: []string{`{"key":"cd76d27251b10a38eed172f2bba4a85a"}`, `{"username":"jo","key":"name"}`, `{"bucket": "b", "key": "cd76d27251b10a38eed172f2bba4a85a"}`},
		},
	}
}

var lowerHexDash = rule.Bytes("0-9a-f-")

func findHexJoined(text string, at, end int) (int, int, float64) {
	if at < 32 || at+18 > len(text) || text[at+9] != '-' || lowerHex.Run(text, end, 8) != end+8 {
		return 0, 0, 0
	}
	for i := at - 32; i < at; i++ {
		if !lowerHex.Has(text[i]) {
			return 0, 0, 0
		}
	}
	stop := lowerHexDash.Run(text, end, 40)
	tail := text[end:stop]
	if at > 32 && nameBytes.Has(text[at-33]) || alnum.After(text, stop) || len(tail) != 17 && !rule.UUID(tail) || len(tail) == 17 && lowerHex.Run(text, end+9, 8) != stop || rule.Entropy(text[at-32:at]) < 3 {
		return 0, 0, 0
	}
	return at - 32, stop, 0.8
}

func checkUserKey(text string, m rule.Match) float64 {
	if rule.Entropy(text[m.From:m.To]) < 3 || !rule.Near(text, m.Start, m.Start, 80, 0, "username\"", "user\"", "login\"", "email\"") {
		return 0
	}
	return 0.85
}
