// Package feature turns text into the hashed features of package likeness's classifier: what the classifier reads and
// what its trainer reads is the same code.
package feature

import "encoding/binary"

// The shape of the features. A change here needs new weights.
const (
	Bits    = 16
	Buckets = 1 << Bits // of the hash

	// A block ends with a sentence or a line where it has fewest words, and at most words anywhere.
	fewest = 4
	most   = 12

	gram = 4 // bytes of a character n-gram, the word's two ends counting as one each
)

// Widths are the windows by which a text is judged, in blocks: a sentence planted in a text stands alone in one of
// them, and is not thinned out by what is around it.
func Widths() [3]int { return [3]int{1, 3, Wide} }

// Wide is the widest of them.
const Wide = 20

// Block is some words of a text.
type Block struct {
	Start, End int      // bytes of the text
	Features   []uint16 // valid only during the call
}

// Scratch is the memory of one reading, a few KB: whoever reads much uses one again. It is for one goroutine at a
// time.
type Scratch struct {
	reader reader
	visit  func(Block)

	features   [most * (3 + longest)]uint16
	n, words   int
	start, end int
	before     [2]uint64 // hashes of the two words before, those before a boundary are none
}

// Blocks calls visit with each block of text, in order. A feature is the hash of a word, of two neighbours, of two
// words with one between them, or of four letters within a word; where a sentence begins counts as a neighbour.
// Memory is bounded whatever the length of text, and time is linear in it.
func (s *Scratch) Blocks(text string, visit func(Block)) {
	s.visit = visit
	s.n, s.words, s.before = 0, 0, [2]uint64{edge, 0}
	s.reader.read(text, s)
	s.cut()
	s.visit = nil
}

// Blocks is the method with memory of its own.
func Blocks(text string, visit func(Block)) { new(Scratch).Blocks(text, visit) }

func (s *Scratch) cut() {
	if s.words > 0 {
		s.visit(Block{s.start, s.end, s.features[:s.n]})
	}
	s.n, s.words = 0, 0
}

// edge stands for the beginning of a sentence.
const edge = 0x51ed270b9

// boundary is the end of a sentence, or of a line.
func (s *Scratch) boundary() {
	if s.words >= fewest {
		s.cut()
	}
	s.before = [2]uint64{edge, 0}
}

// FNV-1a, 64 bits.
const (
	offset = 14695981039346656037
	prime  = 1099511628211
)

func (s *Scratch) put(h uint64) {
	h ^= h >> 32
	h *= 0x9e3779b97f4a7c15
	s.features[s.n] = uint16(h >> (64 - Bits))
	s.n++
}

// add takes a word.
func (s *Scratch) add(word []byte, start, end int) {
	s.take(hash(string(word)), start, end)
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
}

func (s *Scratch) done() {
	if s.words++; s.words == most {
		s.cut()
	}
}

func hash(word string) uint64 {
	h := uint64(offset)
	for i := range len(word) {
		h = (h ^ uint64(word[i])) * prime
	}
	return h
}
