package main

import "strings"

// endings make a street of a word, in languages that write it as one.
func endings() []string {
	return strings.Fields("straße strasse weg gasse allee platz gatan vägen gränd vej gade stræde veien gata gate katu tie kuja polku straat laan weg plein kade gracht gata stígur braut vegur")
}

// street gives a street's name, without a number.
func (v *inventor) street() string {
	switch n := v.roll(100); {
	case n < 25:
		return pick(&v.dice, v.streetName) + " " + pick(&v.dice, v.lists.street)
	case n < 38:
		return v.most(v.last, 60) + " " + pick(&v.dice, v.lists.street)
	case n < 42:
		return pick(&v.dice, []string{"North ", "South ", "East ", "West ", "N ", "S ", "E ", "W ", "Old ", "New "}) + v.most(v.streetName, 70) + " " + pick(&v.dice, v.lists.street)
	case n < 52:
		return v.firstName() + " " + pick(&v.dice, v.lists.street) + pick(&v.dice, []string{"", "", "s"})
	case n < 78:
		return pick(&v.dice, v.streetForeign)
	case n < 84:
		return v.blend(v.streetForeign)
	case n < 87:
		return pick(&v.dice, []string{"Rue ", "Via ", "Calle ", "Rua ", "ul. ", "Avenida ", "Strada ", "Carrer ", "Plaza ", "Viale ", "Rue de ", "Calle de ", "Rua da ", "Jl. "}) + v.most(v.last, 50)
	case n < 90:
		return v.most(v.last, 50) + pick(&v.dice, []string{" utca", " u.", " út", " tér", " sokak", " Cad.", " iela", " tee", " puiestee", " köz"})
	}
	word := v.blend(v.city)
	if i := strings.IndexByte(word, ' '); i > 0 {
		word = word[:i]
	}
	return word + pick(&v.dice, endings())
}

// house gives a house number.
func (v *inventor) house() string {
	n := v.number(4)
	switch v.roll(12) {
	case 0:
		return n + string(rune('A'+v.roll(6)))
	case 1:
		return n + "/" + v.number(2)
	case 2:
		return n + "-" + v.number(2)
	case 3:
		return "0" + n
	}
	return n
}

// numbered gives a street with its number before or behind it; some have none.
func (v *inventor) numbered() string {
	s := v.street()
	if v.chance(20) {
		s = v.house() + " " + s
	}
	if v.chance(5) {
		s += " " + v.number(3) + " " + v.most(v.last, 50) + " " + pick(&v.dice, v.lists.street) + pick(&v.dice, []string{"", "s"})
	}
	switch n := v.roll(20); {
	case n < 9:
		return v.house() + " " + s
	case n < 15:
		return s + " " + v.house()
	case n < 18:
		return v.number(5) + " " + s + " " + v.house()
	case n < 19:
		return s + " " + v.house() + "."
	}
	return v.house() + ", " + s
}

func (v *inventor) unit() string {
	return pick(&v.dice, []string{"Apt. ", "Apt ", "Suite ", "Unit ", "Flat ", "Floor ", "#", "Room ", "Ste. ", "Bldg. ", "apt. ", "Apartment "}) + v.house()
}

func (v *inventor) zip() string {
	letter := func() string { return string(rune('A' + v.roll(26))) }
	switch v.roll(12) {
	case 0:
		return letter() + letter() + v.digits(1) + " " + v.digits(1) + letter() + letter()
	case 1:
		return letter() + v.digits(1) + letter() + " " + v.digits(1) + letter() + v.digits(1)
	case 2:
		return v.digits(4) + " " + letter() + letter()
	case 3:
		return v.digits(3) + " " + v.digits(2)
	case 4:
		return v.digits(2) + "-" + v.digits(3)
	case 5:
		return v.digits(4)
	}
	return v.digits(5)
}

func (v *inventor) state() string {
	return pick(&v.dice, strings.Fields("AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY ON QC BC AB NSW VIC QLD nan"))
}

// address gives a postal address, on one line or several.
func (v *inventor) address() string {
	s, c, z := v.numbered(), v.town(), v.zip()
	n := pick(&v.dice, v.country)
	if v.chance(4) {
		c = strings.ToUpper(c)
	}
	if v.chance(5) {
		s = v.firstName() + " and " + s
	}
	if v.chance(8) {
		s += " " + v.unit()
	}
	if v.chance(30) {
		s += pick(&v.dice, []string{", ", " ", "\n", "\n "}) + v.unit()
	}
	switch v.roll(19) {
	case 0:
		return s + ", " + c + ", " + n
	case 1, 2:
		return s + ", " + c + ", " + v.state() + " " + z
	case 3:
		return s + ", " + c + ", " + n + " " + z
	case 4:
		return s + "\n" + c + ", " + v.state() + " " + z
	case 5:
		return s + "\n" + c + "\n" + n + " " + z
	case 6:
		return s + ", " + z + " " + c
	case 7:
		return s + ", " + z + " " + c + ", " + n
	case 8:
		return s + "\n" + z + " " + c + "\n" + n
	case 9:
		return s + "\n" + c + "\n, " + v.state() + "\n " + z
	case 10:
		return s + " " + c + " " + n
	case 11:
		return s + "\n " + c + "\n " + n + " " + z
	case 12:
		return s + ", " + c
	case 13:
		return s + "\n" + c + " " + z
	case 14:
		post := pick(&v.dice, []string{"PSC ", "Unit ", "CMR "}) + v.digits(4) + pick(&v.dice, []string{", Box ", " Box "}) + v.digits(4)
		if v.chance(30) {
			post = pick(&v.dice, []string{"USS ", "USNS ", "USCGC ", "USNV "}) + v.most(v.last, 60)
		}
		return post + "\n" + pick(&v.dice, []string{"APO ", "FPO ", "DPO "}) + pick(&v.dice, []string{"AA ", "AE ", "AP "}) + v.digits(5)
	case 15, 18:
		return pick(&v.dice, []string{"the corner of ", "the corner of ", "corner of ", "the intersection of "}) + pick(&v.dice, []string{v.street(), v.numbered()}) + " and " + pick(&v.dice, []string{v.street(), v.numbered()})
	case 16:
		return "P.O. Box " + v.number(5) + ", " + c + ", " + v.state() + " " + z
	}
	return s
}
