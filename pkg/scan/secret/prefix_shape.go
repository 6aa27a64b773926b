package secret

import (
	"slices"
	"strings"

	"sluice/pkg/scan/rule"
)

// prefixShaped finds tokens of the shape that providers came to: letters of
// their own, an underscore or a dash, and a long drawn body, such as
// acme_live_…. Ids have that shape too, so that the body must be longer than an
// id's, or a word of the prefix must say what it is.
func prefixShaped() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "prefixed-token", Type: rule.Secret, Score: 0.65, About: "token with a provider's prefix and underscores", Validator: "a drawn body longer than an id's, or a word for a credential in the prefix",
			Literals: []string{"_"}, Lead: wordBytes, Find: findPrefixed, Revision: 3,
			Hold: rule.Hold{Reach: `_[A-Za-z0-9]{20,256}(?:_[A-Za-z0-9]{6,64})?`, After: 1, Back: rule.BackRun(wordBytes, maxPrefix), Most: maxPrefix},
			Match: []string{
				"use «acme_live_0a1B2c3D4e5F6g7H8i9J» please", "«acp_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»",
				`"«zq_Xk3vT9qLw2Zr8Bn5Yc1Pd7Fg4Hj6Ms0Tu»"`, "«acme_pat_11Xk3vT9qLw2Zr8Bn5Yc1P_d7Fg4Hj6Ms0TuQw8Er5»",
			},
			NoMatch: []string{
				"evt_1NG8Du2eZvKYlo2CUI79vXWy", "req_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d", "commit_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d", "test_ThisIsALongNameOfATestInCamelCase2", "acme_live_xxxxxxxxxxxxxxxxxxxxxxxx",
			},
		},
		{
			Rule: "dashed-token", Type: rule.Secret, Score: 0.65, About: "token whose prefix ends in PAT-, sk- or another mark of a credential and a dash", Validator: "the mark, a drawn body",
			Literals: []string{"PAT-", "pat-", "sk-", "MAK-", "KEY-", "tkn.", "tok-"}, Find: findDashed, Revision: 2,
			Hold:    rule.Hold{Reach: `[-.][A-Za-z0-9_-]{20,256}`, After: 1, Back: rule.BackRun(wordBytes, maxPrefix), Most: maxPrefix},
			Match:   []string{"«ACPAT-0a1B2c3D4e5F6g7H8i9J0kLmNoPq»", "key: «acme_sk-Xk3vT9qLw2Zr8Bn5Yc1Pd7Fg4»"},
			NoMatch: []string{"task-0a1b2c3d4e5f60718293a4b5c6d7e8f9", "PAT-1234", "sk-your-key-goes-here-0123456789", "disk-0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "cache-KEY-0a1b2c3d4e5f60718293a4b5c6d7e8f9", "sk-ecdsa-sha2-nistp256-cert-v01"},
		},
		{
			Rule: "capitals-token", Type: rule.Secret, Score: 0.6, About: "token whose prefix is three to eight capitals and a dash, or other letters and a longer body", Validator: "a drawn body longer than an id's",
			Literals: []string{"-"}, Lead: rule.Bytes("A-Za-z0-9"), Find: findCapitals, Revision: 3,
			Hold:    rule.Hold{Reach: `-[A-Za-z0-9]{28,256}`, After: 1, Back: rule.BackRun(alnumDash, 9), Most: 9},
			Match:   []string{"«ACMT-0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o»", "«ACMT-1A2B3C4D5E6F7G8H9I0J1K2L3M4N5O»", "key is «m2-0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T»"},
			NoMatch: []string{"SHA-0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d", "ABC-ThisIsALongNameOfATestInCamelCase22", "abcd-0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o", "sha512-0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T", "ACMT-1234"},
		},
	}
}

func findCapitals(text string, at, end int) (int, int, float64) {
	start := at
	for start > 0 && at-start < 9 && rule.IsAlnum(text[start-1]) {
		start--
	}
	capitals := rule.KindsOf(text[start:at]).Upper == at-start && at-start >= 3
	if at == start || at-start > 8 || start > 0 && (nameBytes.Has(text[start-1]) || strings.IndexByte("/.+@%", text[start-1]) >= 0 || text[start-1] == '=' && rule.NamesNoSecret(text, start-1)) {
		return 0, 0, 0
	}
	stop := alnum.Run(text, end, maxBody+1)
	body := text[end:stop]
	if len(body) < 28 || !capitals && (len(body) < 40 || oneOf(text[start:at], "sha1", "sha256", "sha384", "sha512", "md5", "h1", "hash")) || len(body) > maxBody || dashedBytes.After(text, stop) ||
		!bothCases(body) && !(capitals && capitalBody(body)) || rule.KindsOf(body).Digit < 4 || !rule.Drawn(body) || stop < len(text) && strings.IndexByte("+/=.", text[stop]) >= 0 {
		return 0, 0, 0
	}
	return start, stop, 0.6
}

// capitalBody says whether a value is capitals and digits, and more than the digits
// of a number in base 16.
func capitalBody(body string) bool {
	k := rule.KindsOf(body)
	return k.Upper >= 8 && k.Digit >= 4 && k.Lower+k.Mark+k.Other == 0 && !isDigest(body)
}

const (
	maxPrefix = 32
	maxBody   = 256
	leastTail = 6 // bytes of a second part
	maxTail   = 64
)

var (
	dashedBytes = rule.Bytes("A-Za-z0-9_-")
	alnumDash   = rule.Bytes("A-Za-z0-9-")
)

// prefixMarks are words of a prefix that say that a credential follows.
var prefixMarks = []string{"sk", "pk", "rk", "ak", "pat", "tok", "tkn", "token", "key", "apikey", "api", "secret", "live", "test", "prod"}

// prefixIDs are words of a prefix that say that an id or a digest follows, or
// that stand in names of code.
var prefixIDs = []string{
	"id", "ids", "req", "request", "evt", "event", "cus", "ch", "msg", "message", "run", "thread", "file", "img", "image", "usr", "user", "acct", "org", "price", "sub", "pi", "in", "chatcmpl", "batch", "resp", "call", "toolu",
	"build", "commit", "sha", "sha1", "sha256", "sha512", "md5", "hash", "digest", "etag", "trace", "span", "cache", "rev", "release", "version", "session", "job", "task", "node", "pod", "container", "layer", "blob", "chunk", "asset", "bundle", "get", "set", "is", "new", "on", "public", "pub", "address", "addr", "tx", "block",
}

func findPrefixed(text string, at, end int) (int, int, float64) {
	stop := alnum.Run(text, end, maxBody+1)
	if stop-end < 20 || stop-end > maxBody {
		return 0, 0, 0
	}
	body := text[end:stop]
	stop = pastSecondPart(text, stop)
	if stop < len(text) && strings.IndexByte("_-(", text[stop]) >= 0 {
		return 0, 0, 0
	}
	start := at
	for start > 0 && at-start < maxPrefix && wordBytes.Has(text[start-1]) {
		start--
	}
	if at-start < 2 || at-start >= maxPrefix || !rule.IsLetter(text[start]) || start > 0 && strings.IndexByte("-/.$@+=", text[start-1]) >= 0 && text[start-1] != '=' {
		return 0, 0, 0
	}
	if start > 0 && text[start-1] == '=' && rule.NamesNoSecret(text, start-1) {
		return 0, 0, 0
	}
	words := strings.Split(strings.ToLower(text[start:at]), "_")
	if slices.ContainsFunc(words, func(w string) bool { return slices.Contains(prefixIDs, w) }) || len(words) > 4 || !rule.Drawn(body) {
		return 0, 0, 0
	}
	marked := slices.ContainsFunc(words, func(w string) bool { return slices.Contains(prefixMarks, w) })
	if k := rule.KindsOf(text[start:at]); !marked && (k.Upper > 0 && k.Lower > 0 || k.Letters() < 1) {
		return 0, 0, 0
	}
	if !mixed(body) || !marked && !longerThanID(body) || len(words[0]) > 12 || stop > end+len(body) && (!marked || !bothCases(body)) {
		return 0, 0, 0
	}
	return start, stop, 0.65
}

// pastSecondPart returns where a second part of a body ends that an underscore joins
// to the first, which ends at stop: stop itself where there is none.
func pastSecondPart(text string, stop int) int {
	if stop == len(text) || text[stop] != '_' {
		return stop
	}
	if end := alnum.Run(text, stop+1, maxTail+1); end-stop > leastTail && end-stop <= maxTail+1 {
		return end
	}
	return stop
}

// longerThanID says whether a body has more than the 24 to 29 random letters and
// digits of an id: the hexadecimal digits of 20, 24, 28 or 32 bytes, or 32 and
// more of letters in both cases.
func longerThanID(body string) bool {
	n, k := len(body), rule.KindsOf(body)
	if isDigest(body) {
		return n == 40 || n == 48 || n == 56 || n == 64 || n == 96 || n == 128
	}
	if n >= 36 && k.Digit >= 2 && k.Upper >= 6 && k.Lower >= 6 {
		return true
	}
	return n >= 32 && k.Digit >= 4 && (k.Upper >= 3 && k.Lower >= 3 || n >= 36 && k.Digit >= 6)
}

func findDashed(text string, at, end int) (int, int, float64) {
	stop := dashedBytes.Run(text, end, maxBody+1)
	body := text[end:stop]
	if len(body) < 20 || len(body) < 24 && !bothCases(body) || len(body) > maxBody || rule.NamesNoSecret(text, at) || rule.UUID(body) || !rule.Drawn(body) {
		return 0, 0, 0
	}
	if strings.HasPrefix(body, "ecdsa-") || strings.HasPrefix(body, "ssh-") {
		return 0, 0, 0 // algorithms of OpenSSH
	}
	k := rule.KindsOf(body)
	if k.Digit < 4 && (k.Digit > 0 || k.Upper < 4 || k.Lower < 4 || len(body) < 32) {
		return 0, 0, 0
	}
	start := at
	for start > 0 && at-start < maxPrefix && wordBytes.Has(text[start-1]) {
		start--
	}
	if rule.IsLower(text[at]) && at > start && rule.IsAlnum(text[at-1]) || at-start > 12 { // task-, disk-
		return 0, 0, 0
	}
	return start, stop, 0.65
}
