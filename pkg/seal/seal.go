// Package seal keeps bodies unreadable at rest: every subject (tenant and user)
// has a data key per month, every tenant a secret from which keyed digests and
// pseudonyms are derived. These keys are stored wrapped by a key-encryption key
// that lives outside the data folder. It is not a key-management service, and
// knows nothing of exchanges.
package seal

import (
	"context"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/tink-crypto/tink-go/v2/aead/subtle"
	"github.com/tink-crypto/tink-go/v2/tink"
)

// Store keeps wrapped keys. Get returns ErrNoKey where there is none; Create
// returns ErrKeyTaken where somebody was first.
type Store interface {
	Get(ctx context.Context, name string) ([]byte, error)
	Create(ctx context.Context, name string, wrapped []byte) error
}

// Errors of a Store, and of opening.
var (
	ErrNoKey    = errors.New("no such key")
	ErrKeyTaken = errors.New("a key of that name exists")
	ErrOpen     = errors.New("sealed content does not open: its key was destroyed, or it was changed or moved")
)

const keyBytes = 32

// Sealer seals and opens. It is safe for concurrent use; unwrapped keys stay in
// memory, at most maxCached of them and for at most cachedFor: so long may a
// destroyed key still open what it sealed.
type Sealer struct {
	kek   tink.AEAD
	store Store
	now   func() time.Time

	mu    sync.Mutex
	cache map[string]cachedKey
	since time.Time // when the cache was last empty
}

const (
	maxCached = 10000
	cachedFor = 5 * time.Minute
)

// cachedKey is a key ready for use: secret of a tenant's and derived ones, aead of
// a subject's, whose schedule is not worked out for every body.
type cachedKey struct {
	secret []byte
	aead   tink.AEAD
}

// cached looks a key up, and empties the cache when it is old.
func (s *Sealer) cached(name string) (cachedKey, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now := s.now(); now.Sub(s.since) >= cachedFor || len(s.cache) >= maxCached {
		clear(s.cache)
		s.since = now
	}
	k, ok := s.cache[name]
	return k, ok
}

func (s *Sealer) keep(name string, key cachedKey) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cache[name] = key
}

const monthForm = "2006-01"

// New returns a Sealer whose keys are wrapped by kek. now tells the month.
func New(kek tink.AEAD, store Store, now func() time.Time) *Sealer {
	return &Sealer{kek: kek, store: store, now: now, cache: map[string]cachedKey{}}
}

// Binding is what a sealed body is bound to: moved to another tenant, user,
// request or section it does not open.
type Binding struct{ Tenant, User, Request, Section string }

func (b Binding) associated(key string) []byte {
	var out []byte
	for _, s := range []string{"sluice/1", key, b.Tenant, b.User, b.Request, b.Section} {
		out = binary.BigEndian.AppendUint32(out, uint32(len(s)))
		out = append(out, s...)
	}
	return out
}

// Seal encrypts plain under the data key of the binding's subject in this month
// (AES-256-GCM, random 96-bit nonce, NIST SP 800-38D). The output names the key:
// one byte of length, the name, the ciphertext.
func (s *Sealer) Seal(ctx context.Context, b Binding, plain []byte) ([]byte, error) {
	name := "subject." + b.Tenant + "." + b.User + "." + s.now().UTC().Format(monthForm)
	if len(name) > 255 {
		return nil, errors.New("sealing: the name of the data key is over 255 bytes")
	}
	a, err := s.aead(ctx, name, true)
	if err != nil {
		return nil, fmt.Errorf("sealing: %w", err)
	}
	ct, err := a.Encrypt(plain, b.associated(name))
	if err != nil {
		return nil, fmt.Errorf("sealing: %w", err)
	}
	out := make([]byte, 0, 1+len(name)+len(ct))
	out = append(out, byte(len(name)))
	out = append(out, name...)
	return append(out, ct...), nil
}

// Open decrypts what Seal made for the same binding. Any mismatch is ErrOpen.
// A key that is not there is ErrNoKey as well: destroyed, or so new that a lagging
// replica does not have it yet.
func (s *Sealer) Open(ctx context.Context, b Binding, sealed []byte) ([]byte, error) {
	if len(sealed) < 1 || len(sealed) < 1+int(sealed[0]) {
		return nil, ErrOpen
	}
	name := string(sealed[1 : 1+int(sealed[0])])
	month, ok := strings.CutPrefix(name, "subject."+b.Tenant+"."+b.User+".")
	if _, err := time.Parse(monthForm, month); !ok || err != nil {
		return nil, ErrOpen
	}
	a, err := s.aead(ctx, name, false)
	if errors.Is(err, ErrNoKey) {
		return nil, fmt.Errorf("%w (%w)", ErrOpen, ErrNoKey)
	}
	if err != nil {
		return nil, fmt.Errorf("opening: %w", err)
	}
	plain, err := a.Decrypt(sealed[1+int(sealed[0]):], b.associated(name))
	if err != nil {
		return nil, ErrOpen
	}
	return plain, nil
}

// aead returns what seals and opens with a subject's data key.
func (s *Sealer) aead(ctx context.Context, name string, create bool) (tink.AEAD, error) {
	if k, ok := s.cached(name); ok {
		return k.aead, nil
	}
	key, err := s.key(ctx, name, create)
	if err != nil {
		return nil, err
	}
	a, err := subtle.NewAESGCM(key)
	if err != nil {
		return nil, fmt.Errorf("using a data key: %w", err)
	}
	s.keep(name, cachedKey{aead: a})
	return a, nil
}

// key returns the unwrapped key, made and stored at first use where allowed. Of
// two processes that make it at once, the one stored first wins in both.
func (s *Sealer) key(ctx context.Context, name string, create bool) ([]byte, error) {
	wrapped, err := s.store.Get(ctx, name)
	if errors.Is(err, ErrNoKey) && create {
		wrapped, err = s.create(ctx, name)
	}
	if err != nil {
		return nil, err
	}
	k, err := s.kek.Decrypt(wrapped, []byte(name))
	if err != nil || len(k) != keyBytes {
		return nil, errors.New("a stored data key does not unwrap: this --keys folder is not the one that made it")
	}
	return k, nil
}

func (s *Sealer) create(ctx context.Context, name string) ([]byte, error) {
	k := make([]byte, keyBytes)
	if _, err := rand.Read(k); err != nil {
		return nil, fmt.Errorf("making a data key: %w", err)
	}
	wrapped, err := s.kek.Encrypt(k, []byte(name))
	if err != nil {
		return nil, fmt.Errorf("wrapping a data key: %w", err)
	}
	err = s.store.Create(ctx, name, wrapped)
	if errors.Is(err, ErrKeyTaken) {
		return s.store.Get(ctx, name)
	}
	if err != nil {
		return nil, err
	}
	return wrapped, nil
}

// Purposes of keys derived from a tenant's secret.
const (
	purposeDigest    = "digest"
	purposePseudonym = "pseudonym"
	purposeHash      = "hash"
)

func (s *Sealer) derived(ctx context.Context, tenant, purpose string) ([]byte, error) {
	name := "derived." + tenant + "." + purpose
	if k, ok := s.cached(name); ok {
		return k.secret, nil
	}
	secret, err := s.key(ctx, "tenant."+tenant, true)
	if err != nil {
		return nil, err
	}
	k, err := hkdf.Key(sha256.New, secret, nil, "sluice/"+purpose, keyBytes)
	if err != nil {
		return nil, fmt.Errorf("deriving a key: %w", err)
	}
	s.keep(name, cachedKey{secret: k})
	return k, nil
}

// Digest is HMAC-SHA-256 of text under the tenant's digest key, as
// "hmac-sha256:<hex>". Text can be guessed; without the key a guess cannot be
// checked. what separates uses, so that digests of different things never match.
func (s *Sealer) Digest(ctx context.Context, tenant, what string, text []byte) (string, error) {
	k, err := s.derived(ctx, tenant, purposeDigest)
	if err != nil {
		return "", fmt.Errorf("digesting: %w", err)
	}
	m := hmac.New(sha256.New, k)
	m.Write([]byte(what))
	m.Write([]byte{0})
	m.Write(text)
	return "hmac-sha256:" + hex.EncodeToString(m.Sum(nil)), nil
}

var placeholderText = base32.NewEncoding("abcdefghijkmnpqrstuvwxyz23456789").WithPadding(base32.NoPadding)

// Pseudonyms returns a function from type and value to a placeholder such as
// <EMAIL_ADDRESS_k3j5m2x8pq7r>: the same value gives the same one for the whole
// tenant (60 bits of HMAC-SHA-256), and nothing can be told of the value.
func (s *Sealer) Pseudonyms(ctx context.Context, tenant string) (func(typ, value string) string, error) {
	k, err := s.derived(ctx, tenant, purposePseudonym)
	if err != nil {
		return nil, fmt.Errorf("making pseudonyms: %w", err)
	}
	return func(typ, value string) string {
		return "<" + typ + "_" + placeholderText.EncodeToString(keyed(k, typ, value))[:12] + ">"
	}, nil
}

// Hashes returns a function from type and value to a keyed digest of it such as
// <US_SSN:3f0c51a9d2be>: the same value gives the same one for the whole tenant (48
// bits of HMAC-SHA-256), and nobody can go back, not even with the sealed content.
func (s *Sealer) Hashes(ctx context.Context, tenant string) (func(typ, value string) string, error) {
	k, err := s.derived(ctx, tenant, purposeHash)
	if err != nil {
		return nil, fmt.Errorf("making hashes: %w", err)
	}
	return func(typ, value string) string {
		return "<" + typ + ":" + hex.EncodeToString(keyed(k, typ, value))[:12] + ">"
	}, nil
}

// keyed is HMAC-SHA-256 over a type and a value.
func keyed(key []byte, typ, value string) []byte {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(typ))
	m.Write([]byte{0})
	m.Write([]byte(value))
	return m.Sum(nil)
}
