package names

import (
	"encoding/binary"
	"errors"

	"sluice/pkg/scan/names/internal/feature"
)

// The labels of tokens: outside, then for each kind its first token and those that follow.
const (
	labels  = 7
	outside = 0
)

// The file of weights: Magic, then (int32, little endian) what label a token costs at the start of a sentence and for
// each label what each next one costs, then the lexicon, then for each slot of the hash a signed byte a label plus 128
// and the check of the feature that owns the slot, 0 for none.
const (
	// Magic starts a file of weights.
	Magic = "sluice-names-1\n"

	fixedSize = len(Magic) + (labels+labels*labels)*4
	rowSize   = 8
	fileSize  = fixedSize + feature.LexiconSize + feature.Slots*rowSize

	mostStep = 1 << 20 // what a start or a step may weigh
)

var errWeights = errors.New("names: the weights are not a file of this version; make them with the command train")

type weights struct {
	start   [labels]int32
	next    [labels][labels]int32 // from, to
	lexicon *feature.Lexicon
	rows    []uint64
}

func parse(file string) (*weights, error) {
	if len(file) != fileSize || file[:len(Magic)] != Magic {
		return nil, errWeights
	}
	at := len(Magic)
	w := &weights{rows: make([]uint64, feature.Slots)}
	good := true
	read := func() int32 {
		v := int32(binary.LittleEndian.Uint32([]byte(file[at : at+4])))
		good = good && -mostStep <= v && v <= mostStep
		at += 4
		return v
	}
	for l := range w.start {
		w.start[l] = read()
	}
	for from := range w.next {
		for to := range w.next[from] {
			w.next[from][to] = read()
		}
	}
	if !good {
		return nil, errWeights
	}
	w.lexicon = feature.ReadLexicon(file[at : at+feature.LexiconSize])
	rows := file[at+feature.LexiconSize:]
	for i := range w.rows {
		w.rows[i] = binary.LittleEndian.Uint64([]byte(rows[i*rowSize : i*rowSize+rowSize]))
	}
	return w, nil
}

// emit adds up what the features weigh for each label. Four labels are added at once in the lanes of a word: a lane
// holds feature.Count times 255.
func (w *weights) emit(f *[feature.Count]uint32, out *[labels]int32) {
	const lanes = 0x00ff00ff00ff00ff
	var even, odd, hits uint64
	for _, v := range f {
		row := w.rows[feature.Slot(v)%feature.Slots]
		own := uint64(0)
		if row>>56 == uint64(feature.Check(v)) {
			own = ^uint64(0)
		}
		row &= own
		hits += own & 1
		even += row & lanes
		odd += row >> 8 & lanes
	}
	bias := int32(hits) * 128
	for l := range out {
		lane := even
		if l&1 == 1 {
			lane = odd
		}
		out[l] = int32(lane>>(l/2*16)&0xffff) - bias
	}
}
