package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// networkDevices are passwords in the configuration of routers, switches and
// wireless networks.
func networkDevices() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "cisco-type7-password", Type: rule.Secret, Score: 0.9, About: "password of Cisco's type 7, which anybody can decode", Validator: "its two digits of offset",
			Literals: []string{"password 7 ", "key 7 ", "secret 7 ", "md5 7 ", "key-string 7 "},
			Pattern:  `(?:password|key|secret|md5|key-string) 7 ((?:0[0-9]|1[0-5])[0-9A-Fa-f]{6,80})`,
			Right:    wordBytes, Revision: 1,
			Match:   []string{"username admin password 7 «0822455D0A16»", "tacacs-server key 7 «13061E010803557878»"},
			NoMatch: []string{"password 7 characters", "key 7 99999999", "password 7 0822"},
		},
		{
			Rule: "network-device-key", Type: rule.Secret, Score: 0.8, About: "community or shared key in a router's configuration: SNMP, IKE, TACACS, RADIUS, OSPF, BGP", Validator: "the command before it, no placeholder",
			Literals: []string{"snmp-server community ", "crypto isakmp key ", "tacacs-server key ", "radius-server key ", "pre-shared-key ", "message-digest-key ", "authentication-key ", "enable password ", "enable secret "},
			Pattern: `(?:snmp-server community|crypto isakmp key|(?:tacacs|radius)-server key|pre-shared-key(?: (?:local|remote|ascii-text|address [0-9.]{7,15} key|hexadecimal))?|message-digest-key [0-9]{1,3} md5|authentication-key(?: [0-9]{1,3} md5)?|enable (?:password|secret)(?: level [0-9]{1,2})?)` +
				`(?: [056])? ["']?([!#-&(-~]{5,128})`,
			Check: checkDeviceKey, Revision: 1,
			Match:   []string{"snmp-server community «s3cr3tRW» RW", "crypto isakmp key «S3cr3tPsk» address 10.0.0.1", "set security ike policy p pre-shared-key ascii-text \"«Tr0ub4dor»\"", "enable password «c1sc0lab»"},
			NoMatch: []string{"snmp-server community public RO", "enable password 7", "tacacs-server key <key-of-yours1>", "the enable secret command", "enable password complexity2", "pre-shared-key authentication"},
		},
		{
			Rule: "wifi-passphrase", Type: rule.Secret, Score: 0.85, About: "passphrase of a wireless network", Validator: "8 to 63 characters, no placeholder",
			Literals: []string{`psk="`, "wpa_passphrase=", "wpa-psk ", "wpa_psk=", ";P:", "keyMaterial>"},
			Pattern:  `(?:psk="|wpa_passphrase=|wpa-psk ["']?|wpa_psk=|keyMaterial>|;P:)([!#-&(-:=-~]{8,64})`,
			Check:    checkWiFi, Revision: 1,
			Match:   []string{`psk="«c0rrecthorse9»"`, "wpa_passphrase=«Sup3rWifi!»", "<keyMaterial>«Tr0ub4dor3»</keyMaterial>", "WIFI:T:WPA;S:home;P:«c0rrecthorse9»;;"},
			NoMatch: []string{`psk="your_password_1"`, "wpa_passphrase=$PASS1234", `psk="password"`, "a;P:short"},
		},
	}
}

func checkDeviceKey(text string, m rule.Match) float64 {
	s := strings.TrimRight(text[m.From:m.To], `"';`)
	k := rule.KindsOf(s)
	word := rule.KindsOf(strings.TrimRight(s, "0123456789")) // a word and a number, as in a sentence
	if rule.Placeholder(s) || k.Digit == 0 || k.Letters() == 0 || strings.ContainsAny(s[:1], "$<%{[") || word.Lower == k.Letters() && word.Digit+word.Other == 0 {
		return 0
	}
	return 0.8
}

func checkWiFi(text string, m rule.Match) float64 {
	s := text[m.From:m.To]
	k := rule.KindsOf(s)
	if rule.Placeholder(s) || k.Digit+k.Other == 0 || strings.ContainsAny(s[:1], "$<%{[") {
		return 0
	}
	return 0.85
}
