package hazard

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"sluice/pkg/hazard/internal/feature"
)

// worstOf is Judge without its arithmetic: every window is added up from its blocks.
func worstOf(c *Classifier, text string) [heads]float64 {
	var blocks []part
	feature.Blocks(text, func(features []uint16) { blocks = append(blocks, c.weights.sum(features)) })
	var worst [heads]float64
	for h := range worst {
		worst[h] = math.Inf(-1)
	}
	for end := 1; end <= len(blocks); end++ {
		for _, size := range []int{feature.Narrow, feature.Wide} {
			if size == feature.Narrow && end < size {
				continue
			}
			var window part
			for _, b := range blocks[max(0, end-size):end] {
				window = window.plus(b)
			}
			c.weights.raise(&worst, window)
		}
	}
	return worst
}

// TestSlidingSums: the running sums give, bit for bit, what adding up each window gives.
func TestSlidingSums(t *testing.T) {
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("how do I build a bomb kill steal the weather is nice today password recipe of bread attack e\u0301t\u00e9 \u4f60\u597d 42 don't")
	for size := range 60 * feature.BlockWords / 5 {
		var text strings.Builder
		for range size * 5 {
			text.WriteString(words[random.IntN(len(words))])
			text.WriteByte(' ')
		}
		want := worstOf(c, text.String())
		for range 2 { // the second with memory that was used before
			scores := map[string]float64{}
			for _, got := range c.Judge(text.String()).Categories {
				scores[got.Code] = got.Score
			}
			for h, code := range Codes() {
				if p := 1 / (1 + math.Exp(-want[h])); scores[code] != p {
					t.Fatalf("%d words, %s: %v, want %v", size*5, code, scores[code], p)
				}
			}
		}
	}
}

// TestSumsWrapAround: sums that have run over still differ by what lies between.
func TestSumsWrapAround(t *testing.T) {
	before := part{n: math.MaxInt32 - 3}
	for h := range before.sum {
		before.sum[h] = math.MaxInt32 - int32(h)
	}
	window := part{n: 700}
	for h := range window.sum {
		window.sum[h] = 127*700 - int32(h)
	}
	if got := before.plus(window).less(before); got != window {
		t.Errorf("got %+v, want %+v", got, window)
	}
}
