package main

import (
	"slices"
	"strings"
)

// with gives the lists with the names of the made-up sentences in docs added to them. Those of the other sources are
// left out: they made locations worse.
func (l *lists) with(docs []doc) *lists {
	more := *l
	for _, into := range []*[]string{&more.first, &more.last, &more.city, &more.company} {
		*into = slices.Clone(*into)
	}
	seen := map[string]bool{}
	add := func(into *[]string, kind, name string) {
		if key := kind + name; !seen[key] && hasUpper(name) && !strings.ContainsAny(name, ",\n") {
			seen[key] = true
			*into = append(*into, name)
		}
	}
	for i := range docs {
		d := &docs[i]
		if d.source != "synth" {
			continue
		}
		for _, p := range d.raw {
			name := d.text[p.start:p.end]
			switch words := strings.Fields(name); {
			case p.kind == "ORGANIZATION":
				add(&more.company, p.kind, name)
			case p.kind == "GPE" && hasLower(name):
				add(&more.city, p.kind, name)
			case p.kind == "PERSON" && len(words) == 2 && !strings.Contains(name, "."):
				add(&more.first, "first", words[0])
				add(&more.last, "last", words[1])
			}
		}
	}
	return &more
}
