package isolation

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"

	"sluice/loadtest/rig"
	"sluice/pkg/bus"
)

// TestCredentials: who does not show a good token, or the key of a service, does
// not get in.
func TestCredentials(t *testing.T) {
	up := rig.StartUp(t, "")
	w := people(t, up.URL(), up.Data, up.Keys)
	stranger, err := nkeys.CreateUser()
	if err != nil {
		t.Fatal(err)
	}
	strangerKey, err := stranger.PublicKey()
	if err != nil {
		t.Fatal(err)
	}
	good := w.alice.token
	id, secret, _ := strings.Cut(strings.TrimPrefix(good, "slc_"), "_")
	last := byte('A')
	if secret[0] == last {
		last = 'B'
	}
	revoked := w.create(t, "alice")
	w.sluice(t, "token", "revoke", revoked.Record.ID)

	for _, tt := range []struct {
		name string
		opt  nats.Option
		ok   bool
	}{
		{"nothing", nats.Name("nobody"), false},
		{"empty token", nats.Token(""), false},
		{"no token at all", nats.Token("letmein"), false},
		{"unknown token", nats.Token("slc_000000000000_" + strings.Repeat("A", 43)), false},
		{"known id, other secret", nats.Token("slc_" + id + "_" + string(last) + secret[1:]), false},
		{"known id, no secret", nats.Token("slc_" + id + "_"), false},
		{"token and more", nats.Token(good + "x"), false},
		{"another's id, this one's secret", nats.Token("slc_" + w.bob.tokenID + "_" + secret), false},
		{"stored hash as secret", nats.Token("slc_" + id + "_" + strings.Repeat("0", 43)), false},
		{"revoked token", nats.Token(revoked.Token), false},
		{"token as user name", nats.UserInfo(good, ""), false},
		{"user and a wrong password", nats.UserInfo("alice", "x"), false},
		{"unknown nkey", nats.Nkey(strangerKey, stranger.Sign), false},
		{"a service's nkey, another's signature", nats.Nkey(serviceKey(t, up.Keys), stranger.Sign), false},
		{"a user JWT of one's own making", selfMade(t), false},
		{"good token", nats.Token(good), true},
		{"good token as password", nats.UserInfo("anybody", good), true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			nc, err := nats.Connect(w.url, tt.opt, nats.Timeout(wait))
			if err == nil {
				defer nc.Close()
			}
			switch {
			case tt.ok && err != nil:
				t.Errorf("refused: %v", err)
			case !tt.ok && err == nil:
				t.Error("got in")
			case !tt.ok && !errors.Is(err, nats.ErrAuthorization):
				t.Errorf("refused by another error: %v", err)
			}
		})
	}
	if log := w.alice.exchange(t, "after", "still there"); !strings.Contains(log, "still there") {
		t.Error("alice's own connection suffered")
	}
}

func serviceKey(t *testing.T, keys string) string {
	t.Helper()
	seed, err := bus.Seed(keys, bus.UserDLP)
	if err != nil {
		t.Fatal(err)
	}
	kp, err := nkeys.FromSeed(seed)
	if err != nil {
		t.Fatal(err)
	}
	pub, err := kp.PublicKey()
	if err != nil {
		t.Fatal(err)
	}
	return pub
}

// selfMade is a user JWT for Sluice's account, signed by an account key that
// nobody knows.
func selfMade(t *testing.T) nats.Option {
	t.Helper()
	account, err := nkeys.CreateAccount()
	if err != nil {
		t.Fatal(err)
	}
	user, err := nkeys.CreateUser()
	if err != nil {
		t.Fatal(err)
	}
	pub, err := user.PublicKey()
	if err != nil {
		t.Fatal(err)
	}
	c := jwt.NewUserClaims(pub)
	c.Audience = bus.AccountSluice
	text, err := c.Encode(account)
	if err != nil {
		t.Fatal(err)
	}
	return nats.UserJWT(func() (string, error) { return text, nil }, user.Sign)
}

// gone waits until a connection is closed for good, with no way back.
func gone(t *testing.T, nc *nats.Conn, within time.Duration) {
	t.Helper()
	rig.Eventually(t, within, "the connection is closed", func() bool { return !nc.IsConnected() })
	rig.Eventually(t, within, "it stays closed", nc.IsClosed)
}

// soon bounds how long a revoked or expired token may be used.
const soon = 2 * time.Second

// TestRevocation: an open connection ends with its token, and with no other's.
func TestRevocation(t *testing.T) {
	w := newWorld(t)
	second := w.create(t, "alice")
	spare, same := w.connect(t, "alice", second.Token), w.connect(t, "alice", second.Token)
	spare.exchange(t, "v-1", "it works")
	w.alice.outcome(t, "v-1") // it is the same user

	w.sluice(t, "token", "revoke", second.Record.ID)
	gone(t, spare.nc, soon)
	gone(t, same.nc, soon)
	if nc, err := nats.Connect(w.url, nats.Token(second.Token)); !errors.Is(err, nats.ErrAuthorization) {
		nc.Close()
		t.Errorf("the revoked token came back: %v", err)
	}
	w.alice.exchange(t, "v-2", "the other token of the same user still works")
	w.bob.exchange(t, "v-2", "so does the other user's")
}

// TestExpiry: the same for a token whose time is over.
func TestExpiry(t *testing.T) {
	w := newWorld(t)
	m := w.create(t, "alice", "--expires", "2s")
	short := w.connect(t, "alice", m.Token)
	short.exchange(t, "e-1", "it works")
	gone(t, short.nc, 2*time.Second+soon)
	if _, err := nats.Connect(w.url, nats.Token(m.Token)); !errors.Is(err, nats.ErrAuthorization) {
		t.Errorf("the expired token came back: %v", err)
	}
}
