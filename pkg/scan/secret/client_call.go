package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// clientCalls are keys that a service's client is made with, whoever the service:
// new AcmeClient("…"), Acme.configure('…'), acme.auth("…").
func clientCalls() []rule.Detector {
	return []rule.Detector{{
		Rule: "client-argument", Type: rule.Secret, Score: 0.6, Fold: true, About: "key as the first argument of what makes a service's client or signs in to it", Validator: "a drawn value in quotes",
		Literals: []string{"client(", "api(", "sdk(", "bot(", ".auth(", "authenticate(", ".configure(", "apikey(", "token(", "secret(", ".init(", ".login(", ".setup(", "connect("},
		Pattern: `(?:[cC][lL][iI][eE][nN][tT]|[aA][pP][iI](?:[kK][eE][yY])?|[sS][dD][kK]|[bB][oO][tT]|\.[aA][uU][tT][hH]|[aA][uU][tT][hH][eE][nN][tT][iI][cC][aA][tT][eE]|\.[cC][oO][nN][fF][iI][gG][uU][rR][eE]|[tT][oO][kK][eE][nN]|[sS][eE][cC][rR][eE][tT]|\.[iI][nN][iI][tT]|\.[lL][oO][gG][iI][nN]|\.[sS][eE][tT][uU][pP]|[cC][oO][nN][nN][eE][cC][tT])` +
			`\([ \t\n]{0,8}["'\x60]([A-Za-z0-9_.+/=-]{20,400})["'\x60]`,
		Check: checkClientCall, Revision: 1,
		Match:   []string{`const client = new AcmeClient("«lVWXNUOLIPQSGQecynDzub2QUPQ2kwYW»");`, "acme.auth('«Df1UEXJjYuumXYO2t7LbrNkGgipvSg7p»')", `b.setApiKey("«0a1b2c3d4e5f60718293a4b5c6d7e8f9»")`, "bot.login('«n3DDpIQZppxm2OYPSXsUbucuL9dCmM6S»')"},
		NoMatch: []string{`client("https://example.com/v1/a1b2c3d4")`, `a.client("eab21c99ef4a92463943")`, `getToken("createAccessTokenForUser1")`, `NewClient("unix.socket.path.of.docker2")`, `parseToken("0a1b2c3d4e5f60718293a4b5c6d7e8f9")`, `cacheToken("0a1b2c3d4e5f60718293a4b5c6d7e8f9")`},
	}}
}

// checkClientCall rejects functions that look something up, check it or take it
// apart.
func checkClientCall(text string, m rule.Match) float64 {
	value := text[m.From:m.To]
	start := m.Start
	for start > 0 && m.Start-start < 40 && wordBytes.Has(text[start-1]) {
		start--
	}
	name := strings.ToLower(text[start:m.Start])
	if name == "" && text[m.Start] != '.' {
		return 0 // a method of minified code
	}
	for _, w := range []string{"get", "parse", "decode", "valid", "verify", "check", "is", "has", "find", "read", "lookup", "revoke", "delete", "next", "hash", "encrypt", "decrypt", "assert", "test", "expect", "generate", "lex", "emit", "mask", "cache", "page", "csrf"} {
		if strings.HasPrefix(name, w) {
			return 0
		}
	}
	if k := rule.KindsOf(value); !rule.Drawn(value) || k.Digit < 2 || rule.Worded(value) || rule.NamesNoSecret(text, m.Start) || rule.Expression(value) {
		return 0
	}
	return 0.6
}
