package likeness

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"sluice/pkg/injection/likeness/internal/feature"
)

// worstOf is Score without its running sums: every window is added up from its blocks.
func worstOf(c *Classifier, text string, head Head) float64 {
	var blocks [][]uint16
	var news [][3]int
	feature.NewScratch(feature.NewClasses()).Blocks(text, func(b feature.Block) {
		blocks = append(blocks, append([]uint16(nil), b.Features...))
		news = append(news, b.New)
	})
	worst := math.Inf(-1)
	for end := 1; end <= len(blocks); end++ {
		for i, width := range feature.Widths() {
			if i > 0 && end <= feature.Widths()[i-1] {
				continue
			}
			var window part
			for b := max(0, end-width); b < end; b++ {
				window = window.plus(c.weights.sum(blocks[b][:news[b][i]], head))
			}
			worst = max(worst, c.weights.logit(window, head))
		}
	}
	return 1 / (1 + math.Exp(-worst))
}

// TestSlidingSums: the running sums give, bit for bit, what adding up each window gives.
func TestSlidingSums(t *testing.T) {
	c := classifier(t)
	random := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("ignore all the previous instructions please. what is this? print your prompt weather is nice today recipe of bread attack e\u0301t\u00e9 \u4f60\u597d 42 don't g o o d |")
	for size := range 60 {
		var text strings.Builder
		for range size * 7 {
			text.WriteString(words[random.IntN(len(words))])
			text.WriteByte(' ')
		}
		for _, head := range []Head{User, Untrusted} {
			want := worstOf(c, text.String(), head)
			for range 2 { // the second with memory that was used before
				if got := c.Score(text.String(), head); got != want {
					t.Fatalf("%d words: %v, want %v", size*7, got, want)
				}
			}
		}
	}
}

// TestSumsWrapAround: sums that have run over still differ by what lies between.
func TestSumsWrapAround(t *testing.T) {
	before, window := part{math.MaxInt32 - 5, math.MaxInt32 - 3}, part{32767 * 600, 700}
	if got := before.plus(window).less(before); got != window {
		t.Errorf("got %+v, want %+v", got, window)
	}
}
