package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// storedSecrets are keys and hashes in the forms that programs keep them in.
func storedSecrets() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "openvpn-static-key", Type: rule.Secret, Score: 0.95, About: "static key of OpenVPN", Validator: "its block, hexadecimal lines",
			Literals: []string{"-----BEGIN OpenVPN Static key V1-----"},
			Pattern:  `-----BEGIN OpenVPN Static key V1-----\s{1,4}((?:[0-9a-f]{32}\s{1,4}){2,16})`,
			Check:    rule.Random(0, 3, 0.95), Revision: 1,
			Match:   []string{"-----BEGIN OpenVPN Static key V1-----\n«3624713248d1c791e3ebc149d4f5fc98\nd669d798dbf7ab95e0e78c72cdba5e3d\n»-----END OpenVPN Static key V1-----"},
			NoMatch: []string{"-----BEGIN OpenVPN Static key V1-----", "-----BEGIN OpenVPN Static key V1-----\n…\n"},
		},
		{
			Rule: "ntlm-hash", Type: rule.Secret, Score: 0.9, About: "NTLM hash of a Windows account, as it is dumped", Validator: "the fields around it",
			Literals: []string{":::"}, Before: 65,
			Pattern: `[0-9a-fA-F]{32}:[0-9a-fA-F]{32}:::`, Left: alnum, Check: rule.Random(0, 3, 0.9), Revision: 1,
			Match:   []string{"Administrator:500:«aad3b435b51404eeaad3b435b51404ee:f4cece6788749c1736ebebf0bc65bfc5:::»"},
			NoMatch: []string{"jo:1000:x:::", "00000000000000000000000000000000:00000000000000000000000000000000:::"},
		},
		{
			Rule: "scram-password-hash", Type: rule.Secret, Score: 0.9, About: "SCRAM verifier of a password, as PostgreSQL keeps it", Validator: "its fields",
			Literals: []string{"SCRAM-SHA-"},
			Pattern:  `SCRAM-SHA-(?:256|1|512)\$[0-9]{3,7}:[A-Za-z0-9+/]{16,48}={0,2}\$[A-Za-z0-9+/]{27,86}={0,2}:[A-Za-z0-9+/]{27,86}={0,2}`,
			Check:    rule.Random(10, 4, 0.9), Revision: 1,
			Match:   []string{"jo | «SCRAM-SHA-256$4096:kL4KR7vz8ya1V9F5a2YK9M==$XsJSinxPZEOZzKMAHx0F1Ehu5wgnPxtADvj40wECJcD=:AdoSJGzdZx85Z5BzkcskyyPIQKtZwb6a8T0TbjmlRS1=»"},
			NoMatch: []string{"SCRAM-SHA-256", "SCRAM-SHA-256$4096:salt$stored:server", "SCRAM-SHA-256-PLUS"},
		},
		{
			Rule: "mysql-password-hash", Type: rule.Secret, Score: 0.85, About: "hash of MySQL's native passwords", Validator: "quotes, length, a word for a password before it",
			Literals: []string{"'*", `"*`},
			Pattern:  `["'](\*[0-9A-F]{40})["']`, Check: checkNativeHash, Revision: 1,
			Match:   []string{"CREATE USER 'jo'@'%' IDENTIFIED BY PASSWORD '«*A3EF076B1ACDC79D2EDF85DD616E732BD008F56F»'", "authentication_string = '«*A3EF076B1ACDC79D2EDF85DD616E732BD008F56F»'"},
			NoMatch: []string{"'*A3EF076B1ACDC79D2EDF85DD616E732BD008F56F'", "password '*'"},
		},
		{
			Rule: "jwk-private-value", Type: rule.Secret, Score: 0.9, About: "private part of a JSON Web Key (RFC 7517)", Validator: "the kind of the key beside it, entropy",
			Literals: []string{`"d":`, `"d" :`, `"k":`, `"k" :`},
			Pattern:  `"[dk]" ?:\s{0,4}"([A-Za-z0-9_-]{22,700})"`, Check: checkJWK, Hold: rule.Hold{After: 512}, Revision: 1,
			Match: []string{
				`{"kty":"EC","crv":"P-256","x":"5JI5DC90L0dRG0ern_1yHBpE3ZcqBDMH2_-vMwoBxh0","d":"«I-wN_MzN-3DO8mF1jA8fs7wNlGqnezD36S9mFlBa8T0»"}`, `{"k":"«rmDY_WKas2YIKFQC_4gjD0iFiR7aafSDiQ_0uA31HN-»","kty":"oct"}`,
			},
			NoMatch: []string{`{"d":"5JI5DC90L0dRG0ern_1yHBpE3ZcqBDMH2_-vMwoBxh0"}`, `{"kty":"EC","d":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}`, `{"kty":"oct","k":"short"}`},
		},
		{
			Rule: "encryption-setting", Type: rule.Secret, Score: 0.85, About: "key in Magento's, strongSwan's or OpenLDAP's configuration", Validator: "the setting's form",
			Literals: []string{"'crypt'", ": PSK ", "bindpw ", "bindpw=", "rootpw "},
			Pattern:  `(?:'crypt'\s{0,4}=>\s{0,4}(?:\[|array\s?\()\s{0,16}'key'\s{0,4}=>\s{0,4}'|: PSK "|bindpw[ =][ \t]{0,16}|rootpw [ \t]{0,16})([!#-&(-~]{6,128})`,
			Check:    checkSetting, Revision: 1,
			Match:   []string{"'crypt' => [ 'key' => '«41660793677fa31a2e376e9db073ac7d»' ]", `h1 h2 : PSK "«wFONUAhRnnJ5KGPRW4zl»"`, "bindpw «s3cr3t9X»"},
			NoMatch: []string{"'crypt' => [ 'key' => '' ]", `: PSK "<secret-1>"`, "bindpw ${LDAP_PW1}", "bindpw = secret"},
		},
	}
}

// checkNativeHash wants a word for a password within the line before.
func checkNativeHash(text string, m rule.Match) float64 {
	if !rule.Near(text, m.Start, m.Start, 60, 0, "password", "identified", "authentication_string", "as '") || rule.Entropy(text[m.From:m.To]) < 3 {
		return 0
	}
	return 0.85
}

// checkJWK wants the kind of the key before or behind: any but the one of public keys
// for a d, oct for a k.
func checkJWK(text string, m rule.Match) float64 {
	kind := []string{`"ec"`, `"rsa"`, `"okp"`}
	if text[m.Start+1] == 'k' {
		kind = []string{`"oct"`}
	}
	around := strings.ToLower(text[max(0, m.Start-512):m.Start] + text[m.End:min(len(text), m.End+512)])
	if rule.Entropy(head(text[m.From:m.To])) < 3.5 || !strings.Contains(around, `"kty"`) {
		return 0
	}
	for _, k := range kind {
		if strings.Contains(around, k) {
			return 0.9
		}
	}
	return 0
}

func checkSetting(text string, m rule.Match) float64 {
	s := text[m.From:m.To]
	if k := rule.KindsOf(s); rule.Placeholder(s) || k.Digit+k.Other == 0 || strings.ContainsAny(s[:1], "$<{%") {
		return 0
	}
	return 0.85
}
