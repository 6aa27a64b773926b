package policy

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// Errors of a store that callers act upon.
var (
	ErrNone    = errors.New("no policy is applied yet")
	ErrUnknown = errors.New("no such policy document")
	ErrChanged = errors.New("another policy is in force than the one to be replaced")
)

// KeyInForce is the bucket's key that says which document is in force.
const KeyInForce = "current"

// The other keys. A document stands at docPrefix and its hex digest, an Applied at
// actPrefix and a digest of its own; neither ever changes.
const (
	docPrefix = "doc."
	actPrefix = "act."
	keySeed   = "seed"
)

// Applied says that a document was put in force.
type Applied struct {
	Digest   string    `json:"digest"`
	Version  string    `json:"version"`
	By       string    `json:"by"` // tenant/user, or startup
	At       time.Time `json:"at"`
	Previous string    `json:"previous,omitempty"` // key of the act before this one
}

// Store keeps documents and says which is in force. Its bucket is the truth. It
// is safe for concurrent use, by any number of processes.
type Store struct {
	kv  jetstream.KeyValue
	now func() time.Time
}

// NewStore returns the store in a bucket.
func NewStore(kv jetstream.KeyValue, now func() time.Time) *Store {
	return &Store{kv: kv, now: now}
}

// inForce is what the bucket has at KeyInForce.
type inForce struct {
	Applied
	value    []byte
	revision uint64 // 0: nothing yet
}

// InForce is what was applied last, or ErrNone.
func (s *Store) InForce(ctx context.Context) (Applied, error) {
	c, err := s.inForce(ctx)
	if err == nil && c.revision == 0 {
		err = ErrNone
	}
	return c.Applied, err
}

func (s *Store) inForce(ctx context.Context) (inForce, error) {
	e, err := s.kv.Get(ctx, KeyInForce)
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return inForce{}, nil
	}
	if err != nil {
		return inForce{}, fmt.Errorf("reading which policy is in force: %w", err)
	}
	c := inForce{value: e.Value(), revision: e.Revision()}
	if err := json.Unmarshal(e.Value(), &c.Applied); err != nil {
		return inForce{}, errors.New("reading which policy is in force: the entry does not decode")
	}
	return c, nil
}

// Document is the text with this digest, or ErrUnknown.
func (s *Store) Document(ctx context.Context, sum string) ([]byte, error) {
	hexes, ok := strings.CutPrefix(sum, "sha256:")
	if raw, err := hex.DecodeString(hexes); !ok || err != nil || len(raw) != sha256.Size {
		return nil, fmt.Errorf("reading a policy: %w: its digest is sha256: and 64 hex digits", ErrUnknown)
	}
	e, err := s.kv.Get(ctx, docPrefix+hexes)
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return nil, fmt.Errorf("reading policy %s: %w", sum, ErrUnknown)
	}
	if err != nil {
		return nil, fmt.Errorf("reading policy %s: %w", sum, err)
	}
	if digest(e.Value()) != sum {
		return nil, fmt.Errorf("reading policy %s: the stored text is another", sum)
	}
	return e.Value(), nil
}

// Apply puts p in force. expect is the digest of the one that it replaces, else
// ErrChanged and what is in force; "" replaces any. The document is stored before
// anything names it. Applying the one in force changes nothing.
func (s *Store) Apply(ctx context.Context, p *Policy, by, expect string) (Applied, error) {
	hexes := strings.TrimPrefix(p.digest, "sha256:")
	if _, err := s.kv.Create(ctx, docPrefix+hexes, []byte(p.text)); err != nil && !errors.Is(err, jetstream.ErrKeyExists) {
		return Applied{}, fmt.Errorf("storing a policy: %w", err)
	}
	var tried error
	for attempt, last := 0, uint64(0); attempt < 8; attempt++ {
		was, err := s.inForce(ctx)
		if err != nil {
			return Applied{}, err
		}
		if was.Digest == p.digest {
			return was.Applied, nil
		}
		if expect != "" && was.Digest != expect {
			return was.Applied, ErrChanged
		}
		if tried != nil && was.revision == last { // nobody was faster: it failed for itself
			return Applied{}, tried
		}
		a := Applied{Digest: p.digest, Version: p.version, By: by, At: s.now().UTC()}
		if was.revision > 0 {
			a.Previous = actKey(was.value)
		}
		if tried = s.replace(ctx, was.revision, a); tried == nil {
			return a, nil
		}
		last = was.revision
	}
	return Applied{}, tried
}

func (s *Store) replace(ctx context.Context, revision uint64, a Applied) error {
	value, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("applying a policy: %w", err)
	}
	// An act that loses the race below stays as an entry that nothing leads to.
	if _, err := s.kv.Put(ctx, actKey(value), value); err != nil {
		return fmt.Errorf("applying a policy: %w", err)
	}
	if revision == 0 {
		_, err = s.kv.Create(ctx, KeyInForce, value)
	} else {
		_, err = s.kv.Update(ctx, KeyInForce, value, revision)
	}
	if err != nil {
		return fmt.Errorf("applying a policy: %w", err)
	}
	return nil
}

func actKey(value []byte) string {
	sum := sha256.Sum256(value)
	return actPrefix + hex.EncodeToString(sum[:16])
}

// Log is what was applied, the latest first, at most most of it.
func (s *Store) Log(ctx context.Context, most int) ([]Applied, error) {
	c, err := s.inForce(ctx)
	if err != nil || c.revision == 0 {
		return nil, err
	}
	all := []Applied{c.Applied}
	for len(all) < most && all[len(all)-1].Previous != "" {
		e, err := s.kv.Get(ctx, all[len(all)-1].Previous)
		if err != nil {
			return nil, fmt.Errorf("reading what was applied: %w", err)
		}
		var a Applied
		if err := json.Unmarshal(e.Value(), &a); err != nil {
			return nil, errors.New("reading what was applied: an entry does not decode")
		}
		all = append(all, a)
	}
	return all, nil
}
