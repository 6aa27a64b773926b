package scan

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
)

func phone() []Detector {
	return []Detector{{
		Rule: "phone-number", Type: PhoneNumber, Digits: true,
		Find: findPhone, Revision: 1,
		Hold: Hold{Reach: `[0-9](?:\)?[ ./-]?\(?[0-9]){3,16}(?: ?[xX]| ?[eE][xX][tT]\.? ?)?[0-9]{0,7}`, After: 14, Back: backRun(bytesOf("(+"), 2), Most: 2},
		Match: []string{
			"call «+1 415 555 2671» now", "«+44 20 7946 0958»", "«+4915112345678»", "«(415) 555-2671»", "«415-555-2671»", "«415.555.2671»", "tel:«+46 (0)8 928 571 38»",
			"«1-800-356-9377»", "«+1 (415) 555-2671»", "Phone: «555-123-4567»", "Mobile: «03.93.92.16.85»", "call me at «0494 92 82 32»", "Fax: «9498777106»", "phone\n«467 3395»",
			`{"phone":"«+14155552671»"}`, "«345-899-3560x4587»", "«001-518-640-0854»", "my cell is «(99) 645-7912»", "«+33 1 23 45 67 89».", "(«415-555-2671»)",
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
	digits     string
	groups     []byte // lengths of the runs of digits
	plus       bool   // + or 00 or 001 before it
	paren      bool   // the first group stands in brackets
	seps       string // what stands between the groups, one byte each
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
	if !ok || dateLike(s) {
		return 0, 0, 0
	}
	n := len(s.digits)
	switch {
	case s.plus:
		return international(text, s)
	case northAmerican(s):
		return national(text, s)
	}
	if n < 7 || n > 13 || s.digits[0] == s.digits[n-1] && strings.Count(s.digits, s.digits[:1]) == n {
		return 0, 0, 0
	}
	strong := near(text, s.start, s.end, 24, 8, "phone", "tel:", "tel.", "tel ", "telephone", "mobile", "fax", "whatsapp", "cell", "desk:", "handy", "office", "telefon", "téléphone", "teléfono")
	if strong && (len(s.groups) > 1 || n >= 9) {
		return s.start, s.end, 0.75
	}
	weak := near(text, s.start, s.end, 28, 0, "call", "reach", "dial", "ring ", "text me", "sms", "answering", "messages to", "contact", "registered")
	if weak && len(s.groups) > 1 {
		return s.start, s.end, 0.6
	}
	return 0, 0, 0
}

func international(text string, s shape) (int, int, float64) {
	digits := s.digits
	digits = strings.TrimPrefix(digits, "00")
	if len(digits) < 8 || len(digits) > 16 {
		return 0, 0, 0
	}
	written := text[s.start:s.end]
	if x := strings.IndexAny(written, "xX"); x > 0 {
		written = written[:x]
	}
	if rest, ok := strings.CutPrefix(written, "00"); ok {
		written = "+" + rest
	}
	n, err := phonenumbers.Parse(strings.ReplaceAll(written, "(0)", ""), "ZZ")
	switch {
	case err != nil:
		return 0, 0, 0
	case phonenumbers.IsValidNumber(n):
		return s.start, s.end, 0.95
	case text[s.start] == '+' && phonenumbers.IsPossibleNumber(n) && (len(s.groups) > 2 || len(digits) > 10):
		return s.start, s.end, 0.7
	}
	return 0, 0, 0
}

// northAmerican says whether the digits are grouped 3-3-4, after a 1 or not,
// and begin as no country code does.
func northAmerican(s shape) bool {
	g := string(s.groups)
	if g == "\x01\x03\x03\x04" && s.digits[0] == '1' {
		g = g[1:]
	}
	return g == "\x03\x03\x04" && len(s.seps) > 0
}

// national scores a number of the North American plan: area and exchange
// begin with 2 to 9. A number that breaks the rule is believed where it is
// written with brackets, or after a word about telephones.
func national(text string, s shape) (int, int, float64) {
	d := s.digits
	if len(d) == 11 {
		d = d[1:]
	}
	named := near(text, s.start, s.end, 40, 12, "phone", "tel", "mobile", "fax", "whatsapp", "cell", "call", "reach", "contact", "text", "sms", "dial", "desk", "office", "number", "answering", "messages", "ring", "registered")
	even := s.seps == strings.Repeat(s.seps[:1], len(s.seps)) || s.paren
	switch {
	case d[0] >= '2' && d[3] >= '2' && even && (s.seps[0] != ' ' || s.paren || named):
		return s.start, s.end, 0.85
	case s.paren && d[0] >= '2', named:
		return s.start, s.end, 0.7
	}
	return 0, 0, 0
}
