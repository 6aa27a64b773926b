package main

import (
	"strings"

	"sluice/pkg/scan/names"
	"sluice/pkg/scan/names/internal/feature"
)

// lexicon makes the lexicon of the lists, and of the words that the docs, and others
// without marks, have in small letters outside names.
func lexicon(l *lists, docs, others []doc) ([]byte, error) {
	var words []uint64
	masks := map[uint64]uint16{}
	add := func(word string, mask uint16) {
		h := feature.Hash(word)
		if _, ok := masks[h]; !ok {
			words = append(words, h)
		}
		masks[h] |= mask
	}
	for _, k := range []struct {
		list []string
		mask uint16
	}{
		{l.first, feature.First}, {l.last, feature.Last}, {l.city, feature.City}, {l.country, feature.Country}, {l.region, feature.Country},
		{l.company, feature.Company}, {l.orgWord, feature.Company}, {l.orgTail, feature.Form}, {l.orgKind, feature.Trade},
		{l.street, feature.Street}, {l.streetForeign, feature.Street}, {l.people, feature.People},
		{strings.Fields("Mr Mrs Ms Miss Mx Dr Prof Professor Sir Madam Lord Lady Rev Judge Captain President Herr Frau Mme Monsieur Señor Señora Sra"), feature.Title},
		{strings.Fields("January February March April May June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday Jan Feb Mar Apr Jun Jul Aug Sep Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun"), feature.Calendar},
		{strings.Fields("Apt Apartment Suite Ste Unit Flat Floor Box Bldg PO PSC APO FPO DPO Postbox Postfach straße strasse weg gasse vej gade gatan katu tie utca ulica ulice tér út náměstí sokak cad"), feature.Street},
	} {
		for _, entry := range k.list {
			for _, w := range strings.FieldsFunc(entry, func(r rune) bool { return strings.ContainsRune(" -.&/,", r) }) {
				if hasUpper(w) && len(w) > 1 || k.mask == feature.Street || k.mask == feature.Form {
					add(w, k.mask)
				}
			}
		}
	}
	common(append(docs[:len(docs):len(docs)], others...), func(h uint64, mask uint16) {
		if _, ok := masks[h]; !ok {
			words = append(words, h)
		}
		masks[h] |= mask
	})
	ordered := make([]uint16, len(words))
	for i, h := range words {
		ordered[i] = masks[h]
	}
	return feature.NewLexicon(words, ordered)
}

// The times that a word is seen to be common, and frequent.
const (
	commonFrom   = 3
	frequentFrom = 40
)

func common(docs []doc, add func(uint64, uint16)) {
	empty := feature.ReadLexicon(string(make([]byte, feature.LexiconSize)))
	sentence := feature.NewSentence(empty)
	count := map[uint64]int{}
	for _, d := range docs {
		for from := 0; from < len(d.text); {
			end, _ := names.Sentence(d.text, from)
			sentence.Read(d.text[from:end])
			in := instance{labels: make([]uint8, sentence.Len()), newline: make([]bool, sentence.Len())}
			label(&in, sentence, d.spans, from)
			for i, l := range in.labels {
				t := sentence.Token(i)
				if l != 0 || !t.Lower() {
					continue
				}
				count[t.Word()]++
				switch count[t.Word()] {
				case commonFrom:
					add(t.Word(), feature.Common)
				case frequentFrom:
					add(t.Word(), feature.Frequent)
				}
			}
			from = end
		}
	}
}
