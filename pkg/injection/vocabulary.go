package injection

// vocabulary numbers the words of all phrases, from 1. It is an open hash
// table: nearly every word of a text is looked up in it and not there.
type vocabulary struct {
	slots   []slot
	mask    uint32
	words   int
	longest int // letters of the longest word
}

type slot struct {
	word string
	id   uint16
}

func newVocabulary(words []string) vocabulary {
	size := 64
	for size < 4*len(words) {
		size *= 2
	}
	v := vocabulary{slots: make([]slot, size), mask: uint32(size - 1)}
	for _, w := range words {
		at := finish(hashWord([]byte(w))) & v.mask
		for v.slots[at].id != 0 && v.slots[at].word != w {
			at = (at + 1) & v.mask
		}
		if v.slots[at].id == 0 {
			v.words++
			v.slots[at] = slot{w, uint16(v.words)}
			v.longest = max(v.longest, len(w))
		}
	}
	return v
}

// find returns the number of a word, 0 where it has none. The table does not
// grow with a text, so that nobody can make it slow.
func (v *vocabulary) find(word []byte) uint16 { return v.lookup(word, hashWord(word)) }

// lookup is find for a word whose hash, before finish, is known.
func (v *vocabulary) lookup(word []byte, hash uint32) uint16 {
	for at := finish(hash) & v.mask; v.slots[at].id != 0; at = (at + 1) & v.mask {
		if v.slots[at].word == string(word) {
			return v.slots[at].id
		}
	}
	return 0
}

// The constants of FNV-1a.
const (
	hashSeed  = 2166136261
	hashPrime = 16777619
)

func hashWord(word []byte) uint32 {
	h := uint32(hashSeed)
	for _, c := range word {
		h = (h ^ uint32(c)) * hashPrime
	}
	return h
}

func finish(hash uint32) uint32 { return hash ^ hash>>15 }
