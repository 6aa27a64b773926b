package pool

import (
	"context"
	"errors"
	"testing"
)

// TestBeforeIsAskedBeforeEachCall: its error ends Chat without a call, gives the
// slot back and counts against no backend.
func TestBeforeIsAskedBeforeEachCall(t *testing.T) {
	gone := errors.New("gone")
	calls := 0
	may := true
	p := build(t, Options{Failures: 1, Before: func(context.Context) error {
		if may {
			return nil
		}
		return gone
	}}, one("a", func(context.Context) error { calls++; return nil }))
	if _, _, err := p.Chat(t.Context(), "m", Caller{}, nil); err != nil || calls != 1 {
		t.Fatalf("a call with leave: %v after %d calls", err, calls)
	}
	may = false
	_, served, err := p.Chat(t.Context(), "m", Caller{}, nil)
	if !errors.Is(err, gone) || calls != 1 || served.Attempts != 0 {
		t.Errorf("a call without leave: %v after %d calls, %d attempts", err, calls, served.Attempts)
	}
	if s := p.States()[0]; s.Outstanding != 0 || s.Breaker != "closed" {
		t.Errorf("the backend is left as %+v", s)
	}
}
