// Package names finds persons, locations (with street addresses) and organizations in text: what has no pattern that a
// detector of package scan could look for. It is a linear model over hashed features of words and their neighbours,
// decoded by sentence, with the weights embedded; plain Go, no network. It is a guess by likeness: it misses names and
// flags what is none, and docs/model-cards/names.md says how often. It is not for anything that has a checksum or a
// shape, nor for dates, nationalities and titles.
//
// The command in the folder train makes the weights from public data and lists of made-up entries.
package names

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"strings"
	"sync"

	"sluice/pkg/scan/names/internal/feature"
)

//go:embed weights.bin
var embedded string

//go:embed weights.sha256
var expected string

// Kind is what a name names.
type Kind uint8

// The kinds, in the order of the labels of the weights.
const (
	Person Kind = iota
	Location
	Organization
)

// String gives the type as Presidio names it.
func (k Kind) String() string {
	switch k {
	case Person:
		return "PERSON"
	case Location:
		return "LOCATION"
	case Organization:
		return "ORGANIZATION"
	}
	return fmt.Sprintf("Kind(%d)", uint8(k))
}

// Span is a name in a text.
type Span struct {
	Kind       Kind
	Start, End int     // bytes of the text
	Score      float64 // 0.5 to 1: it ranks, and is not a probability
}

// Tagger finds names. It is safe for concurrent use and never changes.
type Tagger struct {
	weights *weights
	digest  string
	scratch sync.Pool // of *scratch
}

// New gives the tagger of the embedded weights. It panics where they are not those of the embedded digest, a fault of
// the build.
func New() *Tagger {
	t, err := load(embedded)
	if err != nil {
		panic(err)
	}
	if t.digest != strings.TrimSpace(expected) {
		panic("names: the embedded weights have digest " + t.digest + "; build again from a clean checkout")
	}
	return t
}

// Load reads a file of weights that the command train made.
func Load(file []byte) (*Tagger, error) { return load(string(file)) }

func load(file string) (*Tagger, error) {
	w, err := parse(file)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(file))
	t := &Tagger{weights: w, digest: hex.EncodeToString(sum[:])}
	t.scratch.New = func() any { return &scratch{sentence: feature.NewSentence(w.lexicon)} }
	return t, nil
}

// Name identifies the tagger in records.
func (t *Tagger) Name() string { return "sluice-names-1" }

// Digest is the SHA-256 of the weights in lower-case hex.
func (t *Tagger) Digest() string { return t.digest }

// Find appends the names in text to found, in order and without overlap, sentence by sentence as Sentence splits
// them. Time is linear in text; nothing is allocated but what found needs to grow.
func (t *Tagger) Find(text string, found []Span) []Span {
	s := t.scratch.Get().(*scratch)
	for from := 0; from < len(text); {
		end, _ := Sentence(text, from)
		found = t.weights.tag(s, text[from:end], from, found)
		from = end
	}
	t.scratch.Put(s)
	return found
}
