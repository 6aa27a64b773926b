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

// TestSum: adding up all heads at once gives what adding up each byte gives, whatever the
// features and however many.
func TestSum(t *testing.T) {
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	all := make([]uint16, feature.Buckets)
	for i := range all {
		all[i] = uint16(i)
	}
	highest := strings.Repeat("\x7f", fileSize)
	lowest := strings.Repeat("\x80", fileSize)
	random := rand.New(rand.NewPCG(3, 4))
	for name, w := range map[string]*weights{
		"embedded": c.weights, "highest": {rows: highest[:len(c.weights.rows)]}, "lowest": {rows: lowest[:len(c.weights.rows)]},
	} {
		for _, size := range []int{0, 1, 2, 255, 256, 257, 511, 512, 513, 1400, len(all)} {
			random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			features := all[:size]
			if size == 2 {
				features = []uint16{0, feature.Buckets - 1}
			}
			want := part{n: int32(size)}
			rows := w.rows[len(w.rows)-heads*feature.Buckets:]
			for _, f := range features {
				for h := range heads {
					want.sum[h] += int32(int8(rows[int(f)*heads+h]))
				}
			}
			if got := w.sum(features); got != want {
				t.Errorf("%s, %d features: %+v, want %+v", name, size, got, want)
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
