package evaluate

import (
	"errors"
	"maps"
	"slices"
	"strings"
)

// Kind says how a type is found, and so which headline it counts in.
type Kind string

// Structured types have a form that a pattern and a validator decide; all types
// are that are in no other list. Learned ones (PERSON, LOCATION, ORGANIZATION)
// take a tagger. Open ones (AGE, DATE_TIME, NRP, TITLE) are words of the language
// that are personal only beside a person; they are in no headline.
const (
	Structured Kind = "structured"
	Learned    Kind = "learned"
	Open       Kind = "open"
)

// KindOf is the kind of one of our types.
func KindOf(name string) Kind {
	switch name {
	case "PERSON", "LOCATION", "ORGANIZATION":
		return Learned
	case "AGE", "DATE_TIME", "NRP", "TITLE":
		return Open
	}
	return Structured
}

// TypeMap gives types of a set, and of findings, another name. What it does not
// have keeps its name.
type TypeMap map[string]string

// DefaultTypes are the names that presidio-research's sets have for types of ours.
func DefaultTypes() TypeMap {
	return TypeMap{
		"DOMAIN_NAME": "URL", "FAC": "LOCATION", "GPE": "LOCATION", "LOC": "LOCATION", "STREET_ADDRESS": "LOCATION", "ZIP_CODE": "LOCATION",
		"DATE": "DATE_TIME", "IBAN": "IBAN_CODE", "NORP": "NRP", "ORG": "ORGANIZATION", "PER": "PERSON",
	}
}

// With is the map with more, each FROM=TO.
func (m TypeMap) With(more []string) (TypeMap, error) {
	out := maps.Clone(m)
	for _, pair := range more {
		from, to, ok := strings.Cut(pair, "=")
		if !ok || from == "" || to == "" {
			return nil, errors.New("a type is mapped by FROM=TO, such as DOMAIN_NAME=URL")
		}
		out[from] = to
	}
	return out, nil
}

// Of is the name that a type counts under.
func (m TypeMap) Of(name string) string {
	if to, ok := m[name]; ok {
		return to
	}
	return name
}

// labelled are the types of a set, by our names, sorted.
func (m TypeMap) labelled(rows []PIIRow) []string {
	types := map[string]bool{}
	for _, r := range rows {
		for _, s := range r.Spans {
			types[m.Of(s.Type)] = true
		}
	}
	return slices.Sorted(maps.Keys(types))
}
