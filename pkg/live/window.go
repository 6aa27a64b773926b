package live

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/exchange"
)

// Question asks guard about a piece of a stream, sanitized, with as much of what
// was said before it as the verdict needs.
type Question struct {
	Policy   string    `json:"policy"` // digest of the policy that judged the prompt
	Tenant   string    `json:"tenant"` // whose prompt it was
	Asked    string    `json:"asked"`  // what the user said last, cut to MaxAsked bytes
	Text     string    `json:"text"`   // the window, with an overlap before it
	Deadline time.Time `json:"deadline"`
}

// MaxAsked bounds Asked, MaxText Text, both in bytes.
const (
	MaxAsked = 4 << 10
	MaxText  = 32 << 10
)

// Answer is a verdict. Only a page whose state is passed lets the window out, or
// excepted where the policy says so.
type Answer struct {
	Page    exchange.GuardPage `json:"page"`
	Blocked []string           `json:"blocked,omitempty"` // rules, where the state is failed
}

// Lets says whether the window may be released.
func (a Answer) Lets() bool {
	return a.Page.State == exchange.Passed || a.Page.State == exchange.Excepted
}

// ErrNoVerdict is for a question that nobody answered as it must be.
var ErrNoVerdict = errors.New("guard gave no verdict on a window")

// Ask asks any guard process and waits until ctx ends.
func Ask(ctx context.Context, b *bus.Bus, q Question) (Answer, error) {
	data, err := json.Marshal(q)
	if err != nil {
		return Answer{}, fmt.Errorf("asking about a window: %w", err)
	}
	m, err := b.NC.RequestMsgWithContext(ctx, message(ctx, bus.Window, data))
	if err != nil {
		return Answer{}, fmt.Errorf("%w: %w", ErrNoVerdict, err)
	}
	var a Answer
	if json.Unmarshal(m.Data, &a) != nil || a.Page.State == "" {
		return Answer{}, ErrNoVerdict
	}
	return a, nil
}
