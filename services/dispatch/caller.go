package dispatch

import (
	"bytes"
	"context"
	"strings"
	"time"

	"github.com/cespare/xxhash/v2"
	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"sluice/pkg/exchange"
	"sluice/pkg/policy"
	"sluice/pkg/pool"
	"sluice/pkg/stage"
)

// caller says to the pool whose call it is, what its policy gives it, and, where the pool may choose, to which
// conversation it belongs.
func (s *Service) caller(x *exchange.Exchange, p *policy.Policy, prompt []byte) pool.Caller {
	c := pool.Caller{Tenant: x.Tenant, Lane: x.Lane, Weight: p.LaneWeight(x.Lane), Most: p.Admission(x.Tenant).Calls}
	if s.Pool.Several(x.Model) {
		c.Prefix = prefix(x.Tenant, x.Model, prompt)
	}
	return c
}

// crowded gives an exchange back whose tenant has as many calls as it may and enough that wait for them: it would hold a
// place of this stage's while others could use it. It comes again the later the longer it waits already.
func (s *Service) crowded(ctx context.Context, x *exchange.Exchange) error {
	now := s.Now()
	if x.Expired(now) {
		return nil
	}
	p, err := s.Policies.At(ctx, x.Policy.Digest)
	if err != nil {
		return err
	}
	if !s.Pool.Crowded(pool.Caller{Tenant: x.Tenant, Most: p.Admission(x.Tenant).Calls}) {
		return nil
	}
	return stage.Hold(min(max(now.Sub(x.Accepted)/2, soonest), latest, x.Deadline.Sub(now)))
}

// How soon and how late an exchange comes again whose tenant is crowded.
const (
	soonest = 250 * time.Millisecond
	latest  = 5 * time.Second
)

// prefix is a hash that all turns of a conversation have in common, and seldom two conversations. It is for placement
// alone: it is not kept, and nothing is decided by it. It is 0 where there is no conversation to be seen.
func prefix(tenant, model string, prompt []byte) uint64 {
	begins := opening(prompt)
	if len(begins) == 0 {
		return 0
	}
	h := xxhash.New()
	_, _ = h.WriteString(tenant + "\x00" + model + "\x00")
	_, _ = h.Write(begins)
	return max(h.Sum64(), 1)
}

// maxOpening is how much of a prompt is looked at, in bytes: who agrees in so much agrees in enough for an engine to have
// kept something of it.
const maxOpening = 64 << 10

// opening is the beginning of the messages: the instructions and the first message after them. All messages but the
// last turn would be another text at each turn; this one stays. The prompt is written by Sluice, so that equal messages
// are equal bytes, and it is read only so far.
func opening(prompt []byte) []byte {
	prompt = prompt[:min(len(prompt), maxOpening)]
	d := jsontext.NewDecoder(bytes.NewBuffer(prompt), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	if t, err := d.ReadToken(); err != nil || t.Kind() != '{' {
		return nil
	}
	for d.PeekKind() == '"' {
		name, err := d.ReadToken()
		if err != nil {
			return nil
		}
		if name.String() == "messages" {
			return first(d, prompt)
		}
		if err := d.SkipValue(); err != nil {
			return nil
		}
	}
	return nil
}

// first is opening with the decoder before the messages.
func first(d *jsontext.Decoder, prompt []byte) []byte {
	if t, err := d.ReadToken(); err != nil || t.Kind() != '[' {
		return nil
	}
	from := d.InputOffset()
	for d.PeekKind() == '{' {
		message, err := d.ReadValue()
		if err != nil {
			return prompt[from:] // it goes on past what is looked at
		}
		if !instructs(message) {
			break
		}
	}
	return prompt[from:d.InputOffset()]
}

// instructs reports whether a message comes from the application and not from the conversation.
func instructs(message []byte) bool {
	var m struct {
		Role string `json:"role"`
	}
	err := jsonv2.Unmarshal(message, &m, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	return err == nil && (strings.EqualFold(m.Role, "system") || strings.EqualFold(m.Role, "developer"))
}
