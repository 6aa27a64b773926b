package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// jwtShaped finds three parts joined by dots of which the first two begin as JSON
// in base64 does, though they do not decode: tokens that are encrypted, damaged or
// cut, and services' own kinds of them.
func jwtShaped() []rule.Detector {
	return []rule.Detector{{
		Rule: "jwt-shaped-token", Type: rule.Secret, Score: 0.6, About: "token in the form of a JSON Web Token that does not decode as one", Validator: "three long drawn parts",
		Literals: []string{".ey"}, Find: findJWTShaped, Revision: 1,
		Hold: rule.Hold{Reach: `y[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+`, Back: rule.BackRun(dashedOrDot, maxShaped), Most: maxShaped},
		Match: []string{
			"«eyA1ZXWmv5R8rysmZi54NagJwFwd7y5Dcmda.eyB1ZXWmv5R8rysmZi54NagJwFwd7y5DcmeyA1ZX.Ci54NrgJwFwd7y5Dcmy5»",
			`token="«eyKbGciOi1JIUzI1NiIsI5R8rysm.eyJzdWIiOiJleGFtcGxlIn0xMjM0.c2lnbmF0dXJlLWV4YW1wbGU»"`,
		},
		NoMatch: []string{"see the.eyes of it", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJleGFtcGxlIn0", "they.eyebrow.eyelid", "eyelashes_and_eyebrows.eyebrows_and_eyelashes.eyes_of_a_long_name"},
	}}
}

// maxShaped is how many bytes the first part may have.
const maxShaped = 256

func findJWTShaped(text string, at, end int) (int, int, float64) {
	start := at
	for start > 0 && at-start < maxShaped && base64url.Has(text[start-1]) {
		start--
	}
	payload := base64url.Run(text, end, rule.MaxJoin)
	if !strings.HasPrefix(text[start:], "ey") || payload == len(text) || text[payload] != '.' {
		return 0, 0, 0
	}
	stop := base64url.Run(text, payload+1, 2<<10)
	for _, part := range []string{text[start:at], text[at+1 : payload], text[payload+1 : stop]} {
		if len(part) < 16 || !mixed(part) || rule.Worded(part) {
			return 0, 0, 0
		}
	}
	return start, stop, 0.6
}
