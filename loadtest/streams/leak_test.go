package streams

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sluice/loadtest/caller"
	"sluice/loadtest/streams/listener"
	"sluice/loadtest/streams/plant"
	"sluice/loadtest/streams/voice"
	"sluice/pkg/devmodel"
)

// leak: the development model's leak in text, reasoning, log-probabilities and a
// tool call.
func (w *world) leak(t *testing.T) {
	l := devmodel.Leak()
	values := []string{l.KeyID, l.Secret, l.Card, l.IBAN, l.SSN, l.Email, l.Phone}
	for i, body := range []listener.Request{
		listener.Asking("sluice-dev/leak", "Tell me everything"),
		listener.Asking("sluice-dev/leak", "And now with probabilities").With("logprobs", true),
	} {
		id := fmt.Sprintf("leak-%d", i)
		h := w.Hear(t, id, body)
		if !h.Whole() || !strings.Contains(h.Content(), "<SECRET>") || h.Texts[reasoning] == "" {
			t.Errorf("%s: %s", id, h)
		}
		if where, is := plant.Leaked(h.Raw.String(), values...); is {
			t.Errorf("%s leaks: %s", id, where)
		}
		r := w.record(t, id)
		if r.Outcome != "completed" || len(r.Findings["output"]) < 5 || r.Streamed == nil {
			t.Errorf("the record of %s: %s, %d findings", id, r.Outcome, len(r.Findings["output"]))
		}
	}
}

// planted: no byte of a value gets out, wherever the model's pieces are cut.
func (w *world) planted(t *testing.T) {
	const many = 200
	plants := plant.Make(many)
	longest := 0
	for _, p := range plants {
		longest = max(longest, len(p.Value))
	}
	type cut struct {
		name   string
		pieces []string
		values []plant.Plant
	}
	var cuts []cut
	for n := range longest {
		var have []plant.Plant
		for _, p := range plants {
			if n < len(p.Value) {
				have = append(have, p)
			}
		}
		cuts = append(cuts, cut{fmt.Sprintf("at %d", n), plant.SplitAt(have, n, n*7%len(have)), have})
	}
	for i := 0; i < many; i += 25 {
		some := plants[i : i+25]
		text := ""
		for _, p := range some {
			text += p.Text()
		}
		cuts = append(cuts, cut{fmt.Sprintf("byte by byte from %d", i), voice.Cut(text, 1), some})
		r := rand.New(rand.NewPCG(uint64(i), 5))
		var tokens []string
		for len(text) > 0 {
			n := min(1+r.IntN(7), len(text))
			tokens = append(tokens, text[:n])
			text = text[n:]
		}
		cuts = append(cuts, cut{fmt.Sprintf("tokens from %d", i), tokens, some})
	}
	// Each alone as well, at the very beginning of what the model says.
	for i, p := range plants {
		n := i * 5 % len(p.Value)
		alone := strings.TrimSpace(p.Before[strings.Index(p.Before, ":")+1:])
		if alone != "" && !strings.HasSuffix(alone, "=") && !strings.HasPrefix(alone, "postgres") {
			alone += " "
		}
		cuts = append(cuts, cut{fmt.Sprintf("%s alone, %d", p.Kind, i), []string{alone + p.Value[:n], p.Value[n:] + p.After}, []plant.Plant{p}})
	}

	began := time.Now()
	var leaks, streamed, windows atomic.Int64
	caller.Parallel(len(cuts), 48, func(i int) {
		c := cuts[i]
		id := fmt.Sprintf("planted-%d", i)
		h := w.Hear(t, id, listener.Asking(w.Model(id, voice.Speaking(c.pieces)), "Read me the notes"))
		if !h.Whole() {
			t.Errorf("%s: %s", c.name, h)
			return
		}
		streamed.Add(1)
		windows.Add(int64(h.Pieces))
		all := h.Everything()
		for _, p := range c.values {
			if where, is := plant.Leaked(all, p.Value); is && leaks.Add(1) <= 20 {
				t.Errorf("%s: a %s leaks: %s", c.name, p.Kind, where)
			}
			if strings.Contains(h.Raw.String(), p.Value) {
				t.Errorf("%s: a %s stands in the stream", c.name, p.Kind)
			}
		}
		if strings.Count(all, "the miller wrote") != len(c.values) {
			t.Errorf("%s: the clean text around the values is not whole", c.name)
		}
	})
	t.Logf("%d values in %d streams of %d pieces of text: %d leaks, %s", many, streamed.Load(), windows.Load(), leaks.Load(), time.Since(began).Round(time.Millisecond))
}

// prose is clean English of a size.
func prose(size int) string {
	const text = "The miller waits by the gate while the water rises slowly, and nobody on the bridge is in a hurry today. "
	return strings.Repeat(text, size/len(text)+1)[:size]
}

// withheld: of clean text at most 4 KiB waits while the model does, however the
// text came.
func (w *world) withheld(t *testing.T) {
	const size, most = 64 << 10, 4 << 10
	for name, pieces := range map[string][]string{
		"in small pieces": voice.Cut(prose(size), 32), "in pieces of 1000": voice.Cut(prose(size), 1000), "at once": {prose(size)},
	} {
		id := "withheld-" + strings.ReplaceAll(name, " ", "-")
		goOn := make(chan struct{})
		model := w.Model(id, func(m *voice.Mouth) {
			m.Say(pieces...)
			m.Flush()
			select {
			case <-goOn:
			case <-m.Gone:
			}
			m.End("stop")
		})
		l, err := w.Open(t.Context(), id, listener.Asking(model, "Tell me a long story"))
		if err != nil {
			t.Fatal(err)
		}
		stop := time.AfterFunc(soon, func() { l.Close() })
		if !l.Until(func() bool { return len(l.Content()) >= size-most }) {
			t.Errorf("%s: %d bytes were withheld while the model paused", name, size-len(l.Content()))
		}
		stop.Stop()
		close(goOn)
		if err := l.Rest(); err != nil || !l.Whole() || l.Content() != prose(size) {
			t.Errorf("%s: %v, %s", name, err, &l.Heard)
		}
		r := w.record(t, id)
		if r.Streamed == nil || size-r.Streamed.Released > most {
			t.Errorf("%s: the record says %+v", name, r.Streamed)
			continue
		}
		t.Logf("%s: %d of %d bytes waited for the end", name, size-r.Streamed.Released, size)
	}
}
