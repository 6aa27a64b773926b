package token

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"time"

	"sluice/pkg/bus"
)

// Directory is a live copy of the IDENTITY bucket: tokens by id, users by tenant
// and name. A revocation reaches it as fast as a message does. It fails closed:
// until the first copy is whole, nothing verifies.
type Directory struct {
	bus *bus.Bus
	now func() time.Time

	mu     sync.RWMutex
	tokens map[string]Record
	users  map[string]User
	seen   map[string]uint64 // revision by key: a look-up never undoes what the watch brought
	synced bool
	ready  chan struct{}
}

// NewDirectory returns an empty directory; Watch fills it. b's user must be one
// that may follow IDENTITY.
func NewDirectory(b *bus.Bus, now func() time.Time) *Directory {
	return &Directory{
		bus: b, now: now, tokens: map[string]Record{}, users: map[string]User{}, seen: map[string]uint64{}, ready: make(chan struct{}),
	}
}

// Ready is closed once the first copy is whole.
func (d *Directory) Ready() <-chan struct{} { return d.ready }

// Watch follows the bucket until ctx ends. onChange, if set, is called after
// each change with the token that changed.
func (d *Directory) Watch(ctx context.Context, onChange func(Record)) error {
	return d.bus.Follow(ctx, bus.BucketIdentity, "", func(c bus.Change) {
		if r, ok := d.apply(c); ok && onChange != nil {
			onChange(r)
		}
	}, d.markReady)
}

func (d *Directory) markReady() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.synced {
		d.synced = true
		close(d.ready)
	}
}

func (d *Directory) apply(e bus.Change) (Record, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if e.Revision < d.seen[e.Key] {
		return Record{}, false
	}
	d.seen[e.Key] = e.Revision
	gone := e.Deleted
	if id, ok := strings.CutPrefix(e.Key, "token."); ok {
		var r Record
		if gone || json.Unmarshal(e.Value, &r) != nil || r.ID != id {
			r = d.tokens[id]
			delete(d.tokens, id)
			r.Revoked = d.now()
			return r, r.ID != ""
		}
		d.tokens[id] = r
		return r, true
	}
	if name, ok := strings.CutPrefix(e.Key, "user."); ok {
		var u User
		if gone || json.Unmarshal(e.Value, &u) != nil {
			delete(d.users, name)
			return Record{}, false
		}
		d.users[name] = u
	}
	return Record{}, false
}

// Verify says whose token this is. Every failure is ErrInvalid. A token that the
// whole copy does not know is looked up once in the bucket: it may be newer.
func (d *Directory) Verify(ctx context.Context, text string) (User, Record, error) {
	id, secret, err := Parse(text)
	if err != nil {
		return User{}, Record{}, err
	}
	if d.behind(id) {
		d.fetch(ctx, RecordKey(id))
		if r, ok := d.Token(id); ok {
			d.fetch(ctx, UserKey(r.Tenant, r.User))
		}
	}
	return d.verify(id, secret)
}

// behind says whether a whole copy lacks this token, or its user.
func (d *Directory) behind(id string) bool {
	d.mu.RLock()
	defer d.mu.RUnlock()
	r, ok := d.tokens[id]
	if ok {
		_, ok = d.users[r.Tenant+"."+r.User]
	}
	return d.synced && !ok
}

func (d *Directory) fetch(ctx context.Context, key string) {
	kv, err := d.bus.Bucket(ctx, bus.BucketIdentity)
	if err != nil {
		return
	}
	if e, err := kv.Get(ctx, key); err == nil {
		d.apply(bus.Change{Key: key, Value: e.Value(), Revision: e.Revision()})
	}
}

func (d *Directory) verify(id, secret string) (User, Record, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	r := d.tokens[id]
	if err := r.Check(secret, d.now()); err != nil || !d.synced {
		return User{}, Record{}, ErrInvalid
	}
	u, ok := d.users[r.Tenant+"."+r.User]
	if !ok {
		return User{}, Record{}, ErrInvalid
	}
	return u, r, nil
}

// Tokens lists the records of a tenant, in no order.
func (d *Directory) Tokens(tenant string) []Record {
	d.mu.RLock()
	defer d.mu.RUnlock()
	var out []Record
	for _, r := range d.tokens {
		if r.Tenant == tenant {
			out = append(out, r)
		}
	}
	return out
}

// Roles are those of a user; false where there is no such user, or no whole copy.
func (d *Directory) Roles(tenant, user string) ([]string, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	u, ok := d.users[tenant+"."+user]
	if !ok || !d.synced {
		return nil, false
	}
	return slices.Clone(u.Roles), true
}

// Token finds one by id.
func (d *Directory) Token(id string) (Record, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	r, ok := d.tokens[id]
	return r, ok
}

// Keys of the IDENTITY bucket.
func RecordKey(id string) string         { return "token." + id }
func UserKey(tenant, user string) string { return "user." + tenant + "." + user }
