// Package bodies keeps the sections of an exchange that do not fit into a message. They lie,
// sealed, in pieces in the BODIES bucket, and a reference with their digest travels in
// their place. It is no store for anything that is not sealed, and it opens nothing.
//
// The order that nothing is lost in: the pieces with their PubAcks, then whatever refers to
// them, then, once the outcome is stored, what it does not refer to is taken away. What a
// crash leaves behind ends with its time to live: an object's name has its digest, so one
// that is stored twice is two, or the same.
package bodies

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"sluice/pkg/bus"
	"sluice/pkg/exchange"
)

const (
	pieceSize = 512 << 10      // of one message in the bucket, in bytes
	atOnce    = 4              // pieces of one section on their way
	longest   = 16 << 20       // of a section, in bytes
	keep      = 26 * time.Hour // as long as an outcome may be asked for, from the acceptance on, and then some
)

// What is wrong with a reference.
var (
	// ErrTaken is for a section that was taken away because the exchange has its outcome.
	ErrTaken = errors.New("the section was taken away")
	// ErrMissing is for one that is not there.
	ErrMissing = errors.New("the section is missing")
	// ErrChanged is for one that is not what was stored.
	ErrChanged = errors.New("the section is not what was stored")
)

// Gone says whether a section will not come however often it is asked for. Any other
// error passes.
func Gone(err error) bool {
	return errors.Is(err, ErrTaken) || errors.Is(err, ErrMissing) || errors.Is(err, ErrChanged)
}

// Store is the bucket, by the connection of one service. Without a connection everything
// must fit.
type Store struct{ bus *bus.Bus }

// At is the store by a connection.
func At(b *bus.Bus) Store { return Store{b} }

// Fit returns which sections of x travel in a message, and references to those that do not
// fit, which lie in the store when it returns.
func (s Store) Fit(ctx context.Context, x *exchange.Exchange, sections map[string][]byte) (map[string][]byte, map[string]exchange.Ref, error) {
	return s.fit(ctx, x, sections, "", keep)
}

// FitDead is Fit for a dead letter, whose sections outlive the exchange's.
func (s Store) FitDead(ctx context.Context, x *exchange.Exchange) (map[string][]byte, map[string]exchange.Ref, error) {
	return s.fit(ctx, x, x.Sections, dead, bus.KeptDead)
}

// dead begins the names of what dead letters refer to.
const dead = "dead."

func (s Store) fit(ctx context.Context, x *exchange.Exchange, sections map[string][]byte, prefix string, ttl time.Duration) (map[string][]byte, map[string]exchange.Ref, error) {
	total := 0
	for _, sealed := range sections {
		total += len(sealed)
	}
	if s.bus == nil || total <= s.bus.Room() {
		return sections, nil, nil
	}
	inline, refs := maps.Clone(sections), map[string]exchange.Ref{}
	for room := s.bus.Room(); total > room; {
		name := longestOf(inline)
		sealed := inline[name]
		ref, there := x.Placed(name, sealed)
		if !there || prefix != "" {
			var err error
			if ref, err = s.put(ctx, prefix+x.Instance()+"."+name, sealed, ttl); err != nil {
				return nil, nil, err
			}
			if prefix == "" {
				x.Place(name, sealed, ref)
			}
		}
		refs[name] = ref
		delete(inline, name)
		total -= len(sealed)
	}
	x.Apart = true
	return inline, refs, nil
}

func longestOf(sections map[string][]byte) string {
	out := ""
	for _, name := range slices.Sorted(maps.Keys(sections)) {
		if out == "" || len(sections[name]) > len(sections[out]) {
			out = name
		}
	}
	return out
}

// put stores a section. The same bytes again are the same object.
func (s Store) put(ctx context.Context, name string, sealed []byte, ttl time.Duration) (exchange.Ref, error) {
	if len(sealed) > longest {
		return exchange.Ref{}, fmt.Errorf("storing a section: %d bytes, at most %d", len(sealed), longest)
	}
	sum := sha256.Sum256(sealed)
	digest := hex.EncodeToString(sum[:])
	ref := exchange.Ref{Name: name + "." + digest[:32], Size: len(sealed), SHA256: digest}
	pieces := slices.Collect(slices.Chunk(sealed, pieceSize))
	ref.Chunks = len(pieces)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for i, p := range pieces {
		group.Go(func() error { return s.bus.PutFor(ctx, bus.BucketBodies, pieceKey(ref.Name, i), p, ttl) })
	}
	if err := group.Wait(); err != nil {
		return exchange.Ref{}, fmt.Errorf("storing a section: %w", err)
	}
	return ref, nil
}

func pieceKey(name string, i int) string { return name + "." + strconv.Itoa(i) }

// Fetch reads the sections of an exchange that references stand for. What it returns is what
// was stored, or an error.
func (s Store) Fetch(ctx context.Context, instance string, refs map[string]exchange.Ref) (map[string][]byte, error) {
	out := make(map[string][]byte, len(refs))
	for section, r := range refs {
		sealed, err := s.get(ctx, instance+"."+section+".", r)
		if err != nil {
			return nil, fmt.Errorf("reading a stored %s: %w", section, err)
		}
		out[section] = sealed
	}
	return out, nil
}

func (s Store) get(ctx context.Context, of string, r exchange.Ref) ([]byte, error) {
	fits := r.Size > 0 && r.Size <= longest && r.Chunks == (r.Size+pieceSize-1)/pieceSize && len(r.SHA256) == 2*sha256.Size
	if s.bus == nil || !fits || strings.TrimPrefix(r.Name, dead) != of+r.SHA256[:32] {
		return nil, ErrChanged
	}
	sealed := make([]byte, r.Size)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for i := range r.Chunks {
		group.Go(func() error {
			piece, err := s.piece(ctx, pieceKey(r.Name, i))
			if err != nil {
				return err
			}
			at := sealed[i*pieceSize : min(len(sealed), (i+1)*pieceSize)]
			if len(piece) != len(at) {
				return ErrChanged
			}
			copy(at, piece)
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(sealed); hex.EncodeToString(sum[:]) != r.SHA256 {
		return nil, ErrChanged
	}
	return sealed, nil
}

// patience are the waits between tries to read a piece that is not there: the replica that
// answers may be behind the one that has acknowledged it.
func patience() []time.Duration {
	return []time.Duration{20 * time.Millisecond, 100 * time.Millisecond, 400 * time.Millisecond, time.Second}
}

func (s Store) piece(ctx context.Context, key string) ([]byte, error) {
	for _, wait := range append(patience(), 0) {
		data, err := s.bus.Value(ctx, bus.BucketBodies, key)
		switch {
		case err == nil && len(data) == 0:
			return nil, ErrTaken
		case !errors.Is(err, bus.ErrNoValue):
			return data, err
		case wait == 0:
			continue
		}
		t := time.NewTimer(wait)
		select {
		case <-t.C:
		case <-ctx.Done():
			t.Stop()
			return nil, ctx.Err()
		}
	}
	return nil, ErrMissing
}

// Bring is Fetch for all that did not fit into the message of x, which has it afterwards.
func (s Store) Bring(ctx context.Context, x *exchange.Exchange) error {
	if len(x.Stored) == 0 {
		return nil
	}
	sections, err := s.Fetch(ctx, x.Instance(), x.Stored)
	if err != nil {
		return err
	}
	for name, sealed := range sections {
		x.Sections[name] = sealed
		x.Place(name, sealed, x.Stored[name])
	}
	x.Stored = nil
	return nil
}

// Clear takes away what was stored of an exchange, but for what its outcome refers to. An
// empty mark stands in place of each piece, so that who comes late sees that it was there.
// Nobody waits for it: what stays, sealed, ends with its time to live.
func (s Store) Clear(ctx context.Context, x *exchange.Exchange, outcome map[string]exchange.Ref) error {
	if s.bus == nil || !x.Apart {
		return nil
	}
	keys, err := s.bus.Below(ctx, bus.BucketBodies, x.Instance())
	if err != nil {
		return err
	}
	kept := map[string]bool{}
	for _, r := range outcome {
		kept[r.Name] = true
	}
	for _, key := range keys {
		if kept[key[:strings.LastIndexByte(key, '.')]] {
			continue
		}
		if err := s.bus.PutFor(ctx, bus.BucketBodies, key, nil, keep); err != nil {
			return err
		}
	}
	return nil
}
