package pool

import (
	"encoding/binary"
	"math"

	"github.com/cespare/xxhash/v2"
)

// An engine keeps the keys and values of what it has just read: the next turn of a conversation costs it only what is
// new, if it comes to the same engine. So a conversation has a backend: the one whose name makes the highest hash with
// the conversation's prefix (rendezvous hashing, weighted). All processes agree on it without a word between them, and
// a backend that comes or goes moves only the conversations that it gains or loses.
//
// It is taken while it has at most a quarter more work for its weight than all have on average (consistent hashing
// with bounded loads, Mirrokni and others, 2016); else the next in order is. A quarter is what keeps the busiest close
// to the average, where the bound must not cost hits: a smaller one moves conversations at every small unevenness, a
// larger one lets one popular opening fill a backend while others idle. With little work the bound is rounded up, so
// that an idle pool never moves anybody.

// The bound: work over weight is below boundOver/boundOf of the average.
const (
	boundOver = 5
	boundOf   = 4
)

// affine is the first in the prefix's order that is not over the bound. There is always one: were all over it, they
// would have more work than there is. It allocates nothing.
func affine(free []*backend, prefix uint64) *backend {
	work, weight := 1, 0 // with the call that is to be placed
	for _, b := range free {
		work += b.load()
		weight += b.Weight
	}
	var best *backend
	var highest float64
	for _, b := range free {
		if boundOf*b.load()*weight >= boundOver*work*b.Weight {
			continue
		}
		if h := b.height(prefix); best == nil || h > highest {
			best, highest = b, h
		}
	}
	return best
}

// height is the backend's place in the prefix's order: over 0, and the highest of all with a chance as large as its
// share of the weight.
func (b *backend) height(prefix uint64) float64 {
	var both [16]byte
	binary.LittleEndian.PutUint64(both[:8], prefix)
	binary.LittleEndian.PutUint64(both[8:], b.seed)
	const steps = 1 << 53
	u := (float64(xxhash.Sum64(both[:])>>11) + 0.5) / steps // in (0, 1)
	return -float64(b.Weight) / math.Log(u)
}
