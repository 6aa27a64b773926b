package secret

import (
	"encoding/base64"
	"strings"

	"sluice/pkg/scan/rule"
)

func httpAuth() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "http-bearer-token", About: "bearer token", Validator: "length, entropy, no placeholder", Type: rule.Secret, Score: 0.85, Fold: true,
			Literals: []string{"bearer"},
			Pattern:  `[bB][eE][aA][rR][eE][rR][ \t:]{1,4}["']?([A-Za-z0-9_.~+/=-]{16,1000})`,
			Left:     rule.Bytes("A-Za-z0-9_"),
			Check:    checkBearer,
			Match: []string{
				"Authorization: Bearer «0123456789abcdefEXAMPLE»",
				`-H "authorization: bearer «f3Kd9EXAMPLEexample01»"`,
			},
			NoMatch: []string{"the bearer of this letter", "Bearer authentication-required-here", "Authorization: Bearer ${TOKEN}", "Bearer xxxxxxxxxxxxxxxxxxxxxxxx", "Bearer YOUR_ACCESS_TOKEN_1234"},
		},
		{
			Rule: "http-basic-auth", About: "user and password of HTTP basic authentication", Validator: "base64 of user:password, no placeholder", Type: rule.Secret, Score: 0.95, Fold: true,
			Literals: []string{"basic"},
			Pattern:  `[bB][aA][sS][iI][cC][ \t]{1,4}["']?([A-Za-z0-9+/]{6,512}={0,2})`,
			Left:     rule.Bytes("A-Za-z0-9_"),
			Right:    rule.Bytes("A-Za-z0-9+/="),
			Check:    checkBasic,
			Match:    []string{"Authorization: Basic «ZXhhbXBsZTpzM2NyM3Q=»", `"authorization": "basic «ZXhhbXBsZTpzM2NyM3Q=»"`},
			NoMatch:  []string{"basic authentication", "basic knowledge of things", "a basic question: why"},
		},
	}
}

func checkBearer(text string, m rule.Match) float64 {
	token := text[m.From:m.To]
	k := rule.KindsOf(token)
	if k.Digit < 2 || k.Letters() < 2 || rule.Entropy(token) < 3 || rule.Placeholder(token) || rule.Worded(token) {
		return 0
	}
	return 0.85
}

// checkBasic decodes the credentials (RFC 7617): printable, with a colon.
func checkBasic(text string, m rule.Match) float64 {
	raw, err := base64.StdEncoding.DecodeString(text[m.From:m.To])
	if err != nil {
		if raw, err = base64.RawStdEncoding.DecodeString(text[m.From:m.To]); err != nil {
			return 0
		}
	}
	user, password, ok := strings.Cut(string(raw), ":")
	if !ok || user == "" && password == "" || password == "" {
		return 0
	}
	for _, c := range raw {
		if c < ' ' || c == 0x7f {
			return 0
		}
	}
	return 0.95
}
