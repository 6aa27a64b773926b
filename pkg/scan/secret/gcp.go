package secret

import "sluice/pkg/scan/rule"

func gcp() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "gcp-api-key", About: "Google API key", Validator: "prefix, length, entropy", Type: rule.Secret, Score: 0.95, Joins: true,
			Literals: []string{"AIza"},
			Pattern:  `AIza[0-9A-Za-z_-]{35}`,
			Check:    rule.Random(4, 3, 0.95),
			Match: []string{
				"key=«AIzaSyEXAMPLEexample-0123456789_EXAMPLE»",
				"https://maps.googleapis.com/maps/api/js?key=«AIzaSyEXAMPLEexample-0123456789_EXAMPLE»&libraries=places",
				"itis«AIzaSyEXAMPLEexample-0123456789_EXAMPLE»",
			},
			NoMatch: []string{"AIza", "AIzaSyXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "AIzaShort_1234"},
		},
		{
			Rule: "gcp-oauth-client-secret", About: "Google OAuth client secret", Validator: "prefix, length, entropy", Type: rule.Secret, Score: 0.98, Joins: true,
			Literals: []string{"GOCSPX-"},
			Pattern:  `GOCSPX-[A-Za-z0-9_-]{28}`,
			Check:    rule.Random(7, 2.5, 0.98),
			Match:    []string{`"client_secret":"«GOCSPX-EXAMPLEexample_0123456789-ab»"`, "«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»."},
			NoMatch:  []string{"GOCSPX-", "GOCSPX-xxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		},
		{
			Rule: "gcp-oauth-access-token", About: "Google OAuth access token", Validator: "prefix, length, entropy", Type: rule.Secret, Score: 0.95, Joins: true,
			Literals: []string{"ya29."},
			Pattern:  `ya29\.[A-Za-z0-9_-]{20,1000}(?:\.[A-Za-z0-9_-]{20,1000})?`,
			Left:     rule.Bytes("A-Za-z0-9"),
			Check:    rule.Random(5, 3, 0.95),
			Match:    []string{"Authorization: Bearer «ya29.a0AfH6SMBexampleexample1234567890-_abcdefghij»"},
			NoMatch:  []string{"ya29.", "ya29.short", "ya29.xxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		},
		{
			Rule: "gcp-oauth-refresh-token", About: "Google OAuth refresh token", Validator: "prefix, length, entropy", Type: rule.Secret, Score: 0.9, Joins: true,
			Literals: []string{"1//0"},
			Pattern:  `1//0[A-Za-z0-9_-]{40,256}`,
			Left:     rule.Bytes("A-Za-z0-9_-"),
			Check:    rule.Random(4, 3.5, 0.9),
			Match:    []string{`"refresh_token": "«1//0gK7exampleCgYIARAAGBASNwF-L9IrExampleExampleExample0123»"`},
			NoMatch:  []string{"1//0", "http://1//0/path"},
		},
		{
			Rule: "gcp-private-key-id", About: "id of a Google service account's private key", Validator: "name, 40 hex digits, entropy", Type: rule.Secret, Score: 0.8,
			Literals: []string{"private_key_id"},
			Pattern:  `private_key_id[\\"']{0,4}[ \t]{0,8}[:=][ \t]{0,8}[\\"']{0,4}([0-9a-f]{40})`,
			Right:    rule.Bytes("A-Za-z0-9"),
			Check:    rule.Random(0, 2.5, 0.8),
			Match:    []string{`"private_key_id": "«0123456789abcdef0123456789abcdef01234567»",`},
			NoMatch:  []string{`"private_key_id": "your-key-id"`},
		},
	}
}
