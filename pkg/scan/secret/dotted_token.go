package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// dottedTokens finds tokens whose parts are joined by dots: short words before a
// long drawn body (acme.pt.…), or an identifier and a secret, both drawn (….…).
// Names of hosts, files and packages have dots too, but no such parts.
func dottedTokens() []rule.Detector {
	return []rule.Detector{{
		Rule: "dotted-token", Type: rule.Secret, Score: 0.65, About: "token of parts joined by dots: a provider's short words and a long drawn body, or two drawn parts",
		Validator: "drawn parts longer than an id's, no address and no file around them",
		Literals:  []string{"."}, Lead: nameBytes, Find: findDotted, Revision: 1,
		Hold: rule.Hold{Reach: `\.[A-Za-z0-9_-]{16}[A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]{16}[A-Za-z0-9_-]*)*`, After: 1, Back: rule.BackRun(dashedOrDot, maxDotted), Most: maxDotted},
		Match: []string{
			"«dp.pt.bAqhcVzrhy5cRHkOlNTc0Ve6w5NUDCpcutm8vGE9myi»", `key: "«1000.a23f12b4c5d6e7f8901234567890abc1.23d4e5f67890abcdef1234567890abcd»"`, "«48fa91200314bd807d4b6ab0553854ed.JHwWWYpxwZp0Q162»",
			"ACME=«hvs2.Xk3vT9qLw2Zr8Bn5Yc1Pd7Fg4Hj6Ms0Tu»", "«eyH8GnxWfFSCkaW3TsqAIHYs.XjLBTjc9DFB2wof4CsAWYH.eyKKJ7QztBbP00m0FdmnjdDa.ehKpXymg5pjDS43L73Fn1aO63sHqI»",
		},
		NoMatch: []string{
			"https://e3b0c44298fc1c149afbf4c8996fb924.27ae41e4649b934ca495991b7852b855/x", "main.3f2a1b4c5d6e7f8091a2b3c4.chunk.js", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJleGFtcGxlIn0", "com.example.AbstractSingletonProxyFactoryBean2",
			"image.tar.0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d", "my.app.createAccessTokenForTheUserAndTheirFriends12", "web.1.xk3vt9qlw2zr8bn5yc1pd7fg4", "3f2a1b4c5d6e7f80.91a2b3c4d5e6f708.example.com", "x@0a1B2c3D4e5F6g7H8i9J.0a1B2c3D4e5F6g7H8i9J",
		},
	}}
}

const (
	maxDotted  = 256 // bytes before the last dot
	mostDotted = 2 << 10
	dottedPart = 16 // bytes of a part that is drawn
	dottedBody = 32 // bytes of a body behind short words
)

func findDotted(text string, at, end int) (int, int, float64) {
	stop := dashedBytes.Run(text, end, mostDotted+1)
	body := head(text[end:stop])
	if len(body) < dottedPart || !drawnPart(body) {
		return 0, 0, 0
	}
	start := at
	for start > 0 && at-start < maxDotted && dashedOrDot.Has(text[start-1]) {
		start--
	}
	if at-start >= maxDotted || start > 0 && strings.IndexByte("/@\\$%+&#", text[start-1]) >= 0 || strings.HasPrefix(text[start:at], ".") {
		return 0, 0, 0
	}
	before := text[start:at]
	if strings.HasPrefix(body, "ey") && !strings.Contains(before, ".") {
		return 0, 0, 0 // the first two parts of a JSON Web Token
	}
	dot := strings.LastIndexByte(before, '.')
	last := before[dot+1:]
	if len(last) >= dottedPart && (!drawnPart(last) || dot-strings.LastIndexByte(before[:max(dot, 0)], '.') > dottedPart) {
		return 0, 0, 0 // behind two long parts: the dot between them was looked at
	}
	stop = pastDotted(text, end, stop)
	if stop-end > mostDotted || stop < len(text) && strings.IndexByte(".@/(:=+", text[stop]) >= 0 {
		return 0, 0, 0
	}
	if len(last) < dottedPart && (len(body) < dottedBody || !bothCases(body) || !shortWords(before)) {
		return 0, 0, 0
	}
	return start, stop, 0.65
}

// pastDotted returns where further long parts end that dots join to text[start:stop],
// or some place beyond mostDotted.
func pastDotted(text string, start, stop int) int {
	for stop < len(text) && text[stop] == '.' && stop-start <= mostDotted {
		end := dashedBytes.Run(text, stop+1, mostDotted+1)
		if end-stop <= dottedPart || end-stop > mostDotted {
			break
		}
		stop = end
	}
	return stop
}

// drawnPart says whether a part of a token is drawn, of letters and digits.
func drawnPart(part string) bool {
	part = head(part)
	k := rule.KindsOf(part)
	return k.Digit >= 2 && k.Letters() >= 3 && k.Mark*8 <= len(part) && rule.Drawn(part) && rule.Entropy(part) > 3
}

// shortWords says whether up to three short words in small letters, with a digit
// or none, stand before a body.
func shortWords(words string) bool {
	parts := 0
	for word := range strings.SplitSeq(words, ".") {
		k := rule.KindsOf(word)
		if parts++; parts > 3 || word == "" || len(word) > 12 || k.Lower == 0 || k.Upper+k.Other > 0 || k.Digit > 2 {
			return false
		}
	}
	return parts > 0
}
