package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// drawnValues finds what a name is given that says nothing of a credential, as the
// name of a service that no rule knows does: acme = "…". The value must be longer
// than an id and have more than the digits of a digest, and the name must be none of
// those that have such values and are no secret.
func drawnValues() []rule.Detector {
	return []rule.Detector{{
		Rule: "drawn-value", Type: rule.Secret, Score: 0.5, About: "long drawn value that is given to a name which says nothing of it", Validator: "letters and digits as drawn ones have them, a name that is no id's, digest's or address's",
		Literals: []string{"=", `":`, "':"}, Find: findDrawnValue, Revision: 1,
		// With Back the engine does not look for it back to front, which would cost as
		// much again.
		Hold: rule.Hold{Reach: `[=:][ \t]{0,4}["'\x60]?[A-Za-z0-9_-]{24,65}`, After: 1, Back: func(_ string, at int) int { return at }},
		Match: []string{
			`acme = '«3k144a5af729351d0fc58bdrj9a21mkr»'`, "PEPIPOST=«abcd1234efgh5678ijkl9012mnop3456»", `{"x-acme": "«Xk3vT9qLw2Zr8Bn5Yc1Pd7Fg4Hj6»"}`, "https://api.example.com/v1?acme=«Xk3vT9qLw2Zr8Bn5Yc1Pd7Fg4Hj6»&q=1",
		},
		NoMatch: []string{
			`trace_id = "3k144a5af729351d0fc58bdrj9a21mkr"`, "sha=0a1b2c3d4e5f60718293a4b5c6d7e8f9", "acme=0a1b2c3d4e5f60718293a4b5c6d7e8f9", `alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"`, `acme = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"`,
			`if acme == "3k144a5af729351d0fc58bdrj9a21mkr"`, `"fileId": "1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms"`, "acme = Xk3vT9qLw2Zr8Bn5Yc1Pd7Fg4Hj6()", `= "3k144a5af729351d0fc58bdrj9a21mkr"`, `acme = "createAccessTokenForTheUser12"`, `acme = "criterionJSONPathRFC9535"`, `e="Xk3vT9qLw2Zr8Bn5Yc1Pd7Fg4Hj6"`, `"etag": "Xk3vT9qLw2Zr8Bn5Yc1Pd7Fg4Hj6"`,
			`"token_ref": "3k144a5af729351d0fc58bdrj9a21mkr"`, "acme_url=3k144a5af729351d0fc58bdrj9a21mkr",
		},
	}}
}

const (
	leastAlone = 24 // bytes of a value that nothing calls a credential
	mostAlone  = 64
)

func findDrawnValue(text string, at, end int) (int, int, float64) {
	open := skipMost(text, end, 4, " \t")
	start := skipMost(text, open, 1, "\"'`")
	stop := dashedBytes.Run(text, start, mostAlone+1)
	if stop-start < leastAlone || stop-start > mostAlone || at == 0 || strings.IndexByte("=!<>+?~", text[at-1]) >= 0 {
		return 0, 0, 0
	}
	switch quoted := start > open; {
	case quoted && (stop == len(text) || text[stop] != text[open]):
		return 0, 0, 0
	case !quoted && (text[at] != '=' || stop < len(text) && !rule.IsSpace(text[stop]) && strings.IndexByte("&;", text[stop]) < 0):
		return 0, 0, 0
	}
	if !namesNothing(nameBefore(text, at)) || !drawnAlone(text[start:stop]) {
		return 0, 0, 0
	}
	return start, stop, 0.5
}

// nameBefore is the name that is given what stands behind at, without quotes and a
// bracket.
func nameBefore(text string, at int) string {
	end := at
	for end > 0 && at-end < 8 && strings.IndexByte(" \t\"'`]:", text[end-1]) >= 0 {
		end--
	}
	start := end
	for start > 0 && end-start < 40 && nameBytes.Has(text[start-1]) {
		start--
	}
	return text[start:end]
}

// namesNothing says whether a name is one and has no word for something that has
// drawn values and is no secret.
func namesNothing(name string) bool {
	if len(name) < 2 || !rule.IsLetter(name[0]) {
		return false
	}
	for end := len(name); end > 0; {
		start := nameWord(name[:end])
		if word := strings.ToLower(strings.Trim(name[start:end], "_-")); publicWord(strings.TrimSuffix(word, "s")) || strings.HasSuffix(word, "id") {
			return false
		}
		end = start
	}
	return true
}

// publicWord says whether a word is one for an id, a digest, an address, a file or a
// piece of data.
func publicWord(word string) bool {
	switch word {
	case "guid", "key", "hash", "sha", "sha1", "sha256", "sha512", "md5", "digest", "checksum", "sum", "integrity", "etag", "commit", "rev", "revision", "version", "ver", "cursor", "page", "offset", "nonce", "salt", "iv", "fingerprint", "thumbprint",
		"addres", "addr", "address", "wallet", "account", "contract", "tx", "txn", "txid", "transaction", "block", "cid", "ipf", "ipfs", "node", "peer", "file", "filename", "doc", "document", "sheet", "folder", "drive", "video", "image", "img", "icon", "photo",
		"data", "payload", "body", "content", "blob", "encoded", "base64", "b64", "pub", "public", "pubkey", "cert", "certificate", "modulu", "exponent", "expected", "expect", "want", "got", "actual", "result", "output", "input", "example", "sample", "test",
		"name", "path", "href", "src", "url", "uri", "link", "host", "domain", "email", "class", "style", "font", "color", "str", "string", "text", "val", "value", "msg", "message", "title", "description", "alphabet", "char", "charset", "letter", "table",
		"ref", "tag", "label", "code", "slug", "branch", "build", "release", "trace", "span", "request", "query", "index", "row", "column", "object", "instance", "resource", "bucket", "queue", "topic", "group", "user", "sub", "subject", "aud", "kid", "jti", "utm", "gclid", "fbclid":
		return true
	}
	return false
}

// drawnAlone says whether a value was drawn of more than the digits of a digest: small
// letters and capitals and digits, or one case and digits and letters beyond f; and
// is no alphabet.
func drawnAlone(v string) bool {
	k := rule.KindsOf(v)
	if !rule.Drawn(v) || k.Digit < 3 || innerDigits(v) < 2 || ascending(v) >= 8 {
		return false
	}
	if k.Upper > 0 && k.Lower > 0 {
		return k.Mark*8 <= len(v) && k.Upper >= 3 && k.Lower >= 3
	}
	beyond := 0
	for i := range len(v) {
		if !rule.IsHex(v[i]) {
			beyond++
		}
	}
	return k.Mark == 0 && beyond >= 6 && k.Digit >= 4
}

// ascending is the length of the longest row of bytes of which each is one more than
// the one before.
func ascending(v string) int {
	longest, row := 0, 1
	for i := 1; i < len(v); i++ {
		if v[i] == v[i-1]+1 {
			row++
		} else {
			row = 1
		}
		longest = max(longest, row)
	}
	return longest
}
