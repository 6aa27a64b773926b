package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// urlUserTokens are tokens in the place of a user's name in a URL, with no password
// behind it or one that says nothing, as forges, registries and error trackers take
// them: https://TOKEN@git.example.com/.
func urlUserTokens() []rule.Detector {
	return []rule.Detector{{
		Rule: "url-user-token", Type: rule.Secret, Score: 0.7, About: "token in the place of the user's name in a URL", Validator: "a drawn value, a host behind it",
		Literals: []string{"://"}, Find: findURLUser, Revision: 1, Hold: rule.Hold{Reach: `/[A-Za-z0-9_-]{20,255}(?::[A-Za-z0-9-]{0,32})?@[A-Za-z0-9]`},
		Match:   []string{"git clone https://«DamLaeD5ol7saU8ZTgNS5DueCZDvsBGvqoGZ587J»@git.example.com/a/b.git", "https://«0a1b2c3d4e5f60718293a4b5c6d7e8f9»@o12.ingest.example.com/34", "https://«Xk3vT9qLw2Zr8Bn5Yc1Pd7»:x-oauth-basic@git.example.com/a"},
		NoMatch: []string{"https://jo@git.example.com/", "https://a-long-name-of-a-user-2024@example.com/", "https://example.com/0a1b2c3d4e5f60718293a4b5c6d7e8f9@v2", "https://xxxxxxxxxxxxxxxxxxxxxxxx@git.example.com"},
	}}
}

func findURLUser(text string, at, end int) (int, int, float64) {
	if !webScheme(schemeBefore(text, at)) {
		return 0, 0, 0
	}
	stop := dashedBytes.Run(text, end, 256)
	value := text[end:stop]
	if len(value) < 20 || stop == len(text) || !rule.Drawn(value) || rule.KindsOf(value).Digit < 2 {
		return 0, 0, 0
	}
	host := stop
	if text[stop] == ':' {
		host = alnumDash.Run(text, stop+1, 33)
	}
	if !strings.HasPrefix(text[host:], "@") || !alnum.After(text, host+1) {
		return 0, 0, 0
	}
	return end, stop, 0.7
}
