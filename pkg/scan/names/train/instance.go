package main

import (
	"sluice/pkg/scan/names"
	"sluice/pkg/scan/names/internal/feature"
)

// labels are outside, then for each kind its first token and those that follow.
const labels = 7

// none stands for a feature that is too rare to have weights.
const none = -1

// instance is one sentence as the numbers of its features, with the right labels.
type instance struct {
	features []int32 // feature.Count a token
	labels   []uint8
	newline  []bool
}

// vocabulary numbers features by when they were first seen.
type vocabulary struct {
	number map[uint32]int32
	ids    []uint32
	seen   []int32
}

// least is how often a feature has to be seen to have weights.
const least = 2

// instances splits docs into sentences as the tagger does, and labels their tokens.
func instances(docs []doc, lexicon *feature.Lexicon) ([]instance, *vocabulary) {
	voc := &vocabulary{number: map[uint32]int32{}}
	sentence := feature.NewSentence(lexicon)
	var out []instance
	var f [feature.Count]uint32
	for _, d := range docs {
		for from := 0; from < len(d.text); {
			end, _ := names.Sentence(d.text, from)
			sentence.Read(d.text[from:end])
			in := instance{labels: make([]uint8, sentence.Len()), newline: make([]bool, sentence.Len()), features: make([]int32, 0, sentence.Len()*feature.Count)}
			for i := range sentence.Len() {
				sentence.Features(i, &f)
				for _, id := range f {
					in.features = append(in.features, voc.add(id))
				}
				in.newline[i] = sentence.Token(i).Newline()
			}
			label(&in, sentence, d.spans, from)
			if sentence.Len() > 0 {
				out = append(out, in)
			}
			from = end
		}
	}
	for _, in := range out {
		for i, n := range in.features {
			if voc.seen[n] < least {
				in.features[i] = none
			}
		}
	}
	return out, voc
}

func (v *vocabulary) add(id uint32) int32 {
	id = feature.Slot(id)<<8 | uint32(feature.Check(id)) // what the weights can tell apart
	n, ok := v.number[id]
	if !ok {
		n = int32(len(v.ids))
		v.number[id] = n
		v.ids = append(v.ids, id)
		v.seen = append(v.seen, 0)
	}
	v.seen[n]++
	return n
}

// label gives the tokens that start within a name its labels.
func label(in *instance, s *feature.Sentence, spans []gold, base int) {
	next := 0
	for i := range in.labels {
		at := base + int(s.Token(i).Start)
		for next < len(spans) && spans[next].end <= at {
			next++
		}
		if next == len(spans) || at < spans[next].start {
			continue
		}
		first := uint8(1 + 2*int(spans[next].kind))
		in.labels[i] = first
		if i > 0 && base+int(s.Token(i-1).Start) >= spans[next].start {
			in.labels[i] = first + 1
		}
		if in.newline[i] && spans[next].kind != names.Location {
			in.labels[i] = first // a name does not go over lines
		}
	}
}
