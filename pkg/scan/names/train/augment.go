package main

import (
	"strings"
	"unicode"
)

// replaced gives a doc with other names, addresses and firms of the same make.
func (v *inventor) replaced(d *doc) doc {
	return d.rewrite(func(s string) string { return s }, func(kind, s string) string {
		var other string
		switch kind {
		case "PERSON", "PER":
			switch {
			case !strings.Contains(s, " ") && v.chance(60):
				other = v.firstName()
			case !strings.Contains(s, " "):
				other = v.lastName()
			default:
				other = v.person()
			}
		case "GPE", "LOC":
			other = v.place()
		case "ORGANIZATION", "ORG":
			other = v.firm()
		case "STREET_ADDRESS":
			other = v.addressLike(s)
		default:
			return s
		}
		switch {
		case !hasUpper(s) && hasLower(s):
			return strings.ToLower(other)
		case hasUpper(s) && !hasLower(s) && len(s) > 3:
			return strings.ToUpper(other)
		}
		return other
	})
}

// addressLike makes up a part of an address that is like s: digits, a unit, a street, or all of it.
func (v *inventor) addressLike(s string) string {
	blank := strings.IndexByte(s, ' ')
	switch {
	case !strings.ContainsFunc(s, unicode.IsLetter):
		return v.digits(min(5, len(s)))
	case blank > 0 && blank < 6 && !strings.ContainsFunc(s[blank:], unicode.IsLetter) && strings.HasPrefix(s, "Apt"), strings.HasPrefix(s, "Suite "):
		return v.unit()
	case strings.Contains(s, "\n") || strings.Count(s, " ") > 4:
		return v.address()
	case strings.ContainsFunc(s, unicode.IsDigit):
		return v.numbered()
	}
	return v.street()
}

// fill writes a template with made-up names.
func (v *inventor) fill(template string) doc {
	var b builder
	for template != "" {
		open := strings.IndexByte(template, '{')
		if open < 0 || open+2 >= len(template) || template[open+2] != '}' {
			at := max(open+1, 0)
			if open < 0 {
				at = len(template)
			}
			b.plain(template[:at])
			template = template[at:]
			continue
		}
		b.plain(template[:open])
		v.slot(&b, template[open+1])
		template = template[open+3:]
	}
	return b.doc("templates", "")
}

func (v *inventor) slot(b *builder, kind byte) {
	switch kind {
	case 'P':
		b.name("PERSON", v.person())
	case 'F':
		b.name("PERSON", v.firstName())
	case 'L':
		b.name("PERSON", v.lastName())
	case 'A':
		b.name("STREET_ADDRESS", v.address())
	case 'S':
		b.name("STREET_ADDRESS", v.numbered())
	case 'C':
		b.name("GPE", v.town())
	case 'N':
		b.name("GPE", pick(&v.dice, v.country))
	case 'G':
		b.name("GPE", pick(&v.dice, v.region))
	case 'O':
		b.name("ORGANIZATION", v.firm())
	case 'R':
		b.plain(pick(&v.dice, v.people))
	case 'D':
		b.plain(v.number(5))
	case 'Z':
		b.name("ZIP_CODE", v.zip())
	case 'E':
		b.plain(strings.ToLower(v.blend(v.first)) + pick(&v.dice, []string{".", "", "_"}) + strings.ToLower(v.blend(v.last)) + "@" + strings.ToLower(v.blend(v.orgWord)) + ".com")
	case 'X':
		b.plain(v.date())
	case 'W':
		b.plain(v.identifier(true))
	case 'w':
		b.plain(v.identifier(false))
	case 'k':
		b.plain(pick(&v.dice, v.codeWord))
	case 'Y':
		b.plain(pick(&v.dice, v.acronym))
	case 'J':
		b.plain(v.cased(v.job))
	case 'B':
		b.plain(pick(&v.dice, v.business))
	case 'T':
		b.plain(pick(&v.dice, v.topic))
	case 'V':
		b.plain(pick(&v.dice, v.saying))
	case 'H':
		b.plain(v.cased(v.relation))
	case 'Q':
		b.plain(v.work())
	case 'K':
		b.plain(title(pick(&v.dice, v.codeWord)))
	}
}

func (v *inventor) date() string {
	months := strings.Fields("January February March April May June July August September October November December")
	days := strings.Fields("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
	switch v.roll(6) {
	case 0:
		return pick(&v.dice, days)
	case 1:
		return pick(&v.dice, months) + " " + v.digits(2)
	case 2:
		return pick(&v.dice, months) + " " + v.digits(1) + ", 20" + v.digits(2)
	case 3:
		return v.digits(1) + "/" + v.digits(1) + "/19" + v.digits(2)
	case 4:
		return "20" + v.digits(2) + "-0" + v.digits(1) + "-1" + v.digits(1)
	}
	return v.digits(2) + " " + pick(&v.dice, months)
}

// settings of what is made up, and of the training, chosen on a part of what is trained on (-dev).
type settings struct {
	copies  int // of each made-up sentence, with other names
	fills   int // of each template
	plains  int // of each plain text
	codes   int // of each template of code
	lower   int // percent of made-up docs in small letters
	upper   int // percent in capitals
	quoted  int // percent of those with lines that are quoted as in mail
	glance  int // epochs to see which features to keep
	models  int // trained in other orders, and added up
	epochs  int
	hidden  int   // percent of the features that a sentence is learnt without
	margin  int32 // by which the right label of a token has to lead
	missing int32 // added to it where a name is taken for none
}

func chosen() settings {
	return settings{copies: 8, fills: 24, plains: 3, codes: 12, lower: 7, upper: 2, quoted: 12, glance: 2, models: 3, epochs: 8, hidden: 35, margin: 30, missing: 0}
}

// enlarge gives the docs to train on: those of the data, copies of the made-up ones, templates filled, plain texts.
func enlarge(l *lists, learn, bare []doc, s settings) []doc {
	v := &inventor{lists: l, dice: 1}
	var out []doc
	marks := []string{"> ", ">", "| ", ">> ", "# ", "// ", "* ", "-- ", ": ", "... ", "\t", "    ", "=> "}
	add := func(d doc) {
		if strings.Contains(d.text, "\n") && v.chance(s.quoted) {
			d = d.quoted(pick(&v.dice, marks))
		}
		switch {
		case v.chance(s.lower):
			d = d.lowered()
		case v.chance(s.upper):
			d = d.raised()
		}
		out = append(out, d)
	}
	for i := range learn {
		d := &learn[i]
		out = append(out, *d)
		if d.source == "synth" {
			for range s.copies {
				add(v.replaced(d))
			}
		}
		if d.source == "wikigold" {
			out = append(out, *d)
			add(v.replaced(d))
		}
	}
	for _, t := range l.templates {
		for range s.fills {
			add(v.fill(t))
		}
	}
	for _, t := range l.code {
		for range s.codes {
			out = append(out, v.fill(t))
		}
	}
	for _, p := range l.plain {
		for range s.plains {
			out = append(out, doc{source: "plain", text: p})
		}
	}
	return append(out, bare...)
}
