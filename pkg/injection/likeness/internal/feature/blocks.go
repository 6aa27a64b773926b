// Package feature turns text into the hashed features of package likeness's classifier: what the classifier reads and
// what its trainer reads is the same code.
package feature

import (
	"encoding/binary"

	"sluice/pkg/injection/internal/fold"
)

// The shape of the features. A change here needs new weights.
const (
	Buckets    = 1 << 16         // of the hash
	FirstClass = Buckets / 4 * 3 // from here on those of classes

	// A block ends with a sentence or a line where it has fewest words, and at most words anywhere.
	fewest = 4
	most   = 12

	gram = 4 // bytes of a character n-gram, the word's two ends counting as one each
)

// Widths are the windows by which a text is judged, in blocks: a sentence planted in a text stands alone in one of
// them, and is not thinned out by what is around it. Of a block only those features count that are new to the window,
// so that what a text repeats adds up to nothing.
func Widths() [3]int { return [3]int{1, 3, Wide} }

// Wide is the widest window.
const Wide = 20

// Least is the number of features that a window with fewer counts as: a few say little.
const Least = 96

// Block is some words of a text.
type Block struct {
	Start, End int      // bytes of the text
	Features   []uint16 // each once; valid only during the call
	New        [3]int   // by window: so many of them, the first ones, are in none of the blocks before that it may have
}

// Scratch is the memory of one reading, 256 KB: whoever reads much uses one again. It is for one goroutine at a
// time.
type Scratch struct {
	reader  reader
	classes *Classes
	visit   func(Block)

	features   [most * (6 + longest)]uint16
	n, words   int
	start, end int
	seen       [Buckets]uint32 // the number of the block that had a feature last
	block      uint32          // the number of this one; it goes on from text to text
	before     [2]uint64       // hashes of the two words before, those before a boundary are none
	meant      [2]uint64       // classes of the last two words that have one, those before a boundary are none
}

// Blocks calls visit with each block of text, in order. A feature is the hash of a word, of two neighbours, of two
// words with one between them, or of four letters within a word, or of one to three classes of words in a row,
// whatever is between them; where a sentence begins counts as a neighbour.
// Memory is bounded whatever the length of text, and time is linear in it.
func (s *Scratch) Blocks(text string, visit func(Block)) {
	s.visit = visit
	s.n, s.words = 0, 0
	if s.block += Wide + 1; s.block > 1<<31 {
		s.seen, s.block = [Buckets]uint32{}, Wide+1
	}
	s.forget()
	s.reader.read(text, s)
	s.cut()
	s.visit = nil
}

// NewScratch makes the memory of readings by some classes.
func NewScratch(c *Classes) *Scratch {
	return &Scratch{classes: c, reader: reader{table: fold.ASCII()}}
}

func (s *Scratch) cut() {
	if s.words > 0 {
		fresh := s.sift()
		s.visit(Block{s.start, s.end, s.features[:s.n], fresh})
		s.block++
	}
	s.n, s.words = 0, 0
}

// sift leaves each feature once, what is new to the widest window first, and returns how many are new to each.
func (s *Scratch) sift() (fresh [3]int) {
	all, widths := s.features[:s.n], Widths()
	s.n = 0
	for _, f := range all {
		last := s.seen[f]
		if last == s.block {
			continue
		}
		s.seen[f] = s.block
		all[s.n] = f
		at := s.n
		for i := 0; i < len(widths) && last+uint32(widths[i]) <= s.block; i++ {
			to := fresh[i]
			all[at], all[to] = all[to], all[at]
			at = to
			fresh[i]++
		}
		s.n++
	}
	return fresh
}

// edge stands for the beginning of a sentence.
const edge = 0x51ed270b9

// boundary is the end of a sentence, or of a line.
func (s *Scratch) boundary() {
	if s.words >= fewest {
		s.cut()
	}
	s.forget()
}

func (s *Scratch) forget() { s.before, s.meant = [2]uint64{edge, 0}, [2]uint64{} }

// FNV-1a, 64 bits.
const (
	offset = 14695981039346656037
	prime  = 1099511628211
)

func mix(h uint64) uint64 { return (h ^ h>>32) * 0x9e3779b97f4a7c15 }

func (s *Scratch) put(h uint64) {
	s.features[s.n] = uint16(mix(h) >> 32 * FirstClass >> 32)
	s.n++
}

func (s *Scratch) putClass(h uint64) {
	s.features[s.n] = uint16(FirstClass + mix(h)>>32*(Buckets-FirstClass)>>32)
	s.n++
}

// add takes a word.
func (s *Scratch) add(word []byte, start, end int) {
	s.take(hash(word), start, end)
	if len(word) >= 3 {
		var framed [longest + 2*4 + 2]byte
		framed[0] = '^'
		n := 1 + copy(framed[1:], word)
		framed[n] = '$'
		for i := 0; i+gram <= n+1; i++ {
			s.put(uint64(binary.LittleEndian.Uint32(framed[i:]))*prime + 1)
		}
	}
	s.done()
}

// mark takes what stands in the place of a word whose letters say nothing.
func (s *Scratch) mark(name string, start, end int) {
	s.take(hash(name), start, end)
	s.done()
}

func (s *Scratch) take(whole uint64, start, end int) {
	if s.words == 0 {
		s.start = start
	}
	s.end = end
	s.put(whole)
	s.put(s.before[0]*prime ^ whole)
	if s.before[1] != 0 {
		s.put((s.before[1]+1)*prime ^ whole)
	}
	s.before = [2]uint64{whole, s.before[0]}
	if class := uint64(s.classes.of(whole)); class != 0 {
		s.putClass(class<<24 + 1)
		s.putClass(class<<24 + s.meant[0]<<16 + 2)
		if s.meant[0] != 0 {
			s.putClass(class<<24 + s.meant[0]<<16 + s.meant[1]<<8 + 3)
		}
		s.meant = [2]uint64{class, s.meant[0]}
	}
}

func (s *Scratch) done() {
	if s.words++; s.words == most {
		s.cut()
	}
}

func hash[T string | []byte](word T) uint64 {
	h := uint64(offset)
	for i := range len(word) {
		h = (h ^ uint64(word[i])) * prime
	}
	return h
}
