package policy

import (
	"container/list"
	"sync"
)

// cacheSize is how many documents beside the one in force are kept parsed.
const cacheSize = 32

// cache keeps the policies that were asked for last, by digest.
type cache struct {
	mu    sync.Mutex
	most  int
	order *list.List // of *Policy, the last asked for in front
	by    map[string]*list.Element
}

func newCache(most int) cache {
	return cache{most: most, order: list.New(), by: map[string]*list.Element{}}
}

func (c *cache) get(digest string) (*Policy, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.by[digest]
	if !ok {
		return nil, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*Policy), true
}

func (c *cache) add(p *Policy) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.by[p.digest]; ok {
		return
	}
	c.by[p.digest] = c.order.PushFront(p)
	if c.order.Len() > c.most {
		last := c.order.Back()
		delete(c.by, last.Value.(*Policy).digest)
		c.order.Remove(last)
	}
}
