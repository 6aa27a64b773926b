package upload_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/upload"
)

// desk is a dlp process that answers a request with its length.
type desk struct {
	edge *bus.Bus
	mu   sync.Mutex
	came []*nats.Msg
	lost chan struct{}
}

func newDesk(t testing.TB, patience time.Duration) *desk {
	t.Helper()
	srv := bustest.StartWith(t, bus.LeastPayload)
	d := &desk{edge: srv.Connect(bus.UserEdge), lost: make(chan struct{}, 8)}
	dlp := srv.Connect(bus.UserDLP)
	parts, err := upload.Listen(dlp.NC, patience)
	if err != nil {
		t.Fatal(err)
	}
	whole := func(m *nats.Msg) {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.came = append(d.came, m)
		_ = m.Respond([]byte("taken"))
	}
	_, err = dlp.NC.QueueSubscribe(bus.Ingress+".*.*", "dlp", func(m *nats.Msg) {
		if size := upload.Size(m); size > len(m.Data) {
			parts.Begin(m, size, whole, func() { d.lost <- struct{}{} })
			return
		}
		whole(m)
	})
	if err == nil {
		err = dlp.NC.Flush()
	}
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func request(body []byte) *nats.Msg {
	m := nats.NewMsg(bus.UserSubject(bus.Ingress, "acme", "alice"))
	m.Data = body
	m.Header.Set("Nats-Msg-Id", "r")
	return m
}

// However long a request is, it comes whole, with its headers, and is answered once.
func TestSend(t *testing.T) {
	d := newDesk(t, time.Minute)
	room := d.edge.Room()
	for _, size := range []int{0, 1, room, room + 1, 2 * room, 4 << 20, 6<<20 + 1} {
		body := bytes.Repeat([]byte("0123456789abcde\n"), size/16+1)[:size]
		m := request(body)
		reply, err := upload.Send(t.Context(), d.edge, m)
		if err != nil || string(reply.Data) != "taken" {
			t.Fatalf("%d bytes: %v, %v", size, reply, err)
		}
		d.mu.Lock()
		got := d.came[len(d.came)-1]
		d.mu.Unlock()
		if !bytes.Equal(got.Data, body) || got.Subject != m.Subject || got.Header.Get("Nats-Msg-Id") != "r" {
			t.Errorf("%d bytes: %d came on %s", size, len(got.Data), got.Subject)
		}
		if len(m.Header) != 1 || len(m.Data) != size {
			t.Errorf("%d bytes: the caller's message was changed", size)
		}
	}
	if len(d.came) != 7 || len(d.lost) != 0 {
		t.Errorf("%d requests came, %d were lost", len(d.came), len(d.lost))
	}
}

func TestManyAtOnce(t *testing.T) {
	d := newDesk(t, time.Minute)
	var all sync.WaitGroup
	for i := range 16 {
		all.Go(func() {
			body := bytes.Repeat([]byte{byte('a' + i)}, 2<<20+i)
			if _, err := upload.Send(t.Context(), d.edge, request(body)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	sizes := map[int]bool{}
	for _, m := range d.came {
		if len(bytes.Trim(m.Data, string(m.Data[0]))) != 0 {
			t.Error("two requests were mixed")
		}
		sizes[len(m.Data)] = true
	}
	if len(sizes) != 16 {
		t.Errorf("%d requests came whole", len(sizes))
	}
}

// Who breaks off, or sends what does not follow, has sent nothing, and its room is given back.
func TestBrokenOff(t *testing.T) {
	d := newDesk(t, 50*time.Millisecond)
	first := request(make([]byte, 1000))
	first.Header.Set("Sluice-Size", "3000")
	ask := func(m *nats.Msg) *nats.Msg {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		reply, err := d.edge.NC.RequestMsgWithContext(ctx, m)
		if err != nil {
			t.Fatal(err)
		}
		return reply
	}
	next := func(reply *nats.Msg, at string, size int) *nats.Msg {
		m := nats.NewMsg(bus.Part + "." + reply.Header.Get("Sluice-Next"))
		m.Header.Set("Sluice-At", at)
		m.Data = make([]byte, size)
		return m
	}
	lost := func(m *nats.Msg) bool { return m.Header.Get("Sluice-Lost") != "" && m.Header.Get("Sluice-Next") == "" }
	begun := ask(first)
	<-d.lost // nothing followed
	if reply := ask(next(begun, "1000", 1000)); !lost(reply) {
		t.Errorf("after its time: %s", reply.Data)
	}
	for name, m := range map[string]struct {
		at   string
		size int
	}{"a gap": {"1500", 1000}, "the same again": {"0", 1000}, "nowhere": {"x", 1000}, "too much": {"1000", 2001}, "nothing": {"1000", 0}} {
		if reply := ask(next(ask(first), m.at, m.size)); !lost(reply) {
			t.Errorf("%s: %s", name, reply.Data)
		}
		<-d.lost
	}
	if len(d.came) != 0 {
		t.Errorf("%d requests came", len(d.came))
	}
}

// A request of which pieces were taken by a process that is not there any more, or does
// not know of it, may be sent again: its sender is told so.
func TestSenderHearsOfABreak(t *testing.T) {
	srv := bustest.StartWith(t, bus.LeastPayload)
	edge, dlp := srv.Connect(bus.UserEdge), srv.Connect(bus.UserDLP)
	_, err := dlp.NC.Subscribe(bus.Part+".here.*", func(m *nats.Msg) {
		reply := nats.NewMsg(m.Reply)
		reply.Header.Set("Sluice-Lost", "1")
		_ = m.RespondMsg(reply)
	})
	next := make(chan string, 1)
	if err == nil {
		_, err = dlp.NC.Subscribe(bus.Ingress+".*.*", func(m *nats.Msg) {
			reply := nats.NewMsg(m.Reply)
			reply.Header.Set("Sluice-Next", <-next)
			_ = m.RespondMsg(reply)
		})
	}
	if err == nil {
		err = dlp.NC.Flush()
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, where := range []string{"here.parcel", "gone.parcel"} {
		next <- where
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		if _, err := upload.Send(ctx, edge, request(make([]byte, edge.Room()+1))); !errors.Is(err, upload.ErrBroken) {
			t.Errorf("%s: %v", where, err)
		}
		cancel()
	}
}

func TestSize(t *testing.T) {
	for header, want := range map[string]int{"": 10, "x": 10, "-1": 10, "10": 10, "9": 10, "11": 11, strings.Repeat("9", 40): 10} {
		m := &nats.Msg{Header: nats.Header{"Sluice-Size": {header}}, Data: make([]byte, 10)}
		if got := upload.Size(m); got != want {
			t.Errorf("%q: %d", header, got)
		}
	}
}

// BenchmarkSend is a request of 4 MiB on NATS's default limit.
func BenchmarkSend(b *testing.B) {
	d := newDesk(b, time.Minute)
	m := request(make([]byte, 4<<20))
	b.SetBytes(4 << 20)
	for b.Loop() {
		if _, err := upload.Send(b.Context(), d.edge, m); err != nil {
			b.Fatal(err)
		}
		d.mu.Lock()
		d.came = nil
		d.mu.Unlock()
	}
}
