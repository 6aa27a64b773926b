package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// keywordToken finds what stands behind a word for a credential that is joined
// to some name, whoever the provider: NIMBLE_KEY 0a1b…, acme SECRET 0a1b…,
// acme-access-token-0a1b…. Nothing is asked of the name; the value must look
// drawn, and where little says that it is a credential's it must not look like
// a digest either.
func keywordToken() []rule.Detector {
	return []rule.Detector{{
		Rule: "keyword-token", Type: rule.Secret, Score: 0.6, Fold: true,
		About: "token behind a word for a credential and some provider's name", Validator: "a drawn value, a name that is no digest's and no id's",
		Literals: []string{"secret", "private", "access", "token", "key", "_api", "credential"},
		Find:     findKeywordToken, Revision: 4,
		Hold: rule.Hold{Reach: keywordReach, After: 2},
		Match: []string{
			"acme SECRET «0a1b2c3d4e5f60718293a4b5c6d7e8f9»", "acmeKEY=«ab12cd34ef56gh78»", "acme-access-token-«0a1b2c3d4e5f60718293a4b5c6d7e8f9»",
			"ACME_ACCESS_KEY «Xk3vT9qLw2Zr8Bn5Yc1Pd7»", "https://api.example.com/v1?key=«0a1b2c3d4e5f60718293a4b5c6d7e8f9»&q=1", "acmeACCESS-«1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809»",
			"deepai_token = «abc12345-def6-7890-gh12-ijklmnopqrst34»", "acme_token = «Xk3vT9qLw2Zr8Bn5Yc1Pd7=Hg4Hj6Ms0TuQw8Er5»",
		},
		NoMatch: []string{
			"the key 0a1b2c3d4e5f60718293a4b5c6d7e8f9 was not found", "cache key 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "idempotency_key: 1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809",
			"public KEY 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "the secret is in the vault", "ACCESS_TOKEN your-token-0123456789abcdef", "private byte[] digestOfTheWholeFile2",
			"access log 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "acme_key_id: 0a1b2c3d4e5f60718293a4b5c6d7e8f9",
			"my-app-token-1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809", "/list?cache_key=0a1b2c3d4e5f60718293a4b5c6d7e8f9",
		},
	}}
}

// keywordReach is what findKeywordToken reads from the last letter of the word
// on: up to four words that may stand between, and a value.
const keywordReach = `[A-Za-z](?:` + keywordGap + `(?:[A-Za-z]{1,9})){0,4}` + keywordGap + `[A-Za-z0-9_.+/=~-]{8,1000}[A-Za-z0-9_.+/=~-]{0,1000}`

const (
	keywordGap  = `[ \t\r\n_.:=>|"'\x60\\-]{0,8}`
	leastToken  = 12
	maxToken    = 2000
	tellsToken  = 512 // bytes of a long one by which all of it is judged; fewer would miss some
	leastSpoken = 15  // without a sign that something is assigned
)

var (
	keywordGaps  = rule.Bytes(" \t\r\n_.:=>|\"'`\\-")
	letterBytes  = rule.Bytes("A-Za-z")
	keywordValue = rule.Bytes("A-Za-z0-9_.+/=~-")
)

func findKeywordToken(text string, at, end int) (int, int, float64) {
	if rule.NamesNoSecret(text, at) || yours(text, at) {
		return 0, 0, 0
	}
	assigned, strong, broken := false, strongName(text, at, end), 0
	short := end-at > len("key") && at > 0 && nameBytes.Has(text[at-1]) // acme_secret=abcd1234
	api := text[at] == '_'                                              // a word of many other names
	i := end
	for words := 0; ; words++ {
		start := i
		i = keywordGaps.Run(text, i, 8)
		gap := text[start:i]
		broken += strings.Count(gap, "\n")
		assigned = assigned || strings.ContainsAny(gap, ":=>|")
		if broken > 2 || i == len(text) || strings.HasPrefix(gap, "::") || gap == ":" && i < len(text) && text[i] == '/' {
			return 0, 0, 0
		}
		word := letterBytes.Run(text, i, 10)
		if !credentialWord(text[i:word]) || alnum.After(text, word) {
			if gap != "" && (assigned || !api) {
				if s, ok := tokenOf(text, i, assigned, strong, short, words == 0 && len(gap) == 1 && !assigned && gap != " " && !rule.IsUpper(text[end-1])); ok {
					return i, s, 0.6
				}
			}
		}
		known := credentialWord(text[i:word])
		if words == 4 || word == i || word-i > 9 || alnum.After(text, word) || !known && (gap == "" || !standsBetween(text[i:word])) {
			return 0, 0, 0
		}
		strong = strong || known && gap != ""
		i = word
	}
}

// tokenOf judges the value that begins at start and returns where it ends. One
// that is long is read to its end only where its first bytes look like a value's.
func tokenOf(text string, start int, assigned, strong, short, dashed bool) (int, bool) {
	looks := func(s string) bool {
		return rule.Drawn(s) || strong && assigned && rule.Keylike(s)
	}
	stop := keywordValue.Run(text, start, tellsToken)
	long := stop-start == tellsToken
	if long {
		if s := text[start:stop]; strings.Contains(strings.TrimRight(s, "="), "=") || !looks(s) {
			return 0, false // names and values in a row, words
		}
		stop = keywordValue.Run(text, stop, maxToken-tellsToken)
	}
	for stop > start && strings.IndexByte(".=:-_/", text[stop-1]) >= 0 && !(text[stop-1] == '=' && (stop-start)%4 == 0) {
		stop--
	}
	s := text[start:stop]
	if len(s) < leastToken && !(short && len(s) >= 8 && assigned) || len(s) >= maxToken || stop < len(text) && strings.IndexByte("([{", text[stop]) >= 0 {
		return 0, false
	}
	if !assigned && len(s) < leastSpoken || strings.HasPrefix(s, "AAAA") || strings.Contains(s, "=") && !strings.HasSuffix(s, "=") && !(strong && assigned && twoDrawn(s)) || !long && !looks(s) { // a public key of SSH
		return 0, false
	}
	body := s[:min(len(s), tellsToken)]
	k := rule.KindsOf(strings.TrimRight(body, "="))
	if len(s) < leastToken && k.Upper > 0 && k.Lower > 0 { // X509Token
		return 0, false
	}
	if rule.UUID(s) {
		return stop, strong && !dashed
	}
	if k.Mark+k.Other > 0 && (k.Digit < 3 || rule.Expression(body)) || !strong && isDigest(body) {
		return 0, false
	}
	return stop, true
}

// twoDrawn says whether a value has one equals sign and is drawn on both sides of it.
func twoDrawn(s string) bool {
	one, two, _ := strings.Cut(s, "=")
	return len(one) >= 16 && len(two) >= 16 && rule.Drawn(one) && rule.Drawn(two)
}

// isDigest says whether a value has only hexadecimal digits, as a hash has.
func isDigest(s string) bool {
	for i := range len(s) {
		if !rule.IsHex(s[i]) {
			return false
		}
	}
	return true
}

// strongName says whether the word in text[at:end] is plainly a credential's:
// secret and token are, and key, access and private where they are in capitals
// or a part of a name (nimble_key, simfinKey).
func strongName(text string, at, end int) bool {
	if first := rule.Lower(text[at]); first == 's' || first == 't' || rule.IsUpper(text[at]) && rule.IsUpper(text[end-1]) {
		return true
	}
	if inQuery(text, at, end) {
		return true
	}
	if at > 0 && (text[at-1] == '_' || text[at-1] == '-' || rule.IsUpper(text[at]) && rule.IsLower(text[at-1])) {
		return true
	}
	return behindName(text, at, end)
}

// inQuery says whether the word in text[at:end] ends the name of a part of a URL's
// query: ?key=, &subscriptionkey=.
func inQuery(text string, at, end int) bool {
	if end == len(text) || text[end] != '=' {
		return false
	}
	start := at
	for start > 0 && at-start < 24 && nameBytes.Has(text[start-1]) {
		start--
	}
	return start > 0 && (text[start-1] == '?' || text[start-1] == '&')
}

// behindName says whether a word stands directly before the one in text[at:end]
// that may be a provider's: acme key, acmeaccess. No article, no preposition.
func behindName(text string, at, end int) bool {
	stop := at
	if stop > 0 && rule.IsBlank(text[stop-1]) {
		stop--
	} else if end-at == len("key") {
		return false // monkey, turkey
	}
	start := stop
	for start > 0 && stop-start < 24 && (rule.IsAlnum(text[start-1]) || text[start-1] == '.') {
		start--
	}
	return stop-start >= 4 && rule.IsLetter(text[start]) && !oneOf(text[start:stop],
		"this", "that", "each", "same", "with", "have", "your", "from", "into", "used", "uses", "every", "other", "another", "which", "when", "where", "whose", "their", "missing", "invalid", "unknown", "duplicate", "expired",
		"redis", "host", "config", "registry", "bucket", "kafka", "release", "build", "entry", "cluster", "under", "like", "allow", "deny", "direct", "random", "read", "write", "full", "first", "last", "second", "only", "given", "current", "wrong", "matching", "unique", "composite", "state")
}

// yours says whether the word before text[at:] is your, as in a placeholder.
func yours(text string, at int) bool {
	return rule.HasPrefixFold(text, at-5, "your") && !rule.IsAlnum(text[at-1])
}

func credentialWord(w string) bool {
	return oneOf(w, "key", "token", "secret", "private", "access", "apikey", "credential", "credentials")
}

// standsBetween says whether a word may stand before the value: one of a
// credential, or a short one such as is, my, for.
func standsBetween(w string) bool {
	if oneOf(w, "id", "ids", "uid", "sha", "md5", "no", "not", "or", "and", "in", "by") {
		return false
	}
	return len(w) <= 3 || credentialWord(w) || oneOf(w, "code", "value", "test", "prod", "live", "auth", "bearer")
}

func oneOf(w string, words ...string) bool {
	for _, b := range words {
		if len(w) == len(b) && rule.SameFold(w, b) {
			return true
		}
	}
	return false
}
