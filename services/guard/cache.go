package guard

import (
	"crypto/sha256"
	"encoding/binary"
	"sync"
	"time"
)

// key is the SHA-256 of what a verdict depends on.
type key [sha256.Size]byte

// keyOf digests the parts, each with its length before it: no two lists of parts are one.
func keyOf(parts ...string) (k key) {
	h := sha256.New()
	for _, p := range parts {
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(p))))
		h.Write([]byte(p))
	}
	h.Sum(k[:0])
	return k
}

// cache keeps verdicts by their keys, in two generations: when the younger is full or old it becomes the elder, and the elder
// goes. A verdict is kept for at most two generations' time, so that another model
// behind the same name is asked soon. Errors are never kept.
type cache struct {
	mu     sync.Mutex
	young  map[key]Judgement
	elder  map[key]Judgement
	turned time.Time
	now    func() time.Time
}

const (
	cacheSize = 8192 // of a generation
	cacheTime = 2 * time.Minute
)

func newCache() *cache {
	return &cache{young: map[key]Judgement{}, turned: time.Now(), now: time.Now}
}

func (c *cache) get(k key) (Judgement, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.turn()
	j, ok := c.young[k]
	if !ok {
		j, ok = c.elder[k]
	}
	return j, ok
}

func (c *cache) put(k key, j Judgement) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.turn()
	c.young[k] = j
}

func (c *cache) turn() {
	age := c.now().Sub(c.turned)
	if len(c.young) < cacheSize && age < cacheTime {
		return
	}
	c.elder, c.young, c.turned = c.young, map[key]Judgement{}, c.now()
	if age > 2*cacheTime {
		c.elder = nil
	}
}
