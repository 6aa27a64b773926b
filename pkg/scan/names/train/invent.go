package main

import (
	"strings"
	"unicode/utf8"
)

// inventor makes up names, addresses and firms.
type inventor struct {
	*lists
	dice
}

// blend makes a word that nobody has from two that exist: the start of one and the end of the other.
func (v *inventor) blend(list []string) string {
	a, b := []rune(pick(&v.dice, list)), []rune(pick(&v.dice, list))
	head := string(a[:(len(a)+1)/2])
	tail := strings.ToLower(string(b[len(b)/2:]))
	if utf8.RuneCountInString(head+tail) < 3 {
		return string(a)
	}
	return head + tail
}

// most gives one of list in percent of cases, else a blend.
func (v *inventor) most(list []string, percent int) string {
	if v.chance(percent) {
		return pick(&v.dice, list)
	}
	return v.blend(list)
}

func (v *inventor) firstName() string {
	if v.chance(3) {
		return v.most(v.first, 60) + "-" + pick(&v.dice, v.first)
	}
	return v.most(v.first, 60)
}

func (v *inventor) lastName() string {
	name := v.most(v.last, 55)
	switch v.roll(40) {
	case 0:
		return name + "-" + v.most(v.last, 55)
	case 1:
		return pick(&v.dice, []string{"van ", "van der ", "van den ", "von ", "de ", "de la ", "del ", "da ", "dos ", "di ", "al-", "Al-", "El-", "bin ", "Ben ", "O'", "Mc", "Mac", "D'", "Le ", "La ", "St. ", "ter ", "zu "}) + name
	}
	return name
}

func (v *inventor) person() string {
	f, l := v.firstName(), v.lastName()
	switch n := v.roll(100); {
	case n < 8:
		return f + " " + string(rune('A'+v.roll(26))) + ". " + l
	case n < 12:
		return f + " " + string(rune('A'+v.roll(26))) + " " + l
	case n < 16:
		return f + " " + v.firstName() + " " + l
	case n < 21:
		return f + " " + l + " " + v.lastName()
	case n < 23:
		return string(rune('A'+v.roll(26))) + ". " + l
	case n < 24:
		return f + " " + l + pick(&v.dice, []string{" Jr.", " Sr.", " III", " II"})
	case n < 26:
		return pick(&v.dice, v.foreign)
	case n < 29:
		return f
	case n < 32:
		return l
	}
	return f + " " + l
}

func (v *inventor) town() string {
	switch n := v.roll(100); {
	case n < 3:
		return pick(&v.dice, v.foreignPlace)
	case n < 18:
		return strings.ToUpper(v.most(v.city, 40))
	case n < 30: // towns are often called like families, or after something
		return v.blend(v.last) + pick(&v.dice, []string{"", "", "ville", "ton", "burg", "berg", "dorf", "stad", "by", "vik", "heim", "ham", "ford", "field", "grad", "ovo", "ice", "ów", "falva", "järvi", " Bay", " Creek", " Falls", " Hill", " Springs", " Park"})
	}
	return v.most(v.city, 55)
}

func (v *inventor) place() string {
	switch v.roll(10) {
	case 0:
		return pick(&v.dice, v.region)
	case 1, 2, 3:
		return pick(&v.dice, v.country)
	}
	return v.town()
}

func title(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// identifier makes a name that a program could have.
func (v *inventor) identifier(exported bool) string {
	name := pick(&v.dice, v.codeWord)
	if exported {
		name = title(name)
	}
	for range v.roll(3) {
		name += title(pick(&v.dice, v.codeWord))
	}
	return name
}

// cased gives one of list, at times with a capital.
func (v *inventor) cased(list []string) string {
	s := pick(&v.dice, list)
	if v.chance(40) {
		return title(s)
	}
	return s
}

// work gives the title of a work, a law or an event, which is no name here.
func (v *inventor) work() string {
	a, b := pick(&v.dice, v.titleWord), pick(&v.dice, v.titleWord)
	switch v.roll(8) {
	case 0:
		return "The " + a
	case 1:
		return "The " + a + " " + b
	case 2:
		return a + " of the " + b
	case 3:
		return a + " and " + b
	case 4:
		return v.blend(v.titleWord)
	case 5:
		return a
	case 6:
		return "The " + a + " That " + b
	}
	return a + " " + b
}

// word makes a firm's fancy name.
func (v *inventor) word() string {
	a, b := pick(&v.dice, v.orgWord), pick(&v.dice, v.orgWord)
	switch v.roll(7) {
	case 0:
		return a + b
	case 1:
		return a + strings.ToLower(b)
	case 2:
		return v.blend(v.orgWord)
	case 3:
		return a + " " + b
	case 4:
		return a + pick(&v.dice, []string{"ly", "ify", "io", "ia", "ix", "ex", "on", "a", "era", "soft", "tech", "works", "ware", "hub", "lab", "base", "box", "point", "net"})
	case 5:
		return v.blend(append(v.orgWord[:len(v.orgWord):len(v.orgWord)], v.company...))
	}
	return a
}

func (v *inventor) firm() string {
	var name string
	switch n := v.roll(100); {
	case n < 25:
		return pick(&v.dice, v.company)
	case n < 30:
		name = v.lastName() + ", " + v.lastName() + " and " + v.lastName()
		return name
	case n < 36:
		return v.lastName() + "-" + v.lastName()
	case n < 39:
		return v.lastName() + " & " + v.lastName()
	case n < 44:
		name = v.lastName()
	case n < 50:
		return v.lastName() + " " + pick(&v.dice, v.orgKind)
	case n < 56:
		return v.town() + " " + pick(&v.dice, v.orgKind)
	case n < 58:
		return pick(&v.dice, []string{"University of ", "Bank of ", "Museum of ", "Port of "}) + v.town()
	case n < 75:
		name = v.word() + " " + pick(&v.dice, v.orgKind)
	case n < 78:
		var letters []byte
		for range 2 + v.roll(3) {
			letters = append(letters, byte('A'+v.roll(26)))
		}
		name = string(letters)
	default:
		name = v.word()
	}
	if v.chance(40) || !strings.Contains(name, " ") && v.chance(20) {
		name += " " + pick(&v.dice, v.orgTail)
	}
	return name
}
