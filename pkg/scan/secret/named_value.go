package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// namedValues are secrets whose name and value are fields of their own, as in the
// lists of variables that containers, hosts and tests are given:
// {"name": "ACME_TOKEN", "value": "…"}, <property name="password" value="…"/>.
func namedValues() []rule.Detector {
	return []rule.Detector{{
		Rule: "named-field-value", Type: rule.Secret, Score: 0.7, Fold: true, About: "value in a field beside the name of a password, a key or a token", Validator: "the name's field just before, a drawn value or a strong password",
		Literals: []string{`"value"`, `value=`, `'value'`, `>value<`, `value: `, `defaultvalue"`},
		Find:     findNamedValue, Revision: 1, Hold: rule.Hold{Reach: `[^\n][ \t]{0,4}[:=>]{0,2}[ \t]{0,4}["'\x60]?[!-~]{0,400}`, After: 1},
		Match: []string{
			`{"name": "ACME_TOKEN", "value": "«lc96NLzuo5K3QDcbkLGiJnFncC2LtU73»"}`, `<property name="password" value="«s3cr3t9X»"/>`, `<add key="AcmeApiKey" value="«0a1b2c3d4e5f60718293a4b5c6d7e8f9»" />`,
			"- name: ACME_SECRET\n  value: «Zc0QQMHOIyMfGftL»",
		},
		NoMatch: []string{
			`{"name": "ACME_TOKEN", "value": "$(ACME_TOKEN)"}`, `{"name": "RELEASE", "value": "0a1b2c3d4e5f60718293a4b5c6d7e8f9"}`, `<input name="password" value="Passwort">`, `{"name": "TOKEN_URL", "value": "https://example.com/a1b2c3"}`,
			`{"key": "commit", "value": "0a1b2c3d4e5f60718293a4b5c6d7e8f9"}`, `{"name": "cacheKey", "value": "0a1b2c3d4e5f60718293a4b5c6d7e8f9"}`,
		},
	}}
}

const nameField = 96 // bytes before the value's field in which the name stands

func findNamedValue(text string, at, end int) (int, int, float64) {
	name, ok := fieldName(text, at)
	if !ok || idNamed(name) || digestNamed(name) || !credentialNamed(name) || rule.NamesNoSecret(name, nameWord(name)) {
		return 0, 0, 0
	}
	i := end
	for n := 0; n < 8 && i < len(text) && strings.IndexByte(" \t:=>\"'`", text[i]) >= 0; n++ {
		i++
	}
	stop := i
	for stop < len(text) && stop-i < 400 && text[stop] > ' ' && text[stop] < 0x7f && strings.IndexByte("\"'`<>,;\\", text[stop]) < 0 {
		stop++
	}
	value := strings.TrimRight(text[i:stop], "/)}]")
	if strings.Contains(value, "://") || strings.ContainsAny(value, "(){}[]$") || rule.Placeholder(value) || rule.Expression(value) {
		return 0, 0, 0
	}
	word := strings.ToLower(name)
	if rule.Drawn(value) && len(value) >= leastToken || rule.Keylike(value) || strings.Contains(word, "pass") && strongPassword(value) {
		return i, i + len(value), 0.7
	}
	return 0, 0, 0
}

// fieldName returns the value of the field that ends before text[at:]: what stands
// in quotes, or to the end of the line.
func fieldName(text string, at int) (string, bool) {
	stop := at
	for stop > 0 && at-stop < 40 && strings.IndexByte(" \t\r\n,;'\"`", text[stop-1]) >= 0 {
		stop--
	}
	start := stop
	for start > 0 && stop-start < 64 && (nameBytes.Has(text[start-1]) || text[start-1] == '.') {
		start--
	}
	if start == stop {
		return "", false
	}
	head := strings.ToLower(strings.TrimRight(text[max(0, start-nameField/4):start], " \t\"'`:=>"))
	for _, w := range []string{"name", "key", "id", "parameter", "variable", "field", "setting", "option"} {
		if strings.HasSuffix(head, w) {
			return text[start:stop], true
		}
	}
	return "", false
}

// nameWord is where the last word of a name begins.
func nameWord(name string) int {
	for i := len(name) - 1; i > 0; i-- {
		if !rule.IsAlnum(name[i-1]) || rule.IsUpper(name[i]) && rule.IsLower(name[i-1]) {
			return i
		}
	}
	return 0
}
