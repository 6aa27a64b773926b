package stage

import (
	"errors"
	"fmt"
	"testing"
	"time"
)

func TestDelay(t *testing.T) {
	const most = 30 * time.Second
	for n, want := range map[uint64]time.Duration{
		0: 100 * time.Millisecond, 1: 100 * time.Millisecond, 2: 200 * time.Millisecond, 5: 1600 * time.Millisecond,
		9: 25600 * time.Millisecond, 10: most, 16: most, 17: most, 1 << 63: most,
	} {
		if got := Delay(n, most); got != want {
			t.Errorf("delivery %d: %s, want %s", n, got, want)
		}
	}
	if got := Delay(1, 0); got != minDelay {
		t.Errorf("got %s", got)
	}
}

func TestSteeringErrors(t *testing.T) {
	var hold *Holding
	if err := fmt.Errorf("x: %w", Hold(time.Second)); !errors.As(err, &hold) || hold.Delay != time.Second {
		t.Errorf("got %v", err)
	}
	if err := Hold(-time.Second); !errors.As(err, &hold) || hold.Delay != minDelay {
		t.Errorf("got %v", err)
	}
	var reject *Rejection
	if err := fmt.Errorf("x: %w", Reject("no page")); !errors.As(err, &reject) || reject.Reason != "no page" {
		t.Errorf("got %v", err)
	}
}
