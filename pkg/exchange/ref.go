package exchange

import (
	"strconv"
	"time"
)

// Ref stands for a sealed section that is too long to travel in a message: where it lies,
// and what it must be. See package bodies.
type Ref struct {
	Name   string `json:"name"`
	Size   int    `json:"size"`
	SHA256 string `json:"sha256"` // of the sealed bytes, as hex
	Chunks int    `json:"chunks"`
}

// placed is a section that lies in the store, and the sealed bytes that do.
type placed struct {
	sealed []byte
	ref    Ref
}

// Place notes that these sealed bytes lie in the store, so that nobody stores them again.
// It never travels.
func (x *Exchange) Place(section string, sealed []byte, r Ref) {
	if x.placed == nil {
		x.placed = map[string]placed{}
	}
	x.placed[section] = placed{sealed, r}
}

// Placed is where a section lies in the store, where sealed is the very one that does: the
// same memory.
func (x *Exchange) Placed(section string, sealed []byte) (Ref, bool) {
	p, ok := x.placed[section]
	return p.ref, ok && sameMemory(p.sealed, sealed)
}

func sameMemory(a, b []byte) bool { return len(a) > 0 && len(a) == len(b) && &a[0] == &b[0] }

// EncodeApart is Encode where some of the sections travel as references.
func (x *Exchange) EncodeApart(sections map[string][]byte, refs map[string]Ref) ([]byte, error) {
	head := *x
	head.Stored = refs
	return EncodeFrame(&head, sections)
}

// InstanceOf names the exchange of a key that was accepted then.
func InstanceOf(key string, accepted time.Time) string {
	return key + "." + strconv.FormatInt(accepted.UnixMilli(), 10)
}
