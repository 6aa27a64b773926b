package feature

// The shape of the features. A change here needs new weights.
const (
	Buckets    = 1 << 16 // of the hash
	BlockWords = 12      // words in a block
	shortest   = 3       // letters of a character n-gram, the word's two ends counting as one each
	longest    = 5
)

// Wide and Narrow are the blocks of a window. A text is judged by its worst 192 words and by its worst 24, each
// overlapping the next by all but one block: a few words among much else are not thinned out by it.
const (
	Wide   = 16
	Narrow = 2
)

// Blocks calls visit with the features of each block of BlockWords words of text, in order; the last block may be
// shorter. A feature is the hash of a word, of a pair of neighbours, or of 3 to 5 letters within a word, and comes
// once a block however often it is there. The slice is valid only during the call. Memory is bounded whatever the
// length of text, and time is linear in it.
func Blocks(text string, visit func(features []uint16)) { new(Scratch).Blocks(text, visit) }

// Scratch is the memory of one reading, some 20 KB: whoever reads much uses one
// again. It is for one goroutine at a time.
type Scratch struct{ b block }

// Blocks is the function Blocks with this memory.
func (s *Scratch) Blocks(text string, visit func(features []uint16)) {
	b := &s.b
	b.before = 0
	b.reset()
	words(text, func(word []byte) {
		b.add(word)
		if b.words == BlockWords {
			visit(b.features[:b.n])
			b.reset()
		}
	})
	if b.words > 0 {
		visit(b.features[:b.n])
	}
}

// slots is the size of a block's set: more than the most features of a block.
const slots = 4096

type block struct {
	features   [BlockWords * (2 + (longest-shortest+1)*(maxWord+6))]uint16
	n, words   int
	before     uint64        // the hash of the word before, 0 at the start
	generation uint16        // of the set, never 0
	set        [slots]uint32 // generation and feature
}

func (b *block) reset() {
	b.n, b.words = 0, 0
	b.generation++
	if b.generation == 0 {
		clear(b.set[:])
		b.generation = 1
	}
}

// put adds the feature of hash h, unless the block has it.
func (b *block) put(h uint64) {
	h ^= h >> 32
	h *= 0x9e3779b97f4a7c15
	f := uint16(h >> 48)
	mark := uint32(b.generation)<<16 | uint32(f)
	for i := uint32(f) & (slots - 1); ; i = (i + 1) & (slots - 1) {
		switch s := b.set[i]; {
		case s == mark:
			return
		case uint16(s>>16) != b.generation:
			b.set[i] = mark
			b.features[b.n] = f
			b.n++
			return
		}
	}
}

// FNV-1a, 64 bits.
const (
	offset = 14695981039346656037
	prime  = 1099511628211
)

func (b *block) add(word []byte) {
	var framed [maxWord + 16]byte
	w := append(framed[:0], '^')
	w = append(w, word...)
	w = append(w, '$')

	whole := uint64(offset)
	for _, c := range w {
		whole = (whole ^ uint64(c)) * prime
	}
	b.put(whole)
	if b.before != 0 {
		b.put(b.before*prime ^ whole)
	}
	for i := 0; i+shortest <= len(w); i++ {
		h := uint64(offset) + 1
		for n := 1; n <= longest && i+n <= len(w); n++ {
			h = (h ^ uint64(w[i+n-1])) * prime
			if n >= shortest {
				b.put(h)
			}
		}
	}
	b.before = whole
	b.words++
}
