package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// What may not stand directly before a prefix that other words end in.
var (
	alnum     = rule.Bytes("A-Za-z0-9")
	wordBytes = rule.Bytes("A-Za-z0-9_")
	nameBytes = rule.Bytes("A-Za-z0-9_-")
)

// weak is a named secret of a weak form, such as a UUID: the name may not end
// in a word that tells an id, which a provider has many of that are no secret.
type weak named

func (k weak) detector() rule.Detector {
	d := named(k).detector()
	check := d.Check
	d.Check = func(text string, m rule.Match) float64 {
		if idNamed(text[m.Start:m.From]) {
			return 0
		}
		return check(text, m)
	}
	d.Validator += ", a name that tells no id"
	return d
}

// idNamed says whether the last word of a name is id, or another that stands
// for something public.
func idNamed(name string) bool {
	end := len(name)
	for end > 0 && !rule.IsAlnum(name[end-1]) {
		end--
	}
	name = strings.ToLower(name[:end])
	for _, w := range []string{"id", "uid", "uuid", "url", "uri", "version", "commit", "name", "email", "sha256", "sha1", "md5", "digest", "hash", "checksum"} {
		if rest, ok := strings.CutSuffix(name, w); ok && rest != "" && !rule.IsAlnum(rest[len(rest)-1]) {
			return true
		}
	}
	return false
}

// mixed wants the letters and the digits of a random text.
func mixed(value string) bool {
	k := rule.KindsOf(value)
	return k.Letters() >= 2 && k.Digit >= 2
}

// letters scores what follows a short prefix, which names of things have too:
// it must be mixed.
func letters(score float64) func(string) float64 {
	return func(body string) float64 {
		if !mixed(body) {
			return 0
		}
		return score
	}
}

// escaped wants a percent sign, which rows of the letter A in other encodings lack.
func escaped(body string) float64 {
	if !strings.Contains(body, "%") {
		return 0
	}
	return 0.95
}
