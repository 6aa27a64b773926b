package secret

import (
	"encoding/base64"
	"strings"

	"sluice/pkg/scan/rule"
)

var base64url = rule.Bytes("A-Za-z0-9_-")

func jwt() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "jwt", About: "JSON Web Token", Validator: "a header that decodes to JSON with an algorithm", Type: rule.Secret, Score: 0.95, Joins: true,
			Literals: []string{"eyJ"},
			Find:     shortJWT, Revision: 1, Hold: rule.Hold{Ends: jwtEnds},
			Match: []string{
				"Bearer «eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJleGFtcGxlIn0.c2lnbmF0dXJlLWV4YW1wbGUtb25seQ»",
				"token«eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJleGFtcGxlIn0.c2lnbmF0dXJlLWV4YW1wbGUtb25seQ», see",
				`{"t":"«eyJ0eXAiOiJKV1QiLCJhbGciOiJlZDI1NTE5LW5rZXkifQ.eyJqdGkiOiJFWEFNUExFIn0.c2lnbmF0dXJlLWV4YW1wbGUtb25seQ»"}`,
			},
			NoMatch: []string{
				"eyJ", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9", "eyJhIjoxfQ.eyJiIjoyfQ.c2ln",
				"eyJmb28iOiJiYXIiLCJiYXoiOiJxdXgifQ.eyJzdWIiOiJleGFtcGxlIn0.c2lnbmF0dXJlLWV4YW1wbGUtb25seQ",
			},
		},
		{
			Rule: "jwt-long", About: "JSON Web Token of more than 8 KiB", Validator: "a header that decodes to JSON with an algorithm", Type: rule.Secret, Score: 0.95,
			Literals: []string{"eyJ"},
			Find:     longJWT, Revision: 1, Hold: rule.Hold{Ends: jwtEnds},
			Match: []string{"«eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ" + strings.Repeat("ab12", 2100) + ".c2lnbmF0dXJl»"},
		},
	}
}

const (
	maxJWTHeader = 1 << 10
	maxJWTPart   = 64 << 10
)

// shortJWT finds the tokens that may join, longJWT the others.
func shortJWT(text string, at, _ int) (int, int, float64) {
	if end := jwtEnd(text, at); end > at && end-at <= rule.MaxJoin {
		return at, end, 0.95
	}
	return 0, 0, 0
}

func longJWT(text string, at, _ int) (int, int, float64) {
	if end := jwtEnd(text, at); end-at > rule.MaxJoin {
		return at, end, 0.95
	}
	return 0, 0, 0
}

// jwtEnd returns the end of the token (JWS or JWE, RFC 7515 and 7516) at at,
// or 0. The header must decode and name an algorithm; whether the rest is
// sound JSON is not asked, a damaged token is a leak all the same.
func jwtEnd(text string, at int) int {
	end := base64url.Run(text, at, maxJWTHeader)
	if end-at < 16 || end >= len(text) || text[end] != '.' {
		return 0
	}
	header, err := base64.RawURLEncoding.DecodeString(text[at:end])
	if err != nil || !strings.Contains(string(header), `"alg"`) {
		return 0
	}
	for part := 1; part < 5; part++ {
		if end >= len(text) || text[end] != '.' {
			break
		}
		stop := base64url.Run(text, end+1, maxJWTPart)
		if part == 1 && stop-end < 8 {
			if !strings.Contains(string(header), `"enc"`) {
				return 0
			}
		}
		if part > 1 && stop-end < 8 {
			break
		}
		if part > 2 && !strings.Contains(string(header), `"enc"`) {
			break
		}
		end = stop
	}
	return end
}

// jwtEnds reads the header in stage 0, and then up to what is neither base64
// nor a dot.
func jwtEnds(text string, at int, p *rule.Progress) bool {
	if p.Stage == 0 {
		p.At = base64url.Run(text, p.At, at+maxJWTHeader-p.At)
		if p.At == len(text) {
			return false
		}
		header, err := base64.RawURLEncoding.DecodeString(text[at:p.At])
		if text[p.At] != '.' || p.At-at < 16 || err != nil || !strings.Contains(string(header), `"alg"`) {
			return true
		}
		p.Stage = 1
	}
	for p.At < len(text) {
		if c := text[p.At]; c != '.' && !base64url.Has(c) {
			return true
		}
		p.At++
	}
	return false
}

// decodeHead decodes a multiple of four base64 digits of either alphabet,
// "" where it cannot.
func decodeHead(s string) string {
	out, err := base64.RawStdEncoding.DecodeString(strings.NewReplacer("-", "+", "_", "/").Replace(s))
	if err != nil {
		return ""
	}
	return string(out)
}
