package main

import (
	"strings"
	"unicode"

	"sluice/pkg/scan/names"
)

// gold is a name as people, or a generator, marked it.
type gold struct {
	kind       names.Kind
	start, end int // bytes
	street     bool
}

// doc is a text with its names, in order and without overlap.
type doc struct {
	source string // for the figures
	group  string // docs of one group are never split
	text   string
	spans  []gold // adjacent parts of one street address as one
	raw    []part // every marked part, also of other types, before that
}

// part is a marked part of a text by the type that the source gives it.
type part struct {
	kind       string
	start, end int // bytes
}

// wanted gives the kind of a source's type.
func wanted(kind string) (k names.Kind, ok bool) {
	switch kind {
	case "PERSON", "PER":
		return names.Person, true
	case "GPE", "LOC", "LOCATION", "STREET_ADDRESS":
		return names.Location, true
	case "ORGANIZATION", "ORG":
		return names.Organization, true
	}
	return 0, false
}

// settle makes spans of raw: parts of an address that only blanks, commas and one line end part are one location,
// where one of them is a street's; a postal code counts as part of such an address and as nothing elsewhere.
func (d *doc) settle() {
	d.spans = nil
	for i := 0; i < len(d.raw); {
		kind, ok := wanted(d.raw[i].kind)
		chain := i + 1
		street := d.raw[i].kind == "STREET_ADDRESS"
		if ok && kind == names.Location || d.raw[i].kind == "ZIP_CODE" {
			for chain < len(d.raw) && d.joins(chain) {
				street = street || d.raw[chain].kind == "STREET_ADDRESS"
				chain++
			}
		}
		if street {
			d.spans = append(d.spans, gold{names.Location, d.raw[i].start, d.raw[chain-1].end, true})
			i = chain
			continue
		}
		for ; i < chain; i++ {
			if kind, ok := wanted(d.raw[i].kind); ok {
				d.spans = append(d.spans, gold{kind: kind, start: d.raw[i].start, end: d.raw[i].end})
			}
		}
	}
}

// joins reports whether part i is of the same address as the one before it, if either is of a street.
func (d *doc) joins(i int) bool {
	kind, ok := wanted(d.raw[i].kind)
	if d.raw[i].kind != "ZIP_CODE" && (!ok || kind != names.Location) {
		return false
	}
	gap := d.text[d.raw[i-1].end:d.raw[i].start]
	return strings.Trim(gap, " \t,\n") == "" && strings.Count(gap, "\n") < 2
}

// builder writes a doc piece by piece.
type builder struct {
	text strings.Builder
	raw  []part
}

func (b *builder) plain(s string) { b.text.WriteString(s) }

func (b *builder) name(kind, s string) {
	start := b.text.Len()
	b.text.WriteString(s)
	b.raw = append(b.raw, part{kind, start, b.text.Len()})
}

func (b *builder) doc(source, group string) doc {
	d := doc{source: source, group: group, text: b.text.String(), raw: b.raw}
	d.settle()
	return d
}

// rewrite builds a doc anew with other text for its parts and between them.
func (d *doc) rewrite(plain func(string) string, name func(kind, s string) string) doc {
	var b builder
	at := 0
	for _, p := range d.raw {
		b.plain(plain(d.text[at:p.start]))
		b.name(p.kind, name(p.kind, d.text[p.start:p.end]))
		at = p.end
	}
	b.plain(plain(d.text[at:]))
	return b.doc(d.source, d.group)
}

// lowered and raised give the doc in small letters and in capitals.
func (d *doc) lowered() doc {
	return d.rewrite(strings.ToLower, func(_, s string) string { return strings.ToLower(s) })
}

func (d *doc) raised() doc {
	return d.rewrite(strings.ToUpper, func(_, s string) string { return strings.ToUpper(s) })
}

// quoted puts a mark before each line, as mail does; a name over lines is then one a line.
func (d *doc) quoted(mark string) doc {
	var b builder
	b.plain(mark)
	lines := func(s string, write func(string)) {
		for i, line := range strings.Split(s, "\n") {
			if i > 0 {
				b.plain("\n" + mark)
			}
			write(line)
		}
	}
	at := 0
	for _, p := range d.raw {
		lines(d.text[at:p.start], b.plain)
		lines(d.text[p.start:p.end], func(line string) {
			name := strings.Trim(line, " ,")
			if name == "" {
				b.plain(line)
				return
			}
			i := strings.Index(line, name)
			b.plain(line[:i])
			b.name(p.kind, name)
			b.plain(line[i+len(name):])
		})
		at = p.end
	}
	lines(d.text[at:], b.plain)
	return b.doc(d.source, d.group)
}

// hasUpper and hasLower tell the letters of s.
func hasUpper(s string) bool { return strings.ContainsFunc(s, unicode.IsUpper) }
func hasLower(s string) bool { return strings.ContainsFunc(s, unicode.IsLower) }
