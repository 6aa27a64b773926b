package upload

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/oklog/ulid/v2"

	"sluice/pkg/bus"
)

// Desk puts requests together that come in pieces, in memory. It is safe for concurrent use.
type Desk struct {
	name     string // of this process, as a token of subjects
	patience time.Duration
	sub      *nats.Subscription

	mu   sync.Mutex
	open map[string]*parcel // by the last token of its subject
}

// parcel is a request that is not whole yet.
type parcel struct {
	first *nats.Msg
	data  []byte
	size  int
	whole func(*nats.Msg)
	lost  func()
	timer *time.Timer
}

// Listen opens a desk. patience is how long the next piece of a request may take.
func Listen(nc *nats.Conn, patience time.Duration) (*Desk, error) {
	d := &Desk{name: ulid.Make().String(), patience: patience, open: map[string]*parcel{}}
	var err error
	if d.sub, err = nc.Subscribe(bus.Part+"."+d.name+".*", d.take); err != nil {
		return nil, fmt.Errorf("listening for pieces of requests: %w", err)
	}
	return d, nil
}

// Size is how long the request is in whole, in bytes, that m is the first piece of; that of
// m itself where it is all.
func Size(m *nats.Msg) int {
	n, err := strconv.Atoi(m.Header.Get(headerSize))
	if err != nil || n <= len(m.Data) {
		return len(m.Data)
	}
	return n
}

// Begin takes the first piece of a request of this size, which the caller has room for, and
// asks for the next. One of both is called once: whole with the request put together, as if
// it had come so, or lost, if it does not come.
func (d *Desk) Begin(m *nats.Msg, size int, whole func(*nats.Msg), lost func()) {
	id := ulid.Make().String()
	p := &parcel{first: m, data: make([]byte, 0, size), size: size, whole: whole, lost: lost}
	p.data = append(p.data, m.Data...)
	d.mu.Lock()
	d.open[id] = p
	p.timer = time.AfterFunc(d.patience, func() { d.drop(id) })
	d.mu.Unlock()
	d.next(m, id)
}

func (d *Desk) next(m *nats.Msg, id string) {
	reply := nats.NewMsg(m.Reply)
	reply.Header.Set(headerNext, d.name+"."+id)
	if m.RespondMsg(reply) != nil {
		d.drop(id)
	}
}

func (d *Desk) drop(id string) {
	d.mu.Lock()
	p := d.open[id]
	delete(d.open, id)
	d.mu.Unlock()
	if p != nil {
		p.timer.Stop()
		p.lost()
	}
}

// take adds a piece. One that is not the next ends its request: nobody sends such.
func (d *Desk) take(m *nats.Msg) {
	id := m.Subject[strings.LastIndexByte(m.Subject, '.')+1:]
	at, err := strconv.Atoi(m.Header.Get(headerAt))
	d.mu.Lock()
	p := d.open[id]
	fits := p != nil && err == nil && at == len(p.data) && len(m.Data) > 0 && len(p.data)+len(m.Data) <= p.size
	if fits {
		p.data = append(p.data, m.Data...)
		p.timer.Reset(d.patience)
		if len(p.data) == p.size {
			delete(d.open, id)
			p.timer.Stop()
		}
	}
	d.mu.Unlock()
	switch {
	case !fits:
		reply := nats.NewMsg(m.Reply)
		reply.Header.Set(headerLost, "1")
		_ = m.RespondMsg(reply) // without an answer its sender waits, and sends it again too
		d.drop(id)
	case len(p.data) < p.size:
		d.next(m, id)
	default:
		request := *m
		request.Subject, request.Header, request.Data = p.first.Subject, p.first.Header, p.data
		p.whole(&request)
	}
}

// Close ends the desk once no request is on its way.
func (d *Desk) Close() error { return d.sub.Drain() }
