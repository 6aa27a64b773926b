package guard

import (
	"crypto/sha256"
	"sync"
	"time"
)

// cache keeps verdicts by the SHA-256 of the whole rendered prompt, in two
// generations: when the younger is full or old it becomes the elder, and the elder
// goes. A verdict is kept for at most two generations' time, so that another model
// behind the same name is asked soon. Errors are never kept.
type cache struct {
	mu     sync.Mutex
	young  map[[sha256.Size]byte]Judgement
	elder  map[[sha256.Size]byte]Judgement
	turned time.Time
	now    func() time.Time
}

const (
	cacheSize = 8192 // of a generation
	cacheTime = 2 * time.Minute
)

func newCache() *cache {
	return &cache{young: map[[sha256.Size]byte]Judgement{}, turned: time.Now(), now: time.Now}
}

func (c *cache) get(key [sha256.Size]byte) (Judgement, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.turn()
	j, ok := c.young[key]
	if !ok {
		j, ok = c.elder[key]
	}
	return j, ok
}

func (c *cache) put(key [sha256.Size]byte, j Judgement) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.turn()
	c.young[key] = j
}

func (c *cache) turn() {
	age := c.now().Sub(c.turned)
	if len(c.young) < cacheSize && age < cacheTime {
		return
	}
	c.elder, c.young, c.turned = c.young, map[[sha256.Size]byte]Judgement{}, c.now()
	if age > 2*cacheTime {
		c.elder = nil
	}
}
