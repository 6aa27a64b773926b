// Package likeness is a small built-in classifier that says how much a text is like an attempt to steer a language
// model: one linear model for what users say and one for what nobody was to give orders in, over hashed words and
// letters, some hundred kilobytes, no network. It catches what the rules of package injection have no words for, and
// is no proof of anything: docs/model-cards/injection.md has the figures and what it misses.
//
// The command in the folder train makes the weights from public data and lists of its own.
package likeness

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"math"
	"sync"

	"sluice/pkg/injection/likeness/internal/feature"
)

//go:embed weights.bin
var embedded string

// Threshold is the score from which a window is an attempt.
const Threshold = 0.5

// Head says whose words are judged.
type Head int

// The heads. What a user may ask for, such as a poem, is an attempt in a tool's result.
const (
	User      Head = iota // what the user says
	Untrusted             // tool results, documents, web content: stricter
)

const heads = 2

// Classifier judges text. It is safe for concurrent use and never changes.
type Classifier struct {
	weights *weights
	digest  string
	scratch sync.Pool // of *feature.Scratch
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
	classes := feature.NewClasses()
	c.scratch.New = func() any { return feature.NewScratch(classes) }
	return c, nil
}

// Name identifies the classifier in records.
func (c *Classifier) Name() string { return "sluice-injection-1" }

// Digest is the SHA-256 of the weights in lower-case hex.
func (c *Classifier) Digest() string { return c.digest }

// Score is the score of the text's worst window, 0 to 1, for one head; 0 for a text without a word.
func (c *Classifier) Score(text string, head Head) float64 {
	worst := math.Inf(-1)
	c.windows(text, head, func(_, _, _ int, z float64) { worst = max(worst, z) })
	return 1 / (1 + math.Exp(-worst))
}

// Find calls report with each stretch of windows that reach the threshold, in the order of the text: where it begins
// and ends in bytes. Stretches do not overlap; of windows that do, the narrowest say where it is. Time is linear in the
// text and memory does not grow with it.
func (c *Classifier) Find(text string, head Head, report func(start, end int)) {
	from, to, of, told := 0, 0, 0, 0
	c.windows(text, head, func(start, end, width int, z float64) {
		switch {
		case z < 0 || start < to && width > of:
			return
		case start < to && width == of:
			to = end
			return
		case start >= to && to > from:
			report(from, to)
			told = to
		}
		from, to, of = max(start, told), end, width
	})
	if to > from {
		report(from, to)
	}
}

// windows calls each with the log-odds over the threshold of the worst window that ends with each block, and the place
// and width of the narrowest that reaches the threshold.
func (c *Classifier) windows(text string, head Head, each func(start, end, width int, z float64)) {
	const ring = feature.Wide + 1
	widths := feature.Widths()
	var upTo [len(widths)][ring]part // by window, what all blocks up to one add up to, by number modulo its length
	var starts [ring]int
	blocks := 0
	scratch := c.scratch.Get().(*feature.Scratch)
	scratch.Blocks(text, func(b feature.Block) {
		starts[blocks%ring] = b.Start
		blocks++
		var more part
		counted := 0
		worst, at, of := math.Inf(-1), 0, 0
		for i := len(widths) - 1; i >= 0; i-- {
			more = more.plus(c.weights.sum(b.Features[counted:b.New[i]], head))
			counted = b.New[i]
			all := upTo[i][(blocks-1)%ring].plus(more)
			upTo[i][blocks%ring] = all
			if i > 0 && blocks <= widths[i-1] {
				continue
			}
			first := max(0, blocks-widths[i])
			z := c.weights.logit(all.less(upTo[i][first%ring]), head)
			if z >= 0 || worst < 0 {
				at, of = first, widths[i]
			}
			worst = max(worst, z)
		}
		each(starts[at%ring], b.End, of, worst)
	})
	c.scratch.Put(scratch)
}
