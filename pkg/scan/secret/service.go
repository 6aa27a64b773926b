package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// service is a secret of a service whose keys have no letters of their own:
// what tells it is the service's name a few words before a value that was drawn.
// ACME_API_KEY=…, acme token: …, "acmeApiKey": "…", acme ….
type service struct {
	Name   string // lower case, no English word; a|b where it is written in several ways
	Title  string // as the service writes its name
	Sample string // a made-up value of the documented alphabet and length
}

const (
	serviceGap   = 48  // bytes between the name and the value
	serviceLeast = 12  // bytes of a value
	leastCalled  = 10  // bytes of one behind a word for a credential
	serviceMost  = 520 // bytes of a value that are read
	serviceTries = 6   // values that are looked at behind one name
	bareGap      = 3   // letters between a name and a value that nothing calls a credential
	leastBare    = 20  // bytes of such a value
)

func (s service) detector() rule.Detector {
	names := strings.Split(s.Name, "|")
	name := strings.TrimRight(names[0], "_.")
	upper, longest := strings.ToUpper(strings.NewReplacer(".", "_", "-", "_", " ", "_").Replace(name)), 0
	for _, n := range names {
		longest = max(longest, len(n))
	}
	return rule.Detector{
		Rule: strings.NewReplacer("_", "-", ".", "-", " ", "-").Replace(name) + "-credential", Type: rule.Secret, Score: 0.65,
		About: s.Title + " API key or token", Validator: "the service's name before it, a drawn value, a name that is no digest's and no id's",
		Literals: names, Fold: true, Find: findServiceValue, Revision: 3,
		// With Back the engine leaves out the names written back to front and in
		// rot13, which would triple the automaton for texts that nobody has.
		Hold:    rule.Hold{Ends: serviceEnds(longest), Back: func(_ string, at int) int { return at }},
		Match:   []string{upper + "_API_KEY=«" + s.Sample + "»", `"` + name + `_token": "«` + s.Sample + `»"`},
		NoMatch: []string{upper + "_API_KEY=your_key_here", upper + "_API_KEY=${" + upper + "_API_KEY}", name + "_version: 1.20.3", name + "_sha256: " + s.Sample, name + "_api_key is kept in the vault"},
	}
}

// serviceEnds reads the gap in stage 0, and then what may be a value.
func serviceEnds(longest int) func(string, int, *rule.Progress) bool {
	return func(text string, at int, p *rule.Progress) bool {
		gap := at + longest + serviceGap + 1
		if p.Stage == 0 {
			if len(text) <= gap {
				p.At = len(text)
				return false
			}
			p.At, p.Stage = gap, 1
		}
		for p.At < len(text) && p.At < gap+serviceMost {
			if !keywordValue.Has(text[p.At]) {
				return true
			}
			p.At++
		}
		return p.At >= gap+serviceMost
	}
}

// findServiceValue looks for a value that begins within serviceGap bytes
// behind the name in text[at:end].
func findServiceValue(text string, at, end int) (int, int, float64) {
	if at > 0 && rule.IsLetter(text[at-1]) && rule.IsLetter(text[at]) && !(rule.IsUpper(text[at]) && rule.IsLower(text[at-1])) {
		return 0, 0, 0 // the end of a longer word
	}
	tries := 0
	for i := end; i < len(text) && i <= end+serviceGap; i++ {
		c := text[i]
		if c >= 0x7f || c < ' ' && c != '\n' && c != '\r' && c != '\t' {
			return 0, 0, 0
		}
		if !rule.IsAlnum(c) || rule.IsAlnum(text[i-1]) {
			continue
		}
		value := serviceToken(text, i)
		if len(value) < serviceLeast && !(len(value) >= leastCalled && mixed(value) && calledCredential(text[at:i])) || credentialWord(leadingWord(value)) {
			continue
		}
		if tries++; tries > serviceTries {
			break
		}
		if strings.IndexByte("${<%", text[i-1]) >= 0 {
			break // a variable
		}
		if body := head(value); !rule.Drawn(body) && !((i == end+1 || calledCredential(text[at:i])) && rule.Keylike(body)) {
			if len(value) > judged {
				break // it is all there is within the gap
			}
			continue
		}
		if score := serviceScore(text, at, end, i, value); score > 0 {
			return i, i + len(value), score
		}
		break
	}
	return 0, 0, 0
}

var serviceBytes = rule.Bytes("A-Za-z0-9_.+/~-")

// serviceToken returns the value at start with its padding, and nothing where
// it is the name that a value is given to.
func serviceToken(text string, start int) string {
	stop := serviceBytes.Run(text, start, serviceMost)
	pad := stop
	for pad < len(text) && pad-stop < 2 && text[pad] == '=' {
		pad++
	}
	if pad == stop {
		return strings.TrimRight(text[start:stop], ".-_/")
	}
	if (pad-start)%4 != 0 || keywordValue.After(text, pad) {
		return ""
	}
	return text[start:pad]
}

// calledCredential says whether the last word before a value is one for a
// credential: acme_key = , "acmeToken": ", acme secret is. In the midst of a
// word it counts where all of it is one name, as in acmekey.
func calledCredential(name string) bool {
	name = strings.TrimRight(name, " \t\r\n_=:>-(\"'`\\[|,")
	name = strings.TrimRight(strings.TrimSuffix(name, " is"), " 0123456789_")
	for _, w := range credentialEnds {
		start := len(name) - len(w)
		if !rule.HasPrefixFold(name, start, w) {
			continue
		}
		if start == 0 || !rule.IsLetter(name[start-1]) || rule.IsUpper(name[start]) != rule.IsUpper(name[start-1]) || nameBytes.Run(name, 0, start) == start {
			return true
		}
	}
	return false
}

var credentialEnds = []string{"key", "token", "secret", "password", "passwd", "pass", "auth", "private", "access", "bearer", "credential", "credentials", "_pat", "apikey", "keys", "api", "license"}

// leadingWord is the word before the first mark of a value: key-0a1b….
func leadingWord(v string) string {
	n := 0
	for n < len(v) && n < 12 && rule.IsLetter(v[n]) {
		n++
	}
	if n == len(v) || rule.IsAlnum(v[n]) {
		return ""
	}
	return v[:n]
}

// serviceScore judges a value at start by itself, and by what stands between
// the name and it.
func serviceScore(text string, at, end, start int, value string) float64 {
	name, stop := strings.ToLower(text[at:start]), start+len(value)
	if stop < len(text) && strings.IndexByte("([{<", text[stop]) >= 0 || idNamed(name) || digestNamed(name) {
		return 0
	}
	gap := strings.ToLower(text[end:start])
	if strings.HasSuffix(gap, "h1:") || strings.ContainsAny(value, "/") && (strings.Contains(value, ".") || !bothCases(value)) {
		return 0
	}
	for _, w := range []string{"key", "token", "secret", "pass", "auth", "cred", "_pat", "bearer", "private", "access", "api", "dsn", "license"} {
		if strings.Contains(name, w) || strings.Contains(gap, w) {
			return 0.65
		}
	}
	k, letters := rule.KindsOf(value), rule.KindsOf(gap).Letters()
	linked := at > 0 && strings.IndexByte("/.@", text[at-1]) >= 0 || strings.ContainsAny(gap, "./@#,;\n")
	switch {
	case linked || len(value) < leastBare || k.Digit < 3 || k.Letters() < 2 || rule.NamesNoSecret(text, at):
		return 0
	case letters <= bareGap, letters <= 12 && len(value) >= 24 && strings.ContainsAny(gap, "=:") && bothCases(value):
		return 0.6
	}
	return 0
}
