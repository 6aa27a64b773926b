package personal

import (
	"bytes"
	"strings"

	"sluice/pkg/scan/rule"
)

func phone() []rule.Detector {
	return []rule.Detector{{
		Rule: "phone-number", Type: rule.PhoneNumber, Digits: true,
		Lead: rule.AllBut("0-9A-Za-z_$#"), Find: findPhone, Revision: 2,
		About: "telephone number of any country", Validator: "numbering plans (libphonenumber), or a word nearby",
		Hold: rule.Hold{Reach: `[0-9](?:\)?(?:[ ./\x{a0}\x{2010}-\x{2013}-]| - )?\(?[0-9]){3,16}(?: ?[xX]| ?[eE][xX][tT]\.? ?)?[0-9]{0,7}`, After: 24, Back: rule.BackRun(rule.Bytes("(+"), 2), Most: 2},
		Match: []string{
			"call «+1 415 555 2671» now", "«+44 20 7946 0958»", "«+4915112345678»", "«(415) 555-2671»", "«415-555-2671»", "«415.555.2671»", "tel:«+46 (0)8 928 571 38»",
			"«1-800-356-9377»", "«+1 (415) 555-2671»", "Phone: «555-123-4567»", "Mobile: «03.93.92.16.85»", "call me at «0494 92 82 32»", "Fax: «9498777106»", "phone\n«467 3395»",
			`{"phone":"«+14155552671»"}`, "«345-899-3560x4587»", "«001-518-640-0854»", "my cell is «(99) 645-7912»", "«+33 1 23 45 67 89».", "(«415-555-2671»)",
			"tel «+49 (0) 30 901820», ext", "«020 7946 0958» is mine", "on «01 84 17 61 18».", "Phone: «71234567»", "«011 44 20 7946 0958»", "«(415) 555-2671 ext. 45»", "«+1 415‑555‑2671»", "call 手机：«138 0013 8000»", "Tel. «030/901820», Berlin",
		},
		NoMatch: []string{
			"2024-05-01", "call on 2024-05-01", "01.02.2024", "1.2.3.4", "192.168.100.200", "version 1.23.456.7890", "1234567890", "123-45-6789", "+12345", "2024-01-01T00:00:00+00:00", "a+1234567890123",
			"order 415-555-26711", "1415-555-2671", "1,000,000,000", "ISBN 978-3-16-148410-0", "4111 1111 1111 1111", "x = 5+1234567890", "port 8080 8443 9090", "call 1000000 times", "555-1234",
		},
	}}
}

// shape is a number as it is written: where, and its digits.
type shape struct {
	start, end int
	digits     []byte
	groups     []byte // lengths of the runs of digits
	plus       bool   // + or 00 or 001 before it
	paren      bool   // the first group stands in brackets
	seps       []byte // what stands between the groups, one byte each
}

// findPhone takes an international number that its country has, a number
// written as North Americans write it, and another national number only where
// a word nearby speaks of telephones.
func findPhone(text string, at, end int) (int, int, float64) {
	if at > 0 && !phoneMayBegin(text, at) {
		return 0, 0, 0
	}
	var groups [16]byte
	var digits, seps [16]byte
	s, ok := readPhone(text, at, end, groups[:0], digits[:0], seps[:0])
	n := len(s.digits)
	if !ok || n < 5 {
		return 0, 0, 0
	}
	if dateLike(s) && (n != 8 && n != 9 || string(s.seps) != "  " || !labelledPhone(text, s.start)) {
		return 0, 0, 0
	}
	switch {
	case s.plus:
		return international(text, s)
	case northAmerican(s):
		return national(text, s)
	}
	if n > 13 || s.digits[0] == s.digits[n-1] && bytes.Count(s.digits, s.digits[:1]) == n {
		return 0, 0, 0
	}
	if labelledPhone(text, s.start) && (n >= 6 || len(s.groups) > 1) {
		return s.start, s.end, 0.8
	}
	if n < 7 {
		return 0, 0, 0
	}
	strong := rule.Near(text, s.start, s.end, 24, 8, phoneLabels()...) || rule.Near(text, s.end, s.end, 0, 8, "office")
	if strong && (len(s.groups) > 1 || n >= 9) {
		return s.start, s.end, 0.75
	}
	if len(s.groups) == 1 && (n < 10 || s.digits[0] != '0') {
		return 0, 0, 0
	}
	if rule.Near(text, s.start, s.end, 28, 0, "call", "reach", "dial", "ring ", "text me", "sms", "answering", "messages to", "contact", "registered") {
		return s.start, s.end, 0.6
	}
	if homely(s) && !inPairs(text, s.start, s.end) {
		return s.start, s.end, 0.5
	}
	return 0, 0, 0
}

// phoneLabels are what stands before numbers of telephones.
func phoneLabels() []string {
	return []string{
		"phone", "tel:", "tel.", "tel ", "telephone", "mobile", "fax", "whatsapp", "cell", "desk:", "handy", "office:", "telefon", "téléphone", "teléfono",
		"móvil", "celular", "portable", "rufnummer", "mobil", "tlf", "hotline", "landline", "telnr", "тел", "Тел", "电话", "手机", "電話", "携帯", "전화", "هاتف", "फ़ोन",
	}
}

// labelledPhone says whether a label stands before a number, with no other
// number between.
func labelledPhone(text string, start int) bool {
	from := max(0, start-18)
	for i := start - 1; i >= from; i-- {
		if rule.IsDigit(text[i]) {
			return false
		}
	}
	return rule.Near(text, start, start, 18, 0, phoneLabels()...)
}

// homely says whether a number is written as the French write theirs, or the
// British: forms that nothing else has.
func homely(s shape) bool {
	if s.digits[0] != '0' || s.digits[1] == '0' || s.paren || !alike(s.seps) {
		return false
	}
	switch string(s.groups) {
	case "\x02\x02\x02\x02\x02":
		return s.seps[0] == ' ' || s.seps[0] == '.'
	case "\x05\x06", "\x04\x03\x04", "\x03\x04\x04", "\x05\x03\x03":
		return s.seps[0] == ' ' && british(string(s.digits))
	}
	return false
}

// british says whether digits behind one nought are a number that is in use in
// Britain.
func british(digits string) bool {
	return allPlans().byName["GB"].has(digits[1:])
}

// alike says whether all bytes are the same.
func alike(row []byte) bool { return len(row) == 0 || bytes.Count(row, row[:1]) == len(row) }

// inPairs says whether bytes in hexadecimal stand beside, two digits each.
func inPairs(text string, start, end int) bool {
	pair := func(i int) bool {
		return i >= 0 && i+2 <= len(text) && rule.IsHex(text[i]) && rule.IsHex(text[i+1]) && (i+2 >= len(text) || !rule.IsAlnum(text[i+2]))
	}
	i := skip(text, end, " ", 3)
	j := start
	for j > 0 && start-j < 3 && text[j-1] == ' ' {
		j--
	}
	return i > end && pair(i) || j < start && pair(j-2) && (j < 3 || !rule.IsAlnum(text[j-3]))
}

func international(text string, s shape) (int, int, float64) {
	digits := string(s.digits)
	if text[s.start] != '+' {
		digits = strings.TrimPrefix(strings.TrimPrefix(digits, "011"), "00")
	}
	if len(digits) < 7 || len(digits) > 16 {
		return 0, 0, 0
	}
	national := digits
	if country, rest, ok := strings.Cut(text[s.start:s.end], "(0)"); ok {
		k := rule.KindsOf(country).Digit - (len(s.digits) - len(digits))
		national = digits[:max(0, k)] + digits[len(digits)-min(len(digits), rule.KindsOf(cutExtension(rest)).Digit):]
	}
	switch valid, possible := inPlan(national); {
	case valid:
		return s.start, s.end, 0.95
	case text[s.start] == '+' && possible && (len(s.groups) > 2 || len(digits) > 10):
		return s.start, s.end, 0.7
	}
	return 0, 0, 0
}

// cutExtension leaves out an extension behind a number.
func cutExtension(written string) string {
	if x := strings.IndexAny(written, "xX#eE"); x >= 0 {
		return written[:x]
	}
	return written
}

// northAmerican says whether the digits are grouped 3-3-4, after a 1 or not,
// and begin as no country code does.
func northAmerican(s shape) bool {
	g := s.groups
	if string(g) == "\x01\x03\x03\x04" && s.digits[0] == '1' {
		g = g[1:]
	}
	return string(g) == "\x03\x03\x04" && len(s.seps) > 0
}

// national scores a number of the North American plan: area and exchange
// begin with 2 to 9. A number that breaks the rule is believed where it is
// written with brackets, or after a word about telephones.
func national(text string, s shape) (int, int, float64) {
	d := s.digits
	if len(d) == 11 {
		d = d[1:]
	}
	named := rule.Near(text, s.start, s.end, 40, 12, "phone", "tel", "mobile", "fax", "whatsapp", "cell", "call", "reach", "contact", "text", "sms", "dial", "desk", "office", "number", "answering", "messages", "ring", "registered")
	even := alike(s.seps) || s.paren
	switch {
	case d[0] >= '2' && d[3] >= '2' && even && (s.seps[0] != ' ' || s.paren || named):
		return s.start, s.end, 0.85
	case s.paren && d[0] >= '2', named:
		return s.start, s.end, 0.7
	}
	return 0, 0, 0
}
