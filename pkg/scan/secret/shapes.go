package secret

import (
	"encoding/base64"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"

	"sluice/pkg/scan/rule"
)

// uuidForm is a UUID in any case (RFC 9562).
const uuidForm = `[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}`

// wordByte may not stand before a short prefix: it would be the end of a word.
var wordByte = rule.Bytes("A-Za-z0-9_")

// marked is a key whose provider writes a mark of its own at a fixed place in it,
// so that it can be told without a name: before is how many bytes of the class
// stand in front of the mark, after what follows it.
func marked(id, about, mark string, before int, class, after, example string) rule.Detector {
	bytes := rule.Bytes(strings.Trim(class, "[]"))
	width := before + len(mark)
	return rule.Detector{
		Rule: id, Type: rule.Secret, Score: 0.95, About: about, Validator: "the mark at its place, entropy", Joins: true,
		Literals: []string{mark}, Before: before,
		Pattern: class + "{" + strconv.Itoa(before) + "}" + regexp.QuoteMeta(mark) + after,
		Check:   rule.Random(0, 3.5, 0.95), Revision: 1,
		Hold:    rule.Hold{Back: rule.BackRun(bytes, width), Most: width},
		Match:   []string{"key=«" + example + "»", `{"primaryKey": "«` + example + `»"}`},
		NoMatch: []string{mark, "key=" + example[:before/2] + mark, "key=" + example[before:], strings.Repeat("A", before) + "-" + mark + "AAAA"},
	}
}

// bothCases says whether a value has capitals, small letters and digits, as 20
// random digits of base 62 have and identifiers, hashes and words mostly lack.
func bothCases(value string) bool {
	k := rule.KindsOf(value)
	return k.Upper > 0 && k.Lower > 0 && k.Digit > 0 && random(value)
}

// bothCasesScore is bothCases for what follows a prefix.
func bothCasesScore(body string) float64 {
	if !bothCases(body) {
		return 0
	}
	return 0.95
}

// digits wants what follows a prefix to have some, as words that are joined by
// dashes or underscores have not.
func digits(body string) float64 {
	if !random(body) {
		return 0
	}
	return 0.95
}

// graphKey looks at the last part, after the name of a graph or a user.
func graphKey(body string) float64 {
	if !bothCases(body[strings.LastIndexByte(body, ':')+1:]) {
		return 0
	}
	return 0.95
}

// tunnelToken wants the fields of a Cloudflare Tunnel token: account, tunnel and
// secret (Cloudflare documentation, "Tunnel tokens").
func tunnelToken(body string) float64 {
	raw, err := base64.RawStdEncoding.DecodeString("eyJhIjoi" + strings.TrimRight(body, "="))
	if err != nil {
		return 0
	}
	var token struct{ A, T, S string }
	if json.Unmarshal(raw, &token) != nil || token.A == "" || token.T == "" || token.S == "" {
		return 0
	}
	return 1
}
