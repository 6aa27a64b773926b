package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// authorizations are values of the header by themselves, or behind a scheme that
// has no rule of its own.
func authorizations() []rule.Detector {
	return []rule.Detector{{
		Rule: "http-authorization-value", Type: rule.Secret, Score: 0.7, Fold: true, About: "value of an Authorization header, without a scheme or behind a rare one", Validator: "a drawn value",
		Literals: []string{"authorization"},
		Pattern: `[aA][uU][tT][hH][oO][rR][iI][zZ][aA][tT][iI][oO][nN]["'\x60\]]{0,2}[ \t]{0,3}(?:=>|[:=,])[ \t]{0,3}\\?["'\x60]?(?:[A-Za-z][A-Za-z0-9_-]{1,24}(?: |[ ]?[:=][ ]?)["']?){0,2}` +
			`([A-Za-z0-9_.+/~:-]{16,600}={0,2})`,
		Left: alnum, Right: rule.Bytes("A-Za-z0-9_+/("), Check: checkAuthorization, Revision: 1,
		Match:   []string{"-H 'Authorization: «c206ff1b269d9e12987cfd82dac9f3603b49bb70»'", "Authorization: OAuth «jND3C4Lin5njhLEMtTXENxvo6YQ33Y2J»", `headers["Authorization"] = "«Xk3vT9qLw2Zr8Bn5Yc1Pd7»"`, "Authorization: Acme token=«1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809»"},
		NoMatch: []string{"Authorization: required", "authorization: role.based.access.control2", "Authorization: Bearer your-token-0123456789abcdef", "authorization_id: 0a1b2c3d4e5f60718293", "Authorization: https://example.com/a1b2c3d4"},
	}}
}

func checkAuthorization(text string, m rule.Match) float64 {
	value := text[m.From:m.To]
	if k := rule.KindsOf(value); !rule.Drawn(value) || k.Digit < 2 || rule.Expression(value) || strings.Contains(value, "//") {
		return 0
	}
	return 0.7
}
