package chaos

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/loadtest/rig"
	"sluice/pkg/bus"
	"sluice/pkg/devmodel"
	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
)

// lookTime bounds one look at NATS.
const lookTime = 30 * time.Second

func look() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), lookTime)
}

func failpointEnv(s step) string { return fmt.Sprintf("SLUICE_FAILPOINT=%s:%d", s.point, s.nth) }

// keepHistory has RESULTS keep every revision, with the server's time on each: the
// times at which results were stored can then be read at the end, whatever
// happened to a watcher.
func (r *run) keepHistory(t *testing.T) {
	t.Helper()
	ctx, cancel := look()
	defer cancel()
	s, err := r.bus.JS.Stream(ctx, "KV_"+bus.BucketResults)
	if err != nil {
		t.Fatal(err)
	}
	c := s.CachedInfo().Config
	c.MaxMsgsPerSubject = 4096
	if _, err := r.bus.JS.UpdateStream(ctx, c); err != nil {
		t.Fatal(err)
	}
}

// deliveries count, per queue, how often a message was delivered beyond its first
// time, since the consumers were made.
type deliveries map[string]int

func (d deliveries) since(before deliveries) int {
	n := 0
	for stage, v := range d {
		n += max(0, v-before[stage])
	}
	return n
}

// delivered must be asked while the queues are empty: every message that a stream
// ever had was then delivered once, and each delivery more is one again.
func (r *run) delivered(t *testing.T) deliveries {
	t.Helper()
	out := deliveries{}
	for _, stage := range exchange.Stages() {
		stream, _ := bus.StreamOfStage(string(stage))
		rig.Eventually(t, lookTime, "the consumers of "+stream+" tell of themselves", func() bool {
			n, err := r.deliveredOf(stream, string(stage))
			out[string(stage)] = n
			return err == nil
		})
	}
	return out
}

func (r *run) deliveredOf(stream, stage string) (int, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	s, err := r.bus.JS.Stream(ctx, stream)
	if err != nil {
		return 0, err
	}
	n := -int(s.CachedInfo().State.LastSeq)
	for _, lane := range bus.Lanes() {
		c, err := s.Consumer(ctx, bus.ConsumerName(stage, lane))
		if err != nil {
			return 0, err
		}
		n += int(c.CachedInfo().Delivered.Consumer)
	}
	return n, nil
}

// waiting is how many messages are in each work-queue, and in DEAD.
func (r *run) waiting() (map[string]int, error) {
	out := map[string]int{}
	for _, name := range queues() {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		s, err := r.bus.JS.Stream(ctx, name)
		cancel()
		if err != nil {
			return nil, err
		}
		out[name] = int(s.CachedInfo().State.Msgs)
	}
	return out, nil
}

// drained waits until the work-queues are empty.
func (r *run) drained(t *testing.T) {
	t.Helper()
	rig.Eventually(t, lookTime, "the work-queues are empty", func() bool {
		w, err := r.waiting()
		if err != nil {
			return false
		}
		delete(w, bus.StreamDead) // nobody empties it; check looks
		for _, n := range w {
			if n > 0 {
				return false
			}
		}
		return true
	})
}

// streamNames lists every stream of Sluice's account.
func streamNames(t *testing.T, b *bus.Bus) (out []string) {
	t.Helper()
	ctx, cancel := look()
	defer cancel()
	names := b.JS.StreamNames(ctx)
	for n := range names.Name() {
		out = append(out, n)
	}
	if err := names.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// each reads all of a stream, below a subject, oldest first.
func (r *run) each(t *testing.T, stream, subject string, fn func(m jetstream.Msg, meta *jetstream.MsgMetadata)) {
	t.Helper()
	ctx, cancel := look()
	defer cancel()
	c, err := r.bus.JS.OrderedConsumer(ctx, stream, jetstream.OrderedConsumerConfig{FilterSubjects: []string{subject}})
	if err != nil {
		t.Fatal(err)
	}
	for left := c.CachedInfo().NumPending; left > 0; {
		batch, err := c.Fetch(512, jetstream.FetchMaxWait(2*time.Second))
		if err != nil {
			t.Fatal(err)
		}
		got := false
		for m := range batch.Messages() {
			meta, err := m.Metadata()
			if err != nil {
				t.Fatal(err)
			}
			fn(m, meta)
			left, got = meta.NumPending, true
		}
		if err := batch.Error(); err != nil && !errors.Is(err, jetstream.ErrNoMessages) {
			t.Fatal(err)
		}
		if !got && ctx.Err() != nil {
			t.Fatalf("reading %s: %d messages did not come", stream, left)
		}
	}
}

// history gathers what the run left behind.
func (r *run) history(t *testing.T, asked []ask) history {
	t.Helper()
	h := history{Kept: streamNames(t, r.bus)}
	keys := map[string]string{}
	for _, a := range asked {
		h.Prompts = append(h.Prompts, a.prompt)
		keys[exchange.Key(tenant, user, a.ID)] = a.ID
	}
	r.load.mu.Lock()
	h.Copies = append(h.Copies, r.load.copies...)
	h.Streams = append(h.Streams, r.load.streams...)
	r.load.mu.Unlock()

	r.each(t, bus.StreamEvidence, "sluice.evidence.record.>", func(m jetstream.Msg, _ *jetstream.MsgMetadata) {
		var e evidence.Record
		if err := json.Unmarshal(m.Data(), &e); err != nil {
			t.Fatal(err)
		}
		rec := record{ID: e.RequestID, Outcome: e.Outcome, Call: e.Tokens.Completion, Takeovers: e.Attempts.Takeovers}
		rec.Opened = e.Streamed != nil && !e.Streamed.Opened.IsZero()
		if e.Refusal != nil {
			rec.Code = e.Refusal.Code
		}
		h.Records = append(h.Records, rec)
	})
	r.each(t, bus.StreamEvidence, "sluice.evidence.opening.>", func(m jetstream.Msg, _ *jetstream.MsgMetadata) {
		var o evidence.Opening
		if err := json.Unmarshal(m.Data(), &o); err != nil {
			t.Fatal(err)
		}
		h.Opened = append(h.Opened, opening{o.RequestID, o.Run})
	})
	r.each(t, "KV_"+bus.BucketResults, "$KV.RESULTS.>", func(m jetstream.Msg, meta *jetstream.MsgMetadata) {
		var head struct {
			State string `json:"state"`
		}
		if _, err := exchange.DecodeFrame(m.Data(), &head); err != nil {
			t.Fatal(err)
		}
		if head.State == "result" {
			key, _, _ := strings.Cut(strings.TrimPrefix(m.Subject(), "$KV.RESULTS."), ".")
			h.Results = append(h.Results, result{keys[key], meta.Timestamp})
		}
	})
	entries, err := devmodel.ReadJournal(r.Journal)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		h.Calls = append(h.Calls, call{idOfMarker(e.Body), e.TS})
	}
	if h.Waiting, err = r.waiting(); err != nil {
		t.Fatal(err)
	}
	return h
}

// tails are the ends of all logs.
func (r *run) tails() string {
	var b strings.Builder
	for _, who := range processes() {
		fmt.Fprintf(&b, "--- %s\n%s\n", who, r.process(who).Tail())
	}
	return b.String()
}
