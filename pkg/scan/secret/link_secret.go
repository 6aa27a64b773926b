package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// secretLinks are parts of addresses that let in whoever has them: codes in a query
// and links that are sent to sign in, to accept, to reset.
func secretLinks() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "query-credential", Type: rule.Secret, Score: 0.6, Fold: true, About: "value in a URL's query behind a rarer name of a credential: appid, code, ticket, sig, auth", Validator: "a drawn value",
			Literals: []string{"?appid=", "&appid=", "?code=", "&code=", "?ticket=", "&ticket=", "?sig=", "&sig=", "?auth=", "&auth=", "?sso=", "&sso=", "?otp=", "&otp=", "?jwt=", "&jwt=", "?invite=", "&invite=", "?magic=", "&magic="},
			Pattern:  `[?&]` + rule.EitherCI("appid", "code", "ticket", "sig", "auth", "sso", "otp", "jwt", "invite", "magic") + `=([A-Za-z0-9_.%~-]{20,600})`, Right: nameBytes, Check: checkQuery, Revision: 1,
			Match:   []string{"https://api.example.com/2.5/weather?q=Rome&appid=«09f207d921c5b4f10ff2b0e4df99f941»", "https://x.example.com/cb?code=«BrtFyledIZvXJndlEFTd7QUlnYCHo8hVtg8TDSpc»&state=x"},
			NoMatch: []string{"https://x.example.com/?code=invalid_request_uri_error", "?appid=440", "?sig=abc", "https://x.example.com/?code=E2023-11-05-ERROR-CODE-1"},
		},
		{
			Rule: "sign-in-link", Type: rule.Secret, Score: 0.65, Fold: true, About: "drawn part of a link that signs in, resets a password or accepts an invitation", Validator: "the path before it, a drawn value",
			Literals: []string{"/magic/", "/magic-link/", "/reset-password/", "/password-reset/", "/password/reset/", "/reset/", "/activate/", "/invite/", "/invitation/", "/accept-invite/", "/private-"},
			Pattern:  `/` + rule.EitherCI("magic/", "magic-link/", "reset-password/", "password-reset/", "password/reset/", "reset/", "activate/", "invite/", "invitation/", "accept-invite/", "private-") + `([A-Za-z0-9_-]{24,200})`, Right: nameBytes, Check: checkQuery, Revision: 1,
			Match:   []string{"https://x.example.com/login/magic/«e436399d6fade32e884e2c8b89f8f7cef7ebd6241537465962a328f52b75e528»", "https://calendar.example.com/ical/jo/private-«f81830038ddb0d5dc2df03f5d70cbf0b»/basic.ics"},
			NoMatch: []string{"https://x.example.com/reset/how-to-reset-your-password-2024", "/private-networking-between-services", "/activate/your-subscription-in-2-steps"},
		},
	}
}

func checkQuery(text string, m rule.Match) float64 {
	value := text[m.From:m.To]
	if k := rule.KindsOf(value); !rule.Drawn(head(value)) || k.Digit < 3 || k.Letters() < 3 || strings.HasSuffix(value, ".") {
		return 0
	}
	return 0.6
}
