package feature

import (
	_ "embed"
	"strings"
)

// Words of one class mean about the same to an attack, in any of some languages: "ignore", "vergiss" and "olvida". What
// was learned from one of them holds for the others. A word is in the first class that lists it.
//
//go:embed classes.txt
var classesFile string

// Classes is an open hash table from a word's hash to its class, from 1. It never changes.
type Classes struct{ slots []classSlot }

type classSlot struct {
	hash  uint64
	class uint8
}

// classSlots is some four times the words of the file.
const classSlots = 1 << 13

// NewClasses reads the list.
func NewClasses() *Classes {
	c := &Classes{slots: make([]classSlot, classSlots)}
	class := uint8(0)
	for line := range strings.Lines(classesFile) {
		class++
		_, words, _ := strings.Cut(line, ":")
		for word := range strings.FieldsSeq(words) {
			h := hash(word)
			at := c.find(h)
			if c.slots[at].class == 0 {
				c.slots[at] = classSlot{h, class}
			}
		}
	}
	return c
}

// find returns the slot of a hash, or the one that it would take.
func (c *Classes) find(h uint64) uint64 {
	at := (h ^ h>>29) & (classSlots - 1)
	for c.slots[at].class != 0 && c.slots[at].hash != h {
		at = (at + 1) & (classSlots - 1)
	}
	return at
}

func (c *Classes) of(h uint64) uint8 { return c.slots[c.find(h)].class }
