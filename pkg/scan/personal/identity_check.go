package personal

import "sluice/pkg/scan/rule"

// digitAt is the value of a digit of a number that has passed its mask.
func digitAt(id string, i int) int { return int(id[i] - '0') }

// weighted sums the digits of id from the first on, each times its weight.
func weighted(id string, weights ...int) int {
	sum := 0
	for i, w := range weights {
		sum += digitAt(id, i) * w
	}
	return sum
}

// doubled sums the digits of id as Luhn does (ISO/IEC 7812-1, annex B): the last
// one counts once, the one before it twice, and so on.
func doubled(id string) int {
	sum := 0
	for i := range len(id) {
		d := digitAt(id, len(id)-1-i)
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum
}

func passesLuhn(id string) bool { return doubled(id)%10 == 0 }

// passesVerhoeff checks the last digit by the dihedral group of order 10
// (Verhoeff, "Error Detecting Decimal Codes", 1969).
func passesVerhoeff(id string) bool {
	c := 0
	for i := range len(id) {
		d := digitAt(id, len(id)-1-i)
		for range i % 8 {
			d = int("1576283094"[d] - '0')
		}
		c = dihedral(c, d)
	}
	return c == 0
}

func dihedral(a, b int) int {
	switch {
	case a < 5 && b < 5:
		return (a + b) % 5
	case a < 5:
		return 5 + (a+b-5)%5
	case b < 5:
		return 5 + (a-5-b+5)%5
	}
	return (a - b + 5) % 5
}

// passesMod1110 checks the last digit by ISO 7064 MOD 11,10.
func passesMod1110(id string) bool {
	p := 10
	for i := range len(id) - 1 {
		if p = (p + digitAt(id, i)) % 10; p == 0 {
			p = 10
		}
		p = p * 2 % 11
	}
	return (11-p)%10 == digitAt(id, len(id)-1)
}

// realDate says whether a month has a day; the year of two digits is not known
// well enough to tell leap years.
func realDate(month, day int) bool {
	switch {
	case day < 1 || month < 1 || month > 12:
		return false
	case month == 2:
		return day <= 29
	case month == 4 || month == 6 || month == 9 || month == 11:
		return day <= 30
	}
	return day <= 31
}

// two reads two digits of id.
func two(id string, i int) int { return digitAt(id, i)*10 + digitAt(id, i+1) }

// icao is the check digit of machine-readable travel documents: weights 7, 3
// and 1, letters from A as 10 on (ICAO Doc 9303, part 3).
func icao(id string) int {
	sum := 0
	for i := range len(id) {
		v := 0
		if rule.IsDigit(id[i]) {
			v = digitAt(id, i)
		} else {
			v = int(id[i]-'A') + 10
		}
		sum += v * [3]int{7, 3, 1}[i%3]
	}
	return sum % 10
}
