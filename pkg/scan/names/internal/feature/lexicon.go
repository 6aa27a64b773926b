package feature

import (
	"encoding/binary"
	"errors"
	"unicode/utf8"
)

// The kinds of words in the lexicon, as bits of a mask.
const (
	First    = 1 << iota // of persons
	Last                 // of persons
	City                 // a word in the name of one
	Country              // a word in the name of a country or region
	Street               // Street, Apt, a word in a street's name abroad
	Company              // a word in the name of one
	Form                 // Inc, GmbH
	Trade                // Bank, University, Software
	Title                // Mr, Professor
	People               // French
	Calendar             // Monday, May
	Common               // seen in small letters, outside names
	Frequent             // often so
	Compound             // in no list, and made of two common words; never in a file
)

const (
	slots  = 1 << 16
	probes = 16

	// LexiconSize is the size of a lexicon, in bytes.
	LexiconSize = slots * 4
)

// Lexicon tells the kinds of a word, by its hash. It never changes.
type Lexicon struct {
	slots []uint32 // a part of the hash over a mask; 0: empty
}

var errLexicon = errors.New("names: the lexicon holds too many words")

// ReadLexicon reads what NewLexicon wrote; file has LexiconSize bytes.
func ReadLexicon(file string) *Lexicon {
	l := &Lexicon{slots: make([]uint32, slots)}
	for i := range l.slots {
		l.slots[i] = binary.LittleEndian.Uint32([]byte(file[i*4 : i*4+4]))
	}
	return l
}

// NewLexicon gives the bytes of a lexicon. The order of words matters to the bytes.
func NewLexicon(words []uint64, masks []uint16) ([]byte, error) {
	table := make([]uint32, slots)
next:
	for i, h := range words {
		at, part := place(h)
		for p := range uint32(probes) {
			slot := &table[(at+p)%slots]
			if *slot == 0 || *slot>>16 == part {
				*slot = *slot | part<<16 | uint32(masks[i])
				continue next
			}
		}
		return nil, errLexicon
	}
	file := make([]byte, 0, LexiconSize)
	for _, v := range table {
		file = binary.LittleEndian.AppendUint32(file, v)
	}
	return file, nil
}

func place(h uint64) (at, part uint32) {
	h *= 0x9e3779b97f4a7c15
	return uint32(h >> 48), uint32(h>>32&0xffff) | 1
}

func (l *Lexicon) mask(h uint64) uint16 {
	at, part := place(h)
	for p := range uint32(probes) {
		v := l.slots[(at+p)%slots]
		if v == 0 {
			return 0
		}
		if v>>16 == part {
			return uint16(v)
		}
	}
	return 0
}

// The bounds of a compound, in letters.
const (
	leastHalf    = 3
	mostCompound = 24
)

// compound reports whether word, of ASCII letters, is two common words in one, as firms like to be called.
func (l *Lexicon) compound(word string) bool {
	if len(word) < 2*leastHalf || len(word) > mostCompound {
		return false
	}
	head := uint64(offset)
	for at := range len(word) {
		if word[at] >= utf8.RuneSelf {
			return false
		}
		if at >= leastHalf && len(word)-at >= leastHalf && l.mask(head)&Common != 0 && l.mask(Hash(word[at:]))&Common != 0 {
			return true
		}
		head = step(head, fold(rune(word[at])))
	}
	return false
}

// brief gives the most telling kind of a mask, 0 for none.
func brief(mask uint16) uint8 {
	name := mask & (First | Last)
	switch {
	case mask&Form != 0:
		return 1
	case mask&Title != 0:
		return 2
	case mask&Frequent != 0:
		return 3
	case mask&Calendar != 0:
		return 4
	case mask&People != 0:
		return 5
	case mask&Street != 0:
		return 6
	case name == First|Last:
		return 7
	case name == First:
		return 8
	case mask&Country != 0:
		return 9
	case mask&City != 0 && name != 0:
		return 10
	case mask&City != 0:
		return 11
	case name == Last:
		return 12
	case mask&Trade != 0:
		return 13
	case mask&Company != 0:
		return 14
	case mask&Common != 0:
		return 15
	case mask&Compound != 0:
		return 16
	}
	return 0
}
