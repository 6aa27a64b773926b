// Package docclass tells source code, financial documents and medical records in text: confidential material that has
// no pattern. Three linear models over hashed words and shapes judge windows of some 600 bytes and some 2.5 KB. It is
// a guess by likeness, and its three classes were learned from made-up documents alone:
// docs/model-cards/docclass.md has the figures. It finds no single value, and says nothing about short text: a name, a
// number or a sentence is for the other packages of pkg/scan.
//
// The command in the folder train makes the weights.
package docclass

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"sync"
)

//go:embed weights.bin
var embedded string

// Threshold is the score from which a window carries a class.
const Threshold = 0.5

// Classifier tells the classes of text. It is safe for concurrent use and never changes.
type Classifier struct {
	weights *weights
	digest  string
	readers sync.Pool // of *reader
}

// New reads the embedded weights. An error is a fault of the build.
func New() (*Classifier, error) { return load(embedded) }

// Load reads a file of weights that the command train made.
func Load(file []byte) (*Classifier, error) { return load(string(file)) }

func load(file string) (*Classifier, error) {
	w, err := parse(file)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(file))
	c := &Classifier{weights: w, digest: hex.EncodeToString(sum[:])}
	c.readers.New = func() any { return &reader{weights: w} }
	return c, nil
}

// Name identifies the classifier in records.
func (c *Classifier) Name() string { return "sluice-docclass-1" }

// Digest is the SHA-256 of the weights in lower-case hex.
func (c *Classifier) Digest() string { return c.digest }

// Find appends the parts of text that carry a class to found, in the order in which they end; none where text is
// shorter than MinBytes. Time is linear in text, memory does not grow with it, and nothing is allocated but what found
// needs to grow.
func (c *Classifier) Find(text string, found []Span) []Span {
	if len(text) < MinBytes {
		return found
	}
	r := c.readers.Get().(*reader)
	found = r.find(text, found)
	c.readers.Put(r)
	return found
}

// Classify gives the class that the largest part of text carries, as Find tells it, and the highest score of its
// spans. One short part is enough, however much other text there is: Find tells where it is.
func (c *Classifier) Classify(text string) Verdict {
	if len(text) < MinBytes {
		return Verdict{}
	}
	r := c.readers.Get().(*reader)
	r.spans = r.find(text, r.spans[:0])
	var size [heads + 1]int
	var best [heads + 1]float64
	for _, s := range r.spans {
		size[s.Class] += s.End - s.Start
		best[s.Class] = max(best[s.Class], s.Score)
	}
	if cap(r.spans) > mostKept {
		r.spans = nil
	}
	c.readers.Put(r)
	v := Verdict{}
	for _, class := range Classes() {
		if size[class] > size[v.Class] {
			v = Verdict{Class: class, Score: best[class]}
		}
	}
	return v
}
