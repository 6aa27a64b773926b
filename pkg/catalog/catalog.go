// Package catalog is a part of the MODELS bucket: which models the pools serve, written by
// dispatch and followed by who must know a model before a request is accepted.
// It says nothing of a backend's health.
package catalog

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
)

// Listing is what one pool serves. A name that ends in "/*" stands for a family.
type Listing struct {
	Models   []string `json:"models"`
	Examples []string `json:"examples,omitempty"` // of families, for listings
}

// Announce writes a pool's listing.
func Announce(ctx context.Context, kv jetstream.KeyValue, pool string, l Listing) error {
	data, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("announcing models: %w", err)
	}
	if _, err := kv.Put(ctx, bus.ModelPools+pool, data); err != nil {
		return fmt.Errorf("announcing models: %w", err)
	}
	return nil
}

// Catalog is a live copy of the bucket. It knows no model until it has one.
type Catalog struct {
	mu    sync.RWMutex
	pools map[string]Listing
	once  sync.Once
	ready chan struct{}
}

// New returns an empty catalog; Watch fills it.
func New() *Catalog { return &Catalog{pools: map[string]Listing{}, ready: make(chan struct{})} }

// Ready is closed when at least one pool is known.
func (c *Catalog) Ready() <-chan struct{} { return c.ready }

// Watch follows the bucket until ctx ends.
func (c *Catalog) Watch(ctx context.Context, b *bus.Bus) error {
	return b.Follow(ctx, bus.BucketModels, bus.ModelPools, c.apply, func() {})
}

func (c *Catalog) apply(e bus.Change) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var l Listing
	if e.Deleted || json.Unmarshal(e.Value, &l) != nil {
		delete(c.pools, e.Key)
		return
	}
	c.pools[e.Key] = l
	c.once.Do(func() { close(c.ready) })
}

// Has says whether some pool serves model.
func (c *Catalog) Has(model string) bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	for _, l := range c.pools {
		for _, m := range l.Models {
			if m == model || isFamily(m) && len(model) >= len(m) && strings.HasPrefix(model, m[:len(m)-1]) {
				return true
			}
		}
	}
	return false
}

func isFamily(model string) bool { return strings.HasSuffix(model, "/*") }

// List is every model by name, with examples in place of families, sorted.
func (c *Catalog) List() []string {
	c.mu.RLock()
	defer c.mu.RUnlock()
	var out []string
	for _, l := range c.pools {
		for _, m := range l.Models {
			if !isFamily(m) {
				out = append(out, m)
			}
		}
		out = append(out, l.Examples...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
