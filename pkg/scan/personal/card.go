package personal

import "sluice/pkg/scan/rule"

func card() []rule.Detector {
	return []rule.Detector{{
		Rule: "credit-card", About: "payment card number", Validator: "Luhn, network and length", Type: rule.CreditCard, Digits: true,
		Find: findCard, Revision: 1, Joins: true,
		Hold: rule.Hold{Reach: `[0-9](?:[ .-]?[0-9]){11,18}`, After: 32},
		Match: []string{
			"pay with «4111 1111 1111 1111» 12/27", "«4111-1111-1111-1111»", "«4111111111111111»", "«5555555555554444».", "«378282246310005»", "«3782 822463 10005»",
			"«6011111111111117»", "«30569309025904»", "«3530111333300000»", "«6200000000000005»", "card«4111111111111111»x", "card number «4222222222222»",
			"«2223003122003222»", `{"pan":"«4000056655665556»"}`, "my maestro card «501864667909»", "«4111.1111.1111.1111»",
		},
		NoMatch: []string{
			"4111111111111112", "order 1234567890123456", "1700000000000", "41111111111111111111111", "a4111111111111111b2c", "uuid 41111111-1111-1111-1111-111111111111",
			"0x4111111111111111", "4111 1111", "0000 0000 0000 0000", "3.14159265358979323846", "id 4000000000000000006",
		},
	}}
}

// findCard reads up to 19 digits in groups, and takes the longest number that
// a network issues and whose check digit (Luhn, ISO/IEC 7812) fits.
func findCard(text string, at, _ int) (int, int, float64) {
	if at > 0 && !cardMayFollow(text, at) {
		return 0, 0, 0
	}
	var digits [19]byte
	n, odd, even, group := 0, 0, 0, 0
	sep := byte(0)
	end, size := 0, 0
	for i := at; i < len(text); i++ {
		c := text[i]
		if !rule.IsDigit(c) {
			if c != ' ' && c != '-' && c != '.' || sep != 0 && c != sep || group < 3 || i+1 >= len(text) || !rule.IsDigit(text[i+1]) {
				break
			}
			if sep == 0 && n != 4 && n != 6 {
				break
			}
			sep, group = c, 0
			continue
		}
		if n == len(digits) {
			break
		}
		d := int(c - '0')
		digits[n] = c
		n++
		group++
		twice := d * 2
		if twice > 9 {
			twice -= 9
		}
		if n%2 == 1 {
			odd, even = odd+d, even+twice
		} else {
			odd, even = odd+twice, even+d
		}
		sum := odd
		if n%2 == 0 {
			sum = even
		}
		if n >= 12 && sum%10 == 0 && cardMayEnd(text, i+1) && issued(string(digits[:n])) {
			end, size = i+1, n
		}
	}
	if end == 0 {
		return 0, 0, 0
	}
	if distinct(digits[:size]) < 2 {
		return 0, 0, 0
	}
	grouped := end-at > size
	if (size == 12 || size == 13 || size > 16 && !grouped) && !cardWords(text, at, end) {
		return 0, 0, 0
	}
	if cardWords(text, at, end) {
		return at, end, 1
	}
	return at, end, 0.85
}

func cardWords(text string, start, end int) bool {
	return rule.Near(text, start, end, 60, 30, "card", "visa", "master", "amex", "american express", "discover", "maestro", "credit", "debit", "payment", "pan", "cc ", "cc:", "ccnum", "cvv", "cvc", "expir")
}

// cardMayFollow says whether a number may begin here: not inside a longer
// number, a hexadecimal text or a decimal fraction. Other letters may touch it.
func cardMayFollow(text string, at int) bool {
	c := text[at-1]
	if (c == '-' || c == '.' || c == ',' || c == '_') && at > 1 && rule.IsAlnum(text[at-2]) {
		return c == ',' && !rule.IsDigit(text[at-2])
	}
	if !rule.IsLetter(c) {
		return true
	}
	if c|0x20 == 'x' && at > 1 && text[at-2] == '0' {
		return false
	}
	for i := at - 1; i >= 0 && at-i < 9; i-- {
		if !rule.IsAlnum(text[i]) {
			return false
		}
		if !rule.IsHex(text[i]) {
			return true
		}
	}
	return false
}

// cardMayEnd says whether a number may end here: no digit follows, nor a
// group that goes on with letters as in a UUID.
func cardMayEnd(text string, i int) bool {
	if i >= len(text) {
		return true
	}
	switch c := text[i]; {
	case rule.IsDigit(c):
		return false
	case rule.IsLetter(c):
		return !rule.IsHex(c)
	case c == '-' || c == '_':
		return i+1 >= len(text) || !rule.IsAlnum(text[i+1])
	case c == '.':
		return i+1 >= len(text) || !rule.IsDigit(text[i+1])
	}
	return true
}

func distinct(digits []byte) int {
	var seen [10]bool
	n := 0
	for _, d := range digits {
		if !seen[d-'0'] {
			seen[d-'0'] = true
			n++
		}
	}
	return n
}

// issued says whether a network issues numbers that begin and are as long as
// this one (the networks' published ranges, 2026).
func issued(d string) bool {
	n := len(d)
	two := int(d[0]-'0')*10 + int(d[1]-'0')
	four := two*100 + int(d[2]-'0')*10 + int(d[3]-'0')
	switch {
	case d[0] == '4': // Visa
		return n == 13 || n == 16 || n == 19
	case two >= 51 && two <= 55, four >= 2221 && four <= 2720: // Mastercard
		return n == 16
	case four >= 2200 && four <= 2204: // Mir
		return n >= 16
	case two == 34, two == 37: // American Express
		return n == 15
	case two == 36, two == 38, two == 39, four >= 3000 && four <= 3059, four/10 == 309: // Diners Club
		return n >= 14
	case four == 1800, four == 2131: // JCB
		return n == 15
	case two == 35: // JCB, which issues 3528 to 3589
		return n == 16 || n > 16 && four >= 3528 && four <= 3589
	case two == 62, two == 81, two == 82: // UnionPay, RuPay
		return n >= 16
	case four == 6011, four >= 6440 && four <= 6599: // Discover, RuPay
		return n >= 16
	case two == 50, two >= 56 && two <= 69: // Maestro and its debit kin
		return n >= 12
	case four == 9792: // Troy
		return n == 16
	}
	return false
}
