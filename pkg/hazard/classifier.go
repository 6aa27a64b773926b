// Package hazard is the small built-in classifier that judges text where no guard model is configured: five linear
// models over hashed words and letters, a few hundred kilobytes, no network. It is a stopgap and says so: it knows
// five of fourteen categories, mostly in English, and misses what it has not seen. docs/model-cards/hazard.md has the
// figures. It is no replacement for package llamaguard.
//
// The command in the folder train makes the weights from public data.
package hazard

import (
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"math"
	"slices"
	"sync"

	"sluice/pkg/hazard/internal/feature"
)

//go:embed weights.bin
var embedded string

// Threshold is the score from which the model card's figures call a text unsafe.
const Threshold = 0.5

// Classifier judges text. It is safe for concurrent use and never changes.
type Classifier struct {
	weights *weights
	digest  string
	scratch sync.Pool // of *feature.Scratch
}

// Verdict is what the classifier makes of a text.
type Verdict struct {
	Score      float64    // 0 to 1: the highest of the categories'
	Categories []Category // every category that the classifier knows, highest score first
}

// Category is one category's score for a text.
type Category struct {
	Code  string  // a Llama Guard code, one of Codes
	Score float64 // 0 to 1
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
	c.scratch.New = func() any { return new(feature.Scratch) }
	return c, nil
}

// Name identifies the classifier in records.
func (c *Classifier) Name() string { return "sluice-hazard-1" }

// Digest is the SHA-256 of the weights in lower-case hex.
func (c *Classifier) Digest() string { return c.digest }

// Judge scores text by its worst window. Time is linear in the text and memory does not grow with it. Text without a
// letter or digit scores 0.
func (c *Classifier) Judge(text string) Verdict {
	var upTo [feature.Wide + 1]part // what all blocks up to one add up to, by number modulo its length
	blocks := 0
	var worst [heads]float64
	for h := range worst {
		worst[h] = math.Inf(-1)
	}
	scratch := c.scratch.Get().(*feature.Scratch)
	scratch.Blocks(text, func(features []uint16) {
		all := upTo[blocks%len(upTo)].plus(c.weights.sum(features))
		blocks++
		upTo[blocks%len(upTo)] = all
		for _, back := range [2]int{feature.Narrow, feature.Wide} {
			if back <= blocks || back == feature.Wide {
				c.weights.raise(&worst, all.less(upTo[max(0, blocks-back)%len(upTo)]))
			}
		}
	})
	c.scratch.Put(scratch)
	v := Verdict{Categories: make([]Category, heads)}
	for h, code := range Codes() {
		p := 1 / (1 + math.Exp(-worst[h]))
		v.Categories[h] = Category{Code: code, Score: p}
		v.Score = max(v.Score, p)
	}
	slices.SortStableFunc(v.Categories, func(a, b Category) int { return cmp.Compare(b.Score, a.Score) })
	return v
}
