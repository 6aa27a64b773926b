package feature

// Buckets is the size of the hash. A change of this or of anything that makes features needs new weights.
const (
	Buckets = 1 << bits
	bits    = 17
)

// Scratch is the memory of one reading, some 20 KB. The zero value is ready; it is for one goroutine at a time.
type Scratch struct {
	seen     [Buckets / 64]uint64
	features []uint32
	lines    int

	last, kind uint32 // the word before, and its kind
}

// Salts keep the sorts of features apart.
const (
	saltWord = iota + 1
	saltPair
	saltEnd
	saltStart
	saltGram
	saltKind
	saltKinds
	saltSigns
	saltBetween
	saltLine
	saltIndent
	saltFirst
	saltShape
)

func mix(a, b uint32) uint32 {
	h := (a ^ b*0x9e3779b1) * 0x85ebca6b
	return h ^ h>>15
}

// add puts a feature, unless the block has it.
func (s *Scratch) add(salt, h uint32) {
	f := mix(h, salt) * 0xc2b2ae35 >> (32 - bits)
	if s.seen[f/64]&(1<<(f%64)) == 0 {
		s.seen[f/64] |= 1 << (f % 64)
		s.features = append(s.features, f)
	}
}

func (s *Scratch) clear() {
	for _, f := range s.features {
		s.seen[f/64] = 0
	}
	s.features, s.lines, s.last, s.kind = s.features[:0], 0, 0, 0
}
