package streams

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/loadtest/caller"
	"sluice/loadtest/streams/listener"
	"sluice/loadtest/streams/voice"
	"sluice/pkg/bus"
	"sluice/pkg/requests"
)

// order: an opening record before the first byte, the closing one before the end.
func (w *world) order(t *testing.T) {
	caller.Parallel(20, 10, func(i int) {
		id := fmt.Sprintf("order-%d", i)
		l, err := w.Open(t.Context(), id, listener.Asking(w.Model(id, voice.Speaking(voice.Cut(prose(2000), 20))), "Tell me a story"))
		if err != nil {
			t.Error(err)
			return
		}
		// The status is sent with the first byte.
		if l.Status == 200 && !w.stands(t, "opening", id) {
			t.Errorf("%s: text left without an opening record", id)
		}
		if !l.Until(func() bool { return len(l.Finish) > 0 }) || !w.stands(t, "record", id) {
			t.Errorf("%s: it ended without a closing record", id)
		}
		if err := l.Rest(); err != nil || !l.Whole() {
			t.Errorf("%s: %v, %s", id, err, &l.Heard)
		}
		r := w.record(t, id)
		if r.Outcome != requests.Completed || r.Streamed == nil || r.Streamed.Opened.IsZero() || r.Streamed.Opened.After(r.TS) || r.Streamed.Windows < 3 {
			t.Errorf("%s: the record says %s, %+v", id, r.Outcome, r.Streamed)
		}
	})
}

// refusedOpening: without an opening record nothing is released before the closing
// one, and without that nothing at all.
func (w *world) refusedOpening(t *testing.T) {
	asked, speak := make(chan struct{}), make(chan struct{})
	model := w.Model("refused-opening", func(m *voice.Mouth) {
		close(asked)
		<-speak
		voice.Speaking(voice.Cut(prose(2000), 20))(m)
	})
	body := listener.Asking(model, "Tell me a story")
	out := make(chan *listener.Heard, 1)
	go func() { out <- w.Hear(t, "refused-opening", body) }()
	<-asked
	w.limit(t, true)
	close(speak)
	if h := <-out; h.Status != 503 || h.Fault == "" || strings.Contains(h.Raw.String(), "miller") {
		t.Errorf("in flight: %s", h)
	}
	if h := w.Hear(t, "refused-at-all", listener.Asking("sluice-dev", "Hello")); h.Status != 503 || h.Fault == "" {
		t.Errorf("a new one: %s", h)
	}
	if w.stands(t, "opening", "refused-opening") || w.stands(t, "record", "refused-opening") {
		t.Error("EVIDENCE took something")
	}
	w.limit(t, false)
	if r := w.record(t, "refused-opening"); r.Outcome != requests.Completed || !r.Streamed.Opened.IsZero() || r.Streamed.Released != 0 {
		t.Errorf("the record says %s, %+v", r.Outcome, r.Streamed)
	}
	if h := w.Hear(t, "refused-opening", body); !h.Whole() || h.Content() != prose(2000) {
		t.Errorf("asked again: %s", h)
	}
}

// refusedClosing: what began ends with an error, and the record says so for good.
func (w *world) refusedClosing(t *testing.T) {
	speak := make(chan struct{})
	model := w.Model("refused-closing", func(m *voice.Mouth) {
		m.Say(voice.Cut(prose(2000), 20)...)
		m.Flush()
		<-speak
		m.End("stop")
	})
	body := listener.Asking(model, "Tell me a story")
	l, err := w.Open(t.Context(), "refused-closing", body)
	if err != nil {
		t.Fatal(err)
	}
	if !l.Until(func() bool { return l.Content() != "" }) {
		t.Errorf("nothing was released: %s", &l.Heard)
	}
	w.limit(t, true)
	close(speak)
	if err := l.Rest(); err != nil || !l.Broken() {
		t.Errorf("%v, %s", err, &l.Heard)
	}
	if w.stands(t, "record", "refused-closing") {
		t.Error("EVIDENCE took the record")
	}
	w.limit(t, false)
	r := w.record(t, "refused-closing")
	if r.Outcome != requests.Failed || r.Refusal == nil || r.Refusal.Code != "stream_incomplete" || r.Streamed.Released == 0 {
		t.Errorf("the record says %s, %+v", r.Outcome, r.Refusal)
	}
	if h := w.Hear(t, "refused-closing", body); h.Status != 503 || h.Fault != "stream_incomplete" {
		t.Errorf("asked again: %s", h)
	}
}

// gone: the engine's call ends when the client does, in the middle of the text and
// before its first word.
func (w *world) gone(t *testing.T) {
	const many = 50
	var mu sync.Mutex
	var took []time.Duration
	caller.Parallel(2*many, 10, func(i int) {
		if t.Failed() {
			return // each of them would wait as long
		}
		id, said := fmt.Sprintf("gone-%d", i), i < many
		asked, ended := make(chan struct{}), make(chan time.Time, 1)
		model := w.Model(id, func(m *voice.Mouth) {
			if said {
				m.Say(voice.Cut(prose(1000), 20)...)
				m.Flush()
			}
			close(asked)
			<-m.Gone
			ended <- time.Now()
		})
		ctx, leave := context.WithCancel(t.Context())
		defer leave()
		if said {
			l, err := w.Open(ctx, id, listener.Asking(model, "Tell me a story"))
			if err != nil {
				t.Error(err)
				return
			}
			l.Until(func() bool { return l.Content() != "" })
		} else {
			go func() { _, _ = w.Open(ctx, id, listener.Asking(model, "Tell me a story")) }()
			<-asked
		}
		left := time.Now()
		leave()
		select {
		case at := <-ended:
			mu.Lock()
			took = append(took, at.Sub(left))
			mu.Unlock()
		case <-time.After(soon):
			t.Errorf("%s: the engine's call went on", id)
			return
		}
		r := w.record(t, id)
		if r.Outcome != requests.Failed || r.Refusal == nil || r.Refusal.Code != "client_gone" || r.Refusal.Status != 499 || r.Streamed == nil || (r.Streamed.Released > 0) != said {
			t.Errorf("%s: the record says %s, %+v, %+v", id, r.Outcome, r.Refusal, r.Streamed)
		}
	})
	if len(took) == 0 {
		return
	}
	slices.Sort(took)
	t.Logf("from the client's close to the end of the engine's call, %d streams: p50 %s, max %s (wanted: 100 ms)",
		len(took), took[len(took)/2].Round(10*time.Microsecond), took[len(took)-1].Round(10*time.Microsecond))
}

// twice: who asks the same again while it is answered has the answer, though the
// first call hangs up.
func (w *world) twice(t *testing.T) {
	speak := make(chan struct{})
	text := prose(3000)
	model := w.Model("twice", func(m *voice.Mouth) {
		m.Say(voice.Cut(text[:1500], 20)...)
		m.Flush()
		<-speak
		m.Say(voice.Cut(text[1500:], 20)...)
		m.End("stop")
	})
	ctx, leave := context.WithCancel(t.Context())
	defer leave()
	first, err := w.Open(ctx, "twice", listener.Asking(model, "Tell me a story"))
	if err != nil {
		t.Fatal(err)
	}
	first.Until(func() bool { return first.Content() != "" })
	log := make(chan *nats.Msg, 16)
	sub, err := w.inside.NC.ChanSubscribe(bus.AccessSubject(tenant), log)
	if err == nil {
		err = w.inside.NC.Flush()
	}
	if err != nil {
		t.Fatal(err)
	}
	second := make(chan *listener.Heard, 1)
	go func() { second <- w.Hear(t, "twice", listener.Asking(model, "Tell me a story")) }()
	<-log // it was taken as the same request
	_ = sub.Unsubscribe()
	leave()
	for i := range 20 { // by their end the edge has seen the first one leave
		w.Hear(t, fmt.Sprintf("twice-other-%d", i), listener.Asking("sluice-dev", "Hello"))
	}
	close(speak)
	if h := <-second; !h.Whole() || h.Content() != text {
		t.Errorf("%s", h)
	}
	if r := w.record(t, "twice"); r.Outcome != requests.Completed {
		t.Errorf("the record says %s, %+v", r.Outcome, r.Refusal)
	}
}

// deadline: a model that falls silent is given up, and that is what is said.
func (w *world) deadline(t *testing.T) {
	w.apply(t, strings.NewReplacer("deadline: 120s", "deadline: 2s", `version: "`, `version: "hurried-`).Replace(w.policy))
	w.judgedBy(t, "hurried-")
	const id = "deadline"
	l, err := w.Open(t.Context(), id, listener.Asking(w.Model(id, func(m *voice.Mouth) {
		m.Say(voice.Cut(prose(1000), 20)...)
		m.Flush()
		<-m.Gone
	}), "Tell me a story"))
	if err != nil {
		t.Fatal(err)
	}
	l.Until(func() bool { return l.Content() != "" })
	if err := l.Rest(); err != nil || !l.Broken() || l.Fault != "deadline_exceeded" {
		t.Errorf("%s: %v, %s", id, err, &l.Heard)
	}
	if r := w.record(t, id); r.Outcome != requests.Failed || r.Refusal == nil || r.Refusal.Code != "deadline_exceeded" || r.Refusal.Status != 504 {
		t.Errorf("the record says %s, %+v", r.Outcome, r.Refusal)
	}
}

// heardThen is what a caller hears of a model that ends so once some of its text was heard.
func (w *world) heardThen(t *testing.T, id string, end func(*voice.Mouth)) *listener.Heard {
	heard := make(chan struct{})
	l, err := w.Open(t.Context(), id, listener.Asking(w.Model(id, func(m *voice.Mouth) {
		m.Say(voice.Cut(prose(3000), 20)...)
		m.Flush()
		<-heard
		end(m)
	}), "Tell me a story"))
	if err != nil {
		t.Fatal(err)
	}
	l.Until(func() bool { return l.Content() != "" })
	close(heard)
	if err := l.Rest(); err != nil {
		t.Errorf("%s: %v", id, err)
	}
	return &l.Heard
}

// cut: an upstream that breaks off is an error that the caller sees.
func (w *world) cut(t *testing.T) {
	failed := func(id, code string) {
		if r := w.record(t, id); r.Outcome != requests.Failed || r.Refusal == nil || r.Refusal.Code != code {
			t.Errorf("%s: the record says %s, %+v", id, r.Outcome, r.Refusal)
		}
	}
	for name, end := range map[string]func(*voice.Mouth){
		"cut":             (*voice.Mouth).Cut,
		"ended":           func(*voice.Mouth) {},
		"told an error":   func(m *voice.Mouth) { fmt.Fprint(m, "data: {\"error\":{\"message\":\"made-up\",\"code\":500}}\n\n") },
		"made no sense":   func(m *voice.Mouth) { fmt.Fprint(m, "data: {\"choices\":7}\n\n") },
		"done, not ended": func(m *voice.Mouth) { fmt.Fprint(m, "data: [DONE]\n\n") },
		"went on when over": func(m *voice.Mouth) {
			m.Event(`[{"index":0,"delta":{},"finish_reason":"stop"}]`)
			m.Say("and more")
		},
	} {
		id := "cut-" + strings.NewReplacer(" ", "-", ",", "").Replace(name)
		h := w.heardThen(t, id, end)
		if !h.Broken() || !strings.HasPrefix(prose(3000), h.Content()) || h.Content() == "" || strings.Contains(h.Raw.String(), "made-up") {
			t.Errorf("%s after some text: %s", name, h)
		}
		failed(id, "model_stream_broken")
		id += "-at-once"
		h = w.Hear(t, id, listener.Asking(w.Model(id, end), "Tell me a story"))
		if name == "went on when over" {
			continue // nothing was released, and the error is as of a stream that began
		}
		if h.Status < 400 || h.Fault == "" || h.Content() != "" {
			t.Errorf("%s before any text: %s", name, h)
		}
	}
	h := w.Hear(t, "cut-dev", listener.Asking("sluice-dev/cut", "Hello"))
	if !h.Broken() && h.Status < 400 || h.Done {
		t.Errorf("sluice-dev/cut: %s", h)
	}
	failed("cut-dev", "model_stream_broken")
	for status, model := range map[int]string{503: "sluice-dev/error-500", 404: "none"} {
		if h := w.Hear(t, "cut-"+strings.ReplaceAll(model, "/", "-"), listener.Asking(model, "Hello")); h.Status != status || h.Fault == "" {
			t.Errorf("%s: %s", model, h)
		}
	}
}
