package dlp

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/catalog"
	"sluice/pkg/chat"
	"sluice/pkg/exchange"
	"sluice/pkg/policy"
	"sluice/pkg/policy/names"
	"sluice/pkg/requests"
	"sluice/pkg/scan"
	"sluice/pkg/seal"
)

// world is the stage alone on a real server: what it hands on stays on its stream.
type world struct {
	t          *testing.T
	bus        *bus.Bus // in the account of dlp, where callers' requests arrive
	inside     *bus.Bus // where the streams are
	provenance *bus.Bus
	s          *Service
	logs       *buffer
}

type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// fixed is a policy that nobody changes.
type fixed struct{ p *policy.Policy }

func (f fixed) ForNew() (*policy.Policy, error) { return f.p, nil }

func newWorld(t *testing.T, change func(*Deps)) *world {
	t.Helper()
	srv := bustest.Start(t)
	b := srv.Connect(bus.UserDLP)
	keys := t.TempDir()
	if err := seal.EnsureKEK(keys, bus.WriteNew); err != nil {
		t.Fatal(err)
	}
	kek, err := seal.LoadKEK(keys)
	if err != nil {
		t.Fatal(err)
	}
	detectors := scan.Default()
	rules, err := policy.Load("", names.Known(detectors))
	if err != nil {
		t.Fatal(err)
	}
	validator, err := chat.NewValidator()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, bus: srv.Connect(bus.UserDLP), inside: srv.Connect(bus.UserSetup), provenance: srv.Connect(bus.UserProvenance), logs: &buffer{}}
	d := Deps{
		Bus: b, Book: requests.NewBook(bustest.Bucket(t, b, bus.BucketRequests), time.Now),
		Sealer:   seal.New(kek, bus.KeyStore{KV: bustest.Bucket(t, b, bus.BucketKeys)}, time.Now),
		Policies: fixed{rules}, Detectors: detectors, Validator: validator, Catalog: models(t, srv.Connect(bus.UserDispatch), b),
		Log: slog.New(slog.NewTextHandler(w.logs, nil)), Now: time.Now,
		MaxBody: 1 << 20, Room: 1 << 20, MaxInHand: 1 << 20, Concurrency: 4,
		Flag: func(context.Context, exchange.Stage, *exchange.Exchange) error { return nil },
	}
	change(&d)
	if w.s, err = Start(d); err != nil {
		t.Fatal(err)
	}
	return w
}

func models(t *testing.T, dispatch, b *bus.Bus) *catalog.Catalog {
	t.Helper()
	kv := bustest.Bucket(t, dispatch, bus.BucketModels)
	if err := catalog.Announce(t.Context(), kv, "p", catalog.Listing{Models: []string{"m"}}); err != nil {
		t.Fatal(err)
	}
	c := catalog.New()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- c.Watch(ctx, b) }()
	t.Cleanup(func() {
		cancel()
		<-ended
	})
	select {
	case <-c.Ready():
	case <-time.After(20 * time.Second):
		t.Fatal("no catalog")
	}
	return c
}

func body(content string) []byte {
	return fmt.Appendf(nil, `{"model":"m","messages":[{"role":"user","content":%q}]}`, content)
}

func (w *world) ask(data []byte, headers ...string) bus.Ack {
	w.t.Helper()
	m := nats.NewMsg(bus.UserSubject(bus.Request, "acme", "alice"))
	m.Data = data
	for i := 0; i < len(headers); i += 2 {
		m.Header.Add(headers[i], headers[i+1])
	}
	reply, err := w.bus.NC.RequestMsg(m, 20*time.Second)
	if err != nil {
		w.t.Fatal(err)
	}
	var a bus.Ack
	if err := json.Unmarshal(reply.Data, &a); err != nil {
		w.t.Fatal(err)
	}
	return a
}

func (w *world) refused(a bus.Ack, status int, code string) {
	w.t.Helper()
	if a.Detail == nil || a.Detail.Status != status || a.Detail.Code != code || a.Stream != "" {
		w.t.Errorf("got %+v (%+v), want %d %s\n%s", a, a.Detail, status, code, w.logs)
	}
}

func (w *world) accepted(a bus.Ack) *exchange.Exchange {
	w.t.Helper()
	if a.Err != nil || a.Stream != bus.StreamGuard {
		w.t.Fatalf("not accepted: %+v\n%s", a.Detail, w.logs)
	}
	stream, err := w.inside.JS.Stream(w.t.Context(), a.Stream)
	if err != nil {
		w.t.Fatal(err)
	}
	m, err := stream.GetMsg(w.t.Context(), a.Seq)
	if err != nil {
		w.t.Fatal(err)
	}
	x, err := exchange.Decode(m.Data)
	if err != nil {
		w.t.Fatal(err)
	}
	return x
}

// What fits as it came and not with its placeholders is refused, in words, and
// leaves no entry: NATS could not carry it on.
func TestGrowsOverTheRoom(t *testing.T) {
	var mails strings.Builder
	for i := range 40 {
		fmt.Fprintf(&mails, "a%d@b.co ", i)
	}
	grows := body(mails.String())
	same := body(strings.Repeat("x", mails.Len()))
	w := newWorld(t, func(d *Deps) { d.Room = len(grows) + 200 })
	w.refused(w.ask(grows, "Nats-Msg-Id", "grows"), 413, "request_too_large")
	if _, err := w.s.Book.Get(t.Context(), exchange.Key("acme", "alice", "grows")); err != requests.ErrNone {
		t.Errorf("it left an entry: %v", err)
	}
	x := w.accepted(w.ask(same, "Nats-Msg-Id", "same"))
	if x.DLP.Bytes != len(same) {
		t.Errorf("got %+v", x.DLP)
	}
	w.accepted(w.ask(body("a1@b.co"), "Nats-Msg-Id", "few"))
}

// A panic costs its own request only, gives back its place, and tells nothing.
func TestPanic(t *testing.T) {
	const secret = "planted " + "value"
	var armed atomic.Bool
	w := newWorld(t, func(d *Deps) {
		d.Concurrency, d.MaxInHand = 1, 200 // a place that is not given back is missed
		d.Now = func() time.Time {
			if armed.CompareAndSwap(true, false) {
				panic(secret)
			}
			return time.Now()
		}
	})
	for range 3 {
		armed.Store(true)
		a := w.ask(body("hello"))
		w.refused(a, 500, "internal_error")
		if strings.Contains(string(a.JSON()), secret) {
			t.Error("the answer tells what panicked")
		}
		w.idle()
		w.accepted(w.ask(body("hello")))
		w.idle()
	}
	if l := w.logs.String(); strings.Contains(l, secret) || strings.Count(l, "a request panicked") != 3 {
		t.Errorf("the log says\n%s", l)
	}
}

// idle returns when nothing is in hand: a place is given back after the answer.
func (w *world) idle() {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 20*time.Second)
	defer cancel()
	if err := w.s.house.empty(ctx); err != nil {
		w.t.Fatal("a place was not given back")
	}
	w.s.house.rooms.Release(w.s.house.places)
}

func TestHeaders(t *testing.T) {
	w := newWorld(t, func(*Deps) {})
	for name, tt := range map[string]struct {
		headers []string
		code    string // "" where it is accepted
	}{
		"none":                 {nil, ""},
		"id":                   {[]string{"Nats-Msg-Id", "r-1_A"}, ""},
		"other headers":        {[]string{"X-Any", "thing", "Natsy", "x"}, ""},
		"two ids":              {[]string{"Nats-Msg-Id", "a", "Nats-Msg-Id", "b"}, "invalid_request_id"},
		"empty id":             {[]string{"Nats-Msg-Id", ""}, "invalid_request_id"},
		"id of two tokens":     {[]string{"Nats-Msg-Id", "a.b"}, "invalid_request_id"},
		"id with wildcard":     {[]string{"Nats-Msg-Id", ">"}, "invalid_request_id"},
		"long id":              {[]string{"Nats-Msg-Id", strings.Repeat("a", 65)}, "invalid_request_id"},
		"id that is a secret":  {[]string{"Nats-Msg-Id", "AKIA" + "IOSFODNN7EXAMPLE"}, "invalid_request_id"},
		"expected stream":      {[]string{"Nats-Expected-Stream", "DISPATCH"}, "unsupported_header"},
		"rollup":               {[]string{"Nats-Rollup", "all"}, "unsupported_header"},
		"in small letters":     {[]string{"nats-rollup", "all"}, "unsupported_header"},
		"id in small letters":  {[]string{"nats-msg-id", "a"}, "unsupported_header"},
		"one good and one bad": {[]string{"Nats-Msg-Id", "a", "Nats-TTL", "1s"}, "unsupported_header"},
	} {
		t.Run(name, func(t *testing.T) {
			w := *w
			w.t = t
			a := w.ask(body("hello "+name), tt.headers...)
			if tt.code != "" {
				w.refused(a, 400, tt.code)
				return
			}
			x := w.accepted(a)
			if x.ID != a.ID || !bus.ValidName(x.ID) || len(tt.headers) > 0 && tt.headers[0] == "Nats-Msg-Id" && x.ID != tt.headers[1] {
				t.Errorf("its id is %q, told %q", x.ID, a.ID)
			}
		})
	}
}
