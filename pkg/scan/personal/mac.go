package personal

import (
	"strings"

	"sluice/pkg/scan/rule"
)

func macAddress() []rule.Detector {
	const pair = `[0-9A-Fa-f]{2}`
	beside := rule.Bytes("0-9A-Za-z:_.-")
	return []rule.Detector{
		{
			Rule: "mac-address", Type: "MAC_ADDRESS", About: "address of a network card", Validator: "not all zeros or ones",
			Literals: []string{":", "-"}, Before: 2, Pattern: pair + `(?:(?::` + pair + `){5}|(?:-` + pair + `){5})`, Left: beside, Right: rule.Bytes("0-9A-Za-z:_-"),
			Check: checkMAC, Revision: 1, Hold: rule.Hold{After: 2},
			Match:   []string{"eth0 «00:1B:44:11:3A:B7»", "«3c-22-fb-01-9a-de».", "MAC=«52:54:00:ab:cd:ef»,", `{"mac":"«f0:18:98:12:34:56»"}`},
			NoMatch: []string{"00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "50:06:01:60:3b:a0:11:22", "12:34:56", "00:1B:44:11:3A", "00:1B-44:11-3A:B7", "10-11-12-13-14-15-16", "20:21:22:23:24:25"},
		},
		{
			Rule: "mac-address-dotted", Type: "MAC_ADDRESS", About: "address of a network card, as Cisco writes it", Validator: "not all zeros or ones",
			Literals: []string{"."}, Before: 4, Pattern: `[0-9A-Fa-f]{4}(?:\.[0-9A-Fa-f]{4}){2}`, Left: beside, Right: rule.Bytes("0-9A-Za-z:_-"),
			Check: checkMAC, Revision: 1, Hold: rule.Hold{After: 2},
			Match:   []string{"dynamic «001b.4411.3ab7» Gi1/0/1", "arpa «f018.98ab.3456»."},
			NoMatch: []string{"0000.0000.0000", "1234.5678.9012", "beef.cafe.face", "001b.4411", "001b.4411.3ab7.1234"},
		},
	}
}

// checkMAC takes no row of one digit, and none without both letters and digits.
func checkMAC(text string, m rule.Match) float64 {
	s := text[m.Start:m.End]
	k := rule.KindsOf(s)
	if k.Digit == 0 || k.Letters() == 0 || strings.Count(s, s[:1]) >= 11 {
		return 0
	}
	if m.End+1 < len(text) && text[m.End] == '.' && rule.IsAlnum(text[m.End+1]) {
		return 0
	}
	return 0.9
}
