package edge

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/exchange"
	"sluice/pkg/live"
	"sluice/pkg/policy"
	"sluice/pkg/telemetry"
	"sluice/pkg/upload"
)

// These bound the waits for dlp's ack. A dlp process that dies with a request in
// hand says nothing; the same request is safe to send again, to another one.
const (
	firstAckTime = 5 * time.Second
	lastAckTime  = 15 * time.Second
)

// complete passes a prompt to dlp and waits for the outcome of its exchange. The
// subscription to the outcome stands before the prompt is sent.
func (c *call) complete() {
	leave, fault := c.admit()
	if fault != nil {
		c.fail(fault)
		return
	}
	defer leave()
	body, release, fault := c.read()
	if fault != nil {
		c.fail(fault)
		return
	}
	defer release()
	if body, fault = c.ask(body); fault != nil {
		c.fail(fault)
		return
	}
	if fault := c.spend(len(body)); fault != nil {
		c.fail(fault)
		return
	}
	key := exchange.Key(c.user.Tenant, c.user.User, c.access.RequestID)
	outcome := make(chan *nats.Msg, 4)
	sub, err := c.Bus.NC.ChanSubscribe(bus.ResponseSubject(c.user.Tenant, c.user.User, c.access.RequestID), outcome)
	if err != nil {
		c.fail(chat.ErrUnavailable())
		return
	}
	defer func() { _ = sub.Unsubscribe() }()
	heldUp, stop := c.notices.wait(key)
	defer stop()
	in, stopIn := c.deltas.wait(key, piecesFor(body))
	defer stopIn()

	ack, err := c.send(body)
	if err != nil {
		if c.r.Context().Err() != nil {
			c.left(key, in) // dlp may have taken it all the same
		}
		c.Log.WarnContext(c.r.Context(), "dlp took no request", "error", err)
		c.fail(chat.ErrUnavailable())
		return
	}
	if ack.Err != nil {
		// dlp has logged it.
		c.spentNothing()
		c.answerError(orInternal(ack.Detail))
		return
	}
	if ack.Duplicate {
		if err := live.Back(c.Bus, key); err != nil {
			c.Log.WarnContext(c.r.Context(), "dispatch may take a client for gone who came back", "error", err)
		}
	}
	c.await(key, outcome, heldUp, in)
}

// ask reads the request in its surface's shape, and is its chat completion. Few are read
// at once: a small body may make a large tree.
func (c *call) ask(body []byte) ([]byte, *chat.Error) {
	select {
	case c.asking <- struct{}{}:
		defer func() { <-c.asking }()
	case <-c.r.Context().Done():
		return nil, chat.ErrUnavailable()
	}
	var fault *chat.Error
	if c.asked, fault = c.as.Ask(body); fault != nil {
		return nil, fault
	}
	if body = c.asked.Chat(); int64(len(body)) > c.MaxBody { // one shape may be longer than another
		return nil, chat.ErrTooLarge(int(c.MaxBody))
	}
	return body, nil
}

// admit counts a request of this tenant until it has its outcome. Its rate is
// dlp's to limit, for both doors.
func (c *call) admit() (leave func(), fault *chat.Error) {
	limit := c.Policies.Current().Admission(c.user.Tenant)
	leave, after, ok := c.gate.Admit(c.user.Tenant, policy.Limit{InFlight: limit.InFlight, Limited: limit.InFlight > 0})
	if !ok {
		return nil, chat.ErrRateLimitFor(after)
	}
	return leave, nil
}

func orInternal(e *chat.Error) *chat.Error {
	if e == nil || e.Status < 400 {
		return chat.ErrInternal()
	}
	return e
}

// firstRoom is the most that is set aside for a body before any of it has come, in bytes.
const firstRoom = 16 << 10

// read takes the body into memory, within the bounds of one request and of all.
func (c *call) read() (body []byte, release func(), fault *chat.Error) {
	kind, _, err := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" || c.r.Header.Get("Content-Encoding") != "" {
		return nil, nil, chat.ErrMediaType()
	}
	if c.r.ContentLength > c.MaxBody {
		return nil, nil, chat.ErrTooLarge(int(c.MaxBody))
	}
	size := c.r.ContentLength
	if size < 0 {
		size = c.MaxBody
	}
	if !c.bytes.TryAcquire(size) {
		return nil, nil, chat.ErrRateLimit()
	}
	// What was announced has room at once, but for a body that may never come.
	b := bytes.NewBuffer(make([]byte, 0, min(size, firstRoom)+bytes.MinRead))
	_, err = b.ReadFrom(http.MaxBytesReader(c.w, c.r.Body, c.MaxBody))
	body = b.Bytes()
	c.access.Bytes = len(body)
	if err != nil {
		c.bytes.Release(size)
		var over *http.MaxBytesError
		if errors.As(err, &over) {
			return nil, nil, chat.ErrTooLarge(int(c.MaxBody))
		}
		return nil, nil, chat.ErrInvalid("", "incomplete_body", "The body ended before it was whole. Send it again.")
	}
	return body, func() { c.bytes.Release(size) }, nil
}

func (c *call) send(body []byte) (bus.Ack, error) {
	m := nats.NewMsg(bus.UserSubject(bus.Ingress, c.user.Tenant, c.user.User))
	m.Data = body
	m.Header.Set(jetstream.MsgIDHeader, c.access.RequestID)
	m.Header.Set(live.HeaderEdge, c.name)
	m.Header.Set(live.HeaderOperation, c.access.Operation)
	if c.named {
		m.Header.Set(live.HeaderNamed, "1")
	}
	telemetry.Inject(c.r.Context(), m.Header)
	var reply *nats.Msg
	var err error
	for _, d := range [...]time.Duration{firstAckTime, lastAckTime} {
		ctx, cancel := context.WithTimeout(c.r.Context(), d)
		reply, err = upload.Send(ctx, c.Bus, m)
		cancel()
		again := errors.Is(err, context.DeadlineExceeded) || errors.Is(err, upload.ErrBroken)
		if !again || c.r.Context().Err() != nil {
			break
		}
	}
	if err != nil {
		return bus.Ack{}, err
	}
	var ack bus.Ack
	if err := json.Unmarshal(reply.Data, &ack); err != nil {
		return bus.Ack{}, errors.New("the ack does not decode")
	}
	return ack, nil
}

// await waits for the released outcome. A release is a plain message and may be
// missed (a stage died right before it, or NATS was away), so the entry in
// REQUESTS is looked at too, more and more rarely.
func (c *call) await(key string, outcome <-chan *nats.Msg, heldUp <-chan struct{}, in *inflow) {
	ctx, cancel := context.WithTimeout(c.r.Context(), c.wait())
	defer cancel()
	look := 500 * time.Millisecond
	timer := time.NewTimer(look)
	defer timer.Stop()
	s := c.speech(key)
	defer s.end()
	for {
		select {
		case d := <-in.pieces:
			s.add(ctx, d)
		case m := <-outcome:
			info, ok := bus.ReadResponse(m)
			if !ok || info.ID != c.access.RequestID {
				continue
			}
			body := m.Data
			if info.Apart { // else the next look finds it
				if info, body, ok = c.stored(ctx, key); !ok {
					continue
				}
			}
			s.drain(ctx, in)
			s.deliver(ctx, info, body)
			return
		case <-heldUp:
			s.refuse(chat.ErrUnavailable())
			return
		case <-timer.C:
			if info, body, ok := c.stored(ctx, key); ok {
				s.deliver(ctx, info, body)
				return
			}
			look = min(2*look, 5*time.Second)
			timer.Reset(look)
		case <-c.ending:
			s.refuse(chat.ErrUnavailable())
			return
		case <-ctx.Done():
			if c.r.Context().Err() == nil {
				s.refuse(chat.ErrTimeout())
				return
			}
			c.left(key, in)
			return
		}
	}
}

// left tells dispatch that nobody waits for key any more: the client has gone, and
// has not asked the same again meanwhile.
func (c *call) left(key string, in *inflow) {
	if !c.deltas.leave(key, in) {
		return
	}
	if err := live.Cancel(c.Bus, c.name, key); err != nil {
		c.Log.WarnContext(c.r.Context(), "a client has gone, and its call goes on", "error", err)
	}
}
