package token

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// Directory is a live copy of the IDENTITY bucket: tokens by id, users by tenant
// and name. A revocation reaches it as fast as a message does. It fails closed:
// until the first copy is whole, nothing verifies.
type Directory struct {
	kv  jetstream.KeyValue
	now func() time.Time

	mu     sync.RWMutex
	tokens map[string]Record
	users  map[string]User
	seen   map[string]uint64 // revision by key: a look-up never undoes what the watch brought
	synced bool
	ready  chan struct{}
}

// NewDirectory returns an empty directory over the bucket; Watch fills it.
func NewDirectory(kv jetstream.KeyValue, now func() time.Time) *Directory {
	return &Directory{
		kv: kv, now: now, tokens: map[string]Record{}, users: map[string]User{}, seen: map[string]uint64{}, ready: make(chan struct{}),
	}
}

// Ready is closed once the first copy is whole.
func (d *Directory) Ready() <-chan struct{} { return d.ready }

// Watch follows the bucket until ctx ends. onChange, if set, is called after
// each change with the token that changed.
func (d *Directory) Watch(ctx context.Context, onChange func(Record)) error {
	w, err := d.kv.WatchAll(ctx)
	if err != nil {
		return fmt.Errorf("watching identities: %w", err)
	}
	defer func() { _ = w.Stop() }()
	for {
		select {
		case <-ctx.Done():
			return nil
		case e, ok := <-w.Updates():
			if !ok {
				if ctx.Err() != nil {
					return nil
				}
				return errors.New("watching identities: the watch ended")
			}
			if e == nil {
				d.markReady()
				continue
			}
			if r, ok := d.apply(e); ok && onChange != nil {
				onChange(r)
			}
		}
	}
}

func (d *Directory) markReady() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.synced {
		d.synced = true
		close(d.ready)
	}
}

func (d *Directory) apply(e jetstream.KeyValueEntry) (Record, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if e.Revision() < d.seen[e.Key()] {
		return Record{}, false
	}
	d.seen[e.Key()] = e.Revision()
	gone := e.Operation() != jetstream.KeyValuePut
	if id, ok := strings.CutPrefix(e.Key(), "token."); ok {
		var r Record
		if gone || json.Unmarshal(e.Value(), &r) != nil || r.ID != id {
			r = d.tokens[id]
			delete(d.tokens, id)
			r.Revoked = d.now()
			return r, r.ID != ""
		}
		d.tokens[id] = r
		return r, true
	}
	if name, ok := strings.CutPrefix(e.Key(), "user."); ok {
		var u User
		if gone || json.Unmarshal(e.Value(), &u) != nil {
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
	if e, err := d.kv.Get(ctx, key); err == nil {
		d.apply(e)
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
