package exchange

import (
	"strings"
	"testing"
	"time"
)

// Whoever may choose one part must not reach the key of other parts.
func TestKeyDoesNotCollide(t *testing.T) {
	parts := []string{"", "a", "b", "ab", "ba", "a.b", "a\x00b", "\x00", "\x00\x00\x00\x00\x00\x00\x00\x01", "\x01a", strings.Repeat("a", 256)}
	seen := map[string][3]string{}
	for _, tenant := range parts {
		for _, user := range parts {
			for _, id := range parts {
				k := Key(tenant, user, id)
				if len(k) != 64 {
					t.Fatalf("a key of %d characters", len(k))
				}
				if other, twice := seen[k]; twice {
					t.Errorf("%q has the key of %q", [3]string{tenant, user, id}, other)
				}
				seen[k] = [3]string{tenant, user, id}
			}
		}
	}
}

// The key stands on subjects and in evidence: it must never change.
func TestKeyIsFixed(t *testing.T) {
	const want = "dfed5a0b73f03ed99479ba55721dc8c8800e34476561915c322a777b0731311d"
	if got := Key("acme", "alice", "r-1"); got != want {
		t.Errorf("got %s", got)
	}
}

func TestInstance(t *testing.T) {
	x := &Exchange{Key: "k", Accepted: time.UnixMilli(1700000000123)}
	if got := x.Instance(); got != "k.1700000000123" {
		t.Errorf("got %s", got)
	}
}

func TestExpired(t *testing.T) {
	at := time.Unix(100, 0)
	x := &Exchange{Deadline: at}
	if x.Expired(at.Add(-1)) || !x.Expired(at) || !x.Expired(at.Add(1)) {
		t.Error("the deadline is the first instant that is too late")
	}
}
