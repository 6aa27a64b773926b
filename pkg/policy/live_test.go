package policy_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/policy"
)

// names are those of a process; an older one lacks rule new-rule.
func names(rules ...string) policy.Known {
	return policy.Known{Types: []string{"SECRET"}, Rules: rules, Checks: []string{"dlp_input", "guard_input", "dlp_output", "guard_output"}}
}

func text(version, rules string) string {
	return fmt.Sprintf("version: %q\ninput: {default: flag, rules: {%s}}\noutput: {default: flag}\n", version, rules)
}

func document(t *testing.T, version, rules string) *policy.Policy {
	t.Helper()
	p, err := policy.Parse("test", []byte(text(version, rules)), names("old-rule", "new-rule"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// world is the bucket on a real server, written as identity and followed as guard.
type world struct {
	*bustest.Server
	t     *testing.T
	kv    jetstream.KeyValue
	store *policy.Store
}

func newWorld(t *testing.T) *world {
	t.Helper()
	s := bustest.Start(t)
	kv := bustest.Bucket(t, s.Connect(bus.UserIdentity), bus.BucketPolicy)
	return &world{Server: s, t: t, kv: kv, store: policy.NewStore(kv, time.Now)}
}

func (w *world) apply(p *policy.Policy, expect string) policy.Applied {
	w.t.Helper()
	a, err := w.store.Apply(w.t.Context(), p, "default/admin", expect)
	if err != nil {
		w.t.Fatal(err)
	}
	return a
}

// open opens what is in force and follows it until the test ends.
func (w *world) open(known policy.Known, log *slog.Logger) *policy.Live {
	w.t.Helper()
	return w.openTold(known, log, bus.ChangedSubject(bus.BucketPolicy, policy.KeyInForce))
}

func (w *world) openTold(known policy.Known, log *slog.Logger, told string) *policy.Live {
	w.t.Helper()
	b := w.Connect(bus.UserGuard)
	l, err := policy.Open(w.t.Context(), policy.NewStore(bustest.Bucket(w.t, b, bus.BucketPolicy), time.Now), known, log)
	if err != nil {
		w.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- l.Follow(ctx, b.NC, told) }()
	w.t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			w.t.Error(err)
		}
	})
	return l
}

// until waits for what must come within two seconds of a change.
func until(t *testing.T, what string, ok func() bool) time.Duration {
	t.Helper()
	return within(t, 2*time.Second, what, ok)
}

func within(t *testing.T, most time.Duration, what string, ok func() bool) time.Duration {
	t.Helper()
	start := time.Now()
	end := time.After(most)
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-tick.C:
		case <-end:
			t.Fatalf("not within %v: %s", most, what)
		}
	}
	return time.Since(start)
}

var quiet = slog.New(slog.DiscardHandler)

func TestApplyAndFollow(t *testing.T) {
	w := newWorld(t)
	first, second := document(t, "1", "old-rule: block"), document(t, "2", "old-rule: redact")
	w.apply(first, "")
	workers := []*policy.Live{w.open(names("old-rule"), quiet), w.open(names("old-rule"), quiet)}
	for _, l := range workers {
		if l.Current().Digest() != first.Digest() {
			t.Fatal("opened another policy")
		}
	}
	w.apply(second, first.Digest())
	for _, l := range workers {
		took := until(t, "the second policy", func() bool { return l.Current().Digest() == second.Digest() })
		t.Logf("reloaded after %v", took)
		if p, err := l.ForNew(); err != nil || p.Version() != "2" {
			t.Errorf("for new requests: %v, %v", p, err)
		}
		// An exchange that came in before keeps its own.
		p, err := l.At(t.Context(), first.Digest())
		if err != nil || p.Action(policy.Input, "SECRET", "old-rule") != policy.Block {
			t.Errorf("the first at its digest: %v", err)
		}
	}
}

// Who is told nothing finds the change by asking.
func TestFollowUntold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.apply(document(t, "1", ""), "")
	l := w.openTold(names("old-rule"), quiet, "sluice.nothing")
	second := document(t, "2", "")
	w.apply(second, "")
	took := until(t, "the second policy", func() bool { return l.Current().Digest() == second.Digest() })
	t.Logf("reloaded after %v", took)
}

// A document that is named and cannot be had: a moment is borne, then nothing new
// is judged until it can be had or another is in force.
func TestPolicyThatCannotBeHad(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first := document(t, "1", "")
	w.apply(first, "")
	l := w.open(names("old-rule"), quiet)
	lost := document(t, "lost", "")
	named := fmt.Appendf(nil, `{"digest":%q,"version":"lost"}`, lost.Digest())
	if _, err := w.kv.Put(t.Context(), policy.KeyInForce, named); err != nil {
		t.Fatal(err)
	}
	took := within(t, 10*time.Second, "a refusal", func() bool { _, err := l.ForNew(); return err != nil })
	if took < time.Second {
		t.Errorf("a reader that is a moment behind refuses, after %v", took)
	}
	if l.Current().Digest() != first.Digest() {
		t.Error("the last good one is gone")
	}
	if _, err := w.kv.Put(t.Context(), "doc."+strings.TrimPrefix(lost.Digest(), "sha256:"), lost.Text()); err != nil {
		t.Fatal(err)
	}
	until(t, "the document", func() bool { p, err := l.ForNew(); return err == nil && p.Version() == "lost" })
}

func TestAt(t *testing.T) {
	w := newWorld(t)
	w.apply(document(t, "1", "old-rule: block"), "")
	other := document(t, "2", "new-rule: block")
	w.apply(other, "")
	w.apply(document(t, "3", "old-rule: block"), "")
	l := w.open(names("old-rule"), quiet)
	for name, tt := range map[string]struct{ digest, want string }{
		"unknown":        {"sha256:" + strings.Repeat("0", 64), "no such policy document"},
		"no digest":      {"", "its digest is sha256: and 64 hex digits"},
		"not hex":        {"sha256:" + strings.Repeat("*", 64), "its digest is"},
		"another's name": {other.Digest(), `unknown name "new-rule"; did you mean old-rule?; is this process as new`},
	} {
		if p, err := l.At(t.Context(), tt.digest); p != nil || err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, %v; want %s", name, p, err, tt.want)
		}
	}
	// What is stored under a digest is that text or nothing.
	forged := document(t, "4", "old-rule: block")
	if _, err := w.kv.Put(t.Context(), "doc."+strings.TrimPrefix(forged.Digest(), "sha256:"), []byte(text("4", "old-rule: allow"))); err != nil {
		t.Fatal(err)
	}
	if p, err := l.At(t.Context(), forged.Digest()); p != nil || err == nil || !strings.Contains(err.Error(), "the stored text is another") {
		t.Errorf("forged: %v, %v", p, err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if p, err := l.At(ended, "sha256:"+strings.Repeat("1", 64)); p != nil || err == nil {
		t.Error("an answer without the bucket")
	}
}

// lines collects a log.
type lines struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(b)
}

func (l *lines) has(s string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Contains(l.buf.String(), s)
}

// A process that does not know the names of the policy in force judges nothing new.
func TestPolicyOfANewerProcess(t *testing.T) {
	w := newWorld(t)
	first := document(t, "1", "old-rule: block")
	w.apply(first, "")
	var log lines
	l := w.open(names("old-rule"), slog.New(slog.NewTextHandler(&log, nil)))
	w.apply(document(t, "2", "new-rule: block"), "")
	until(t, "a refusal", func() bool { _, err := l.ForNew(); return err != nil })
	if _, err := l.ForNew(); !strings.Contains(err.Error(), `:2:32: input.rules: unknown name "new-rule"`) {
		t.Errorf("the error is %v", err)
	}
	if !log.has("level=ERROR") || !log.has("new requests are refused") {
		t.Error("the log does not say so")
	}
	if l.Current().Digest() != first.Digest() {
		t.Error("the last good one is gone")
	}
	if _, err := l.At(t.Context(), first.Digest()); err != nil {
		t.Errorf("what came in before cannot go on: %v", err)
	}
	for _, p := range []*policy.Policy{document(t, "3", "old-rule: allow"), first} {
		w.apply(p, "")
		until(t, "a good policy again", func() bool { q, err := l.ForNew(); return err == nil && q.Digest() == p.Digest() })
	}
	w.apply(document(t, "4", "new-rule: allow"), "")
	if _, err := policy.Open(t.Context(), w.store, names("old-rule"), quiet); err == nil {
		t.Error("a process starts that cannot read the policy in force")
	}
}

// Open waits for whoever seeds.
func TestOpenWaits(t *testing.T) {
	w := newWorld(t)
	short, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := policy.Open(short, w.store, names("old-rule"), quiet); !errors.Is(err, policy.ErrNone) {
		t.Errorf("without a policy: %v", err)
	}
	opened := make(chan error, 1)
	go func() {
		_, err := policy.Open(t.Context(), w.store, names("old-rule"), quiet)
		opened <- err
	}()
	w.apply(document(t, "1", ""), "")
	select {
	case err := <-opened:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(5 * time.Second):
		t.Error("it still waits")
	}
}

// Under change after change no reader sees anything but whole documents: each
// answers the same for both directions.
func TestNobodySeesHalfAPolicy(t *testing.T) {
	w := newWorld(t)
	both := func(n int) *policy.Policy {
		act := []policy.Action{policy.Block, policy.Redact, policy.Flag, policy.Allow}[n%4]
		p, err := policy.Parse("test", fmt.Appendf(nil, "version: %q\ninput: {default: %s}\noutput: {default: %s}\n", fmt.Sprint(n), act, act), names())
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	w.apply(both(0), "")
	l := w.open(names(), quiet)
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				p, err := l.ForNew()
				if err != nil {
					t.Errorf("a reload refused a request: %v", err)
					return
				}
				again, err := l.At(t.Context(), p.Digest())
				if err != nil || again.Digest() != p.Digest() || p.Action(policy.Input, "", "") != p.Action(policy.Output, "", "") ||
					again.Action(policy.Output, "", "") != p.Action(policy.Input, "", "") {
					t.Errorf("half a policy, or another than the one that judged: %v", err)
					return
				}
			}
		})
	}
	var last *policy.Policy
	for n := 1; n <= 50; n++ {
		last = both(n)
		w.apply(last, "")
	}
	until(t, "the last policy", func() bool { return l.Current().Digest() == last.Digest() })
	close(stop)
	readers.Wait()
}
