package admission

import (
	"testing"
	"time"
)

// TestCalls: of a tenant that may have two calls of models at a time a flood waits, refused is none of it, and another
// tenant's requests do not stand behind it.
func TestCalls(t *testing.T) {
	const each, n = 250 * time.Millisecond, 24
	w := newWorld(t, head+"admission: {tenants: {acme: {calls: 2}}}\n", "limits: {concurrency: 16}\n")
	began := time.Now()
	flooded := make(chan time.Duration)
	go func() {
		if ok, refused := sorted(t, limited, at(w.limited, "l", n, hello("sluice-dev/slow-250"))); ok != n || refused > 0 {
			t.Errorf("%s: %d of %d completed, %d refused", limited, ok, n, refused)
		}
		flooded <- time.Since(began)
	}()
	ok, _ := sorted(t, others, at(w.others, "o", 20, hello("sluice-dev")))
	others := time.Since(began)
	took := <-flooded
	if least := n / 2 * each; ok != 20 || took < least || others > took/2 {
		t.Errorf("%d calls, two at a time, took %v, want at least %v; %d of 20 others were completed after %v", n, took, least, ok, others)
	}
	t.Logf("%d calls, two at a time, took %v; 20 others were completed after %v", n, took.Round(time.Millisecond), others.Round(time.Millisecond))
}
