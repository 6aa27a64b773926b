package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// cookies are those that keep somebody signed in.
func cookies() []rule.Detector {
	return []rule.Detector{{
		Rule: "session-cookie", Type: rule.Secret, Score: 0.7, Fold: true, About: "cookie of a session", Validator: "the header or the usual name before it, a drawn value",
		Literals: []string{"cookie:", "cookie\":", "phpsessid=", "jsessionid=", "asp.net_sessionid=", ".aspxauth=", "connect.sid=", "sessionid=", "session_id=", "_session=", "laravel_session=", "session-token=", "session_token=", "authtoken=", "li_at=", "remember_token="},
		Find:     findCookie, Revision: 2, Hold: rule.Hold{Reach: `[:=][!-~ ]{1,600}`, After: 1},
		Match: []string{
			"Cookie: theme=dark; session=«pqDAjQ79gkIIO5h2OSn+fwgvYgkaymb0VTUkf4M5556kxSyJJLPTvgEtPpWx8Wcw==»", "Set-Cookie: JSESSIONID=«E07FC55B979538DACB59DBFF2DB6EA18»; Path=/",
			"PHPSESSID=«x8aqkxe9cj4an3b75nzp3fdf7k»",
		},
		NoMatch: []string{"Cookie: theme=dark; lang=en", "Set-Cookie: session=deleted; Path=/", "JSESSIONID=<id>", "Cookie: ${COOKIE}", "cookie: a", "Cookie: _ga=GA1.2.1234567890.1234567890", "cookie: etag=0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
	}}
}

const maxCookie = 500

var cookieBytes = rule.Bytes("A-Za-z0-9_.%+/=:~-")

// findCookie looks at the value behind a cookie's own name, or at each of the
// header's for one whose name is a session's.
func findCookie(text string, at, end int) (int, int, float64) {
	if text[end-1] == '=' {
		return cookieValue(text, end)
	}
	for i, n := end, 0; n < 8 && i < len(text) && i-end < maxCookie/2; n++ {
		for i < len(text) && i-end < maxCookie/2 && strings.IndexByte(" \"';", text[i]) >= 0 {
			i++
		}
		name := i
		for i < len(text) && i-name < 48 && (nameBytes.Has(text[i]) || text[i] == '.') {
			i++
		}
		if i == name || i >= len(text) || text[i] != '=' {
			return 0, 0, 0
		}
		if sessionName(text[name:i]) {
			if start, stop, score := cookieValue(text, i+1); score > 0 {
				return start, stop, score
			}
		}
		for i++; i < len(text) && i-end < maxCookie/2 && cookieBytes.Has(text[i]); i++ {
		}
	}
	return 0, 0, 0
}

func sessionName(name string) bool {
	name = strings.ToLower(name)
	for _, w := range []string{"sess", "auth", "token", "sid", "jwt", "login", "remember", "csrf", "xsrf"} {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}

func cookieValue(text string, start int) (int, int, float64) {
	stop := cookieBytes.Run(text, start, maxCookie/2)
	if s := text[start:stop]; len(s) < 16 || rule.KindsOf(s).Digit < 2 || !rule.Drawn(head(strings.TrimRight(s, "="))) {
		return 0, 0, 0
	}
	return start, stop, 0.7
}
