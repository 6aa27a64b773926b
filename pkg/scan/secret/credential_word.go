package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// credentialWords finds what is given to names that have a word for a credential other
// than key, token and secret: ACME_PSK=…, "refreshJwt": "…", backup_code: ….
func credentialWords() []rule.Detector {
	return []rule.Detector{{
		Rule: "credential-word-value", Type: rule.Secret, Score: 0.6, Fold: true, About: "value that is assigned to a name with a rarer word for a credential: psk, otp, jwt, creds, ticket, licence", Validator: "the whole word, a drawn value",
		Literals: []string{"psk", "otp", "creds", "jwt", "oauth", "bearer", "refresh", "license", "licence", "authcode", "auth_code", "ticket", "crumb", "recovery_code", "backup_code", "recovery code", "backup code", "sas_", "seed", "cookie", "passkey"},
		Find:     findCredentialWord, Revision: 1, Hold: rule.Hold{Reach: rule.ValueReach},
		Match: []string{
			"ACME_PSK=«Xk3vT9qLw2Zr8Bn5Yc1Pd7»", `"acmeJwt": "«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"`, "backup_code: «0a1b2c3d4e5f60718293»", "acme_license = '«1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809»'", "Jenkins-Crumb:«440561953171ba44ace9740562d172bb»",
		},
		NoMatch: []string{
			"license: MIT", "hotpot=0a1b2c3d4e5f60718293a4b5", "refresh: true", "oauth = oauth2.NewClient20240101", "ticket_id: 0a1b2c3d4e5f60718293a4b5", "jwt: your-jwt-0123456789abcdef", "creds = credentials.from_env_2024", "seed = 0x1f2e3d4c5b6a7988",
			"license_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "refresh_rate: 60", "the bearer is 0a1b",
		},
	}}
}

const leastWorded = 16 // bytes of a value behind such a word

// ordinary says whether the word in text[at:end] is one that code calls other things
// by, and nothing tells that it is meant: it is the whole name, or the value a digest.
func ordinary(text string, at, end int, value string) bool {
	return oneOf(text[at:end], "ticket", "refresh", "license", "licence", "seed", "cookie", "bearer") && (at == 0 || !nameBytes.Has(text[at-1]) || isDigest(head(value)))
}

func findCredentialWord(text string, at, end int) (int, int, float64) {
	if at > 0 && rule.IsLetter(text[at-1]) && !(rule.IsUpper(text[at]) && rule.IsLower(text[at-1])) || rule.NamesNoSecret(text, at) {
		return 0, 0, 0 // the end of a longer word
	}
	v, ok := rule.ValueOf(text, at, end)
	if !ok || v.Prose || v.Argument {
		return 0, 0, 0
	}
	s := text[v.Start:v.End]
	if len(s) < leastWorded || len(s) >= rule.MaxValue || !rule.Drawn(head(s)) || rule.KindsOf(head(s)).Letters() < 2 || strings.ContainsAny(s, "()[]{}<>:/") || !v.Quoted && rule.Expression(s) || digestNamed(text[at:v.Start]) || ordinary(text, at, end, s) {
		return 0, 0, 0
	}
	return v.Start, v.End, 0.6
}
