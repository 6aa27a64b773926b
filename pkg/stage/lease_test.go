package stage

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestHeldEndsWithTheLease(t *testing.T) {
	base := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		name  string
		at    time.Duration
		renew time.Duration // 0: never
		want  error
	}{
		{"just taken", 0, 0, nil},
		{"well within", 800 * time.Millisecond, 0, nil},
		{"within the margin", 950 * time.Millisecond, 0, errLost},
		{"after a freeze", time.Minute, 0, errLost},
		{"renewed", 1500 * time.Millisecond, 2 * time.Second, nil},
		{"renewed, then frozen", 5 * time.Second, 2 * time.Second, errLost},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(context.Background())
			defer cancel(nil)
			now := base
			l := &tenure{now: func() time.Time { return now }, margin: 100 * time.Millisecond, lose: func() { cancel(errLost) }}
			l.extend(base.Add(time.Second))
			if tc.renew > 0 {
				l.extend(base.Add(tc.renew))
			}
			now = base.Add(tc.at)
			ctx = context.WithValue(ctx, tenureKey{}, l)
			if err := Held(ctx); !errors.Is(err, tc.want) {
				t.Errorf("Held = %v, want %v", err, tc.want)
			}
			if got := context.Cause(ctx); got != tc.want {
				t.Errorf("the work's context ended with %v, want %v", got, tc.want)
			}
		})
	}
}

func TestHeldWithoutALease(t *testing.T) {
	if err := Held(context.Background()); err != nil {
		t.Error(err)
	}
}
