package policy_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/policy"
)

func TestApplyComparesAndSets(t *testing.T) {
	w := newWorld(t)
	if _, err := w.store.InForce(t.Context()); !errors.Is(err, policy.ErrNone) {
		t.Errorf("an empty bucket: %v", err)
	}
	if log, err := w.store.Log(t.Context(), 10); err != nil || len(log) != 0 {
		t.Errorf("log %v, %v", log, err)
	}
	first, second, third := document(t, "1", ""), document(t, "2", ""), document(t, "3", "")
	if _, err := w.store.Apply(t.Context(), first, "x", second.Digest()); !errors.Is(err, policy.ErrChanged) {
		t.Errorf("replaced what is not there: %v", err)
	}
	w.apply(first, "")
	w.apply(second, first.Digest())
	if was, err := w.store.Apply(t.Context(), third, "x", first.Digest()); !errors.Is(err, policy.ErrChanged) || was.Version != "2" {
		t.Errorf("replaced another than was meant: %v, %v", was, err)
	}
	again := w.apply(second, "")
	if now, err := w.store.InForce(t.Context()); err != nil || now != again || now.Version != "2" || now.By != "default/admin" || now.At.IsZero() {
		t.Errorf("in force %v, %v", now, err)
	}
	if data, err := w.store.Document(t.Context(), second.Digest()); err != nil || string(data) != string(second.Text()) {
		t.Errorf("document %q, %v", data, err)
	}
	w.apply(first, "") // back again
	log, err := w.store.Log(t.Context(), 10)
	if err != nil {
		t.Fatal(err)
	}
	var versions []string
	for _, a := range log {
		versions = append(versions, a.Version)
	}
	if strings.Join(versions, " ") != "1 2 1" {
		t.Errorf("log %v", versions)
	}
	if log, err := w.store.Log(t.Context(), 2); err != nil || len(log) != 2 {
		t.Errorf("the last two: %v, %v", log, err)
	}
}

// interrupted is a bucket on which something happens between reading what is in
// force and replacing it.
type interrupted struct {
	jetstream.KeyValue
	once func()
}

func (i *interrupted) Put(ctx context.Context, key string, value []byte) (uint64, error) {
	if i.once != nil {
		once := i.once
		i.once = nil
		once()
	}
	return i.KeyValue.Put(ctx, key, value)
}

// Who applies at the same time goes one after another: none is lost from the log,
// and who meant to replace another policy is told.
func TestApplyAtOnce(t *testing.T) {
	for name, expects := range map[string]bool{"any": false, "the first": true} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			first := document(t, "first", "")
			w.apply(first, "")
			expect := ""
			if expects {
				expect = first.Digest()
			}
			slow := policy.NewStore(&interrupted{w.kv, func() { w.apply(document(t, "faster", ""), "") }}, time.Now)
			_, err := slow.Apply(t.Context(), document(t, "slower", ""), "x", expect)
			want := "slower faster first"
			if expects {
				want = "faster first"
			}
			if expects != errors.Is(err, policy.ErrChanged) || !expects && err != nil {
				t.Errorf("the slower one: %v", err)
			}
			log, err := w.store.Log(t.Context(), 10)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, a := range log {
				got = append(got, a.Version)
			}
			if strings.Join(got, " ") != want {
				t.Errorf("the log has %v, want %s", got, want)
			}
		})
	}
}

func TestSeed(t *testing.T) {
	builtIn, newer := document(t, "built-in", ""), document(t, "newer-built-in", "")
	file, edited, applied := document(t, "file", ""), document(t, "edited", ""), document(t, "applied", "")
	type start struct {
		p          *policy.Policy
		configured bool
		apply      bool // somebody applies it instead
		want       string
		acts       int
	}
	for name, starts := range map[string][]start{
		"built-in":           {{builtIn, false, false, "built-in", 1}, {builtIn, false, false, "built-in", 0}},
		"newer built-in":     {{builtIn, false, false, "built-in", 1}, {newer, false, false, "newer-built-in", 1}},
		"file":               {{file, true, false, "file", 1}, {file, true, false, "file", 0}, {edited, true, false, "edited", 1}},
		"applied stays":      {{file, true, false, "file", 1}, {applied, false, true, "applied", 0}, {file, true, false, "applied", 0}},
		"edited over":        {{file, true, false, "file", 1}, {applied, false, true, "applied", 0}, {edited, true, false, "edited", 1}},
		"over built-in":      {{builtIn, false, false, "built-in", 1}, {applied, false, true, "applied", 0}, {newer, false, false, "applied", 0}},
		"file taken away":    {{file, true, false, "file", 1}, {builtIn, false, false, "file", 0}, {file, true, false, "file", 0}},
		"applied, then file": {{builtIn, false, false, "built-in", 1}, {file, false, true, "file", 0}, {file, true, false, "file", 0}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			for i, s := range starts {
				acts := 0
				if s.apply {
					w.apply(s.p, "")
				} else if err := policy.Seed(t.Context(), w.store, s.p, s.configured, func(_ context.Context, p *policy.Policy) error {
					acts++
					return nil
				}); err != nil {
					t.Fatal(err)
				}
				if now, err := w.store.InForce(t.Context()); err != nil || now.Version != s.want || acts != s.acts {
					t.Fatalf("step %d: %v in force (%v), %d acts; want %s, %d", i, now.Version, err, acts, s.want, s.acts)
				}
			}
		})
	}
}

// What cannot be logged is not applied.
func TestSeedLogsFirst(t *testing.T) {
	w := newWorld(t)
	none := errors.New("no log")
	err := policy.Seed(t.Context(), w.store, document(t, "1", ""), false, func(context.Context, *policy.Policy) error { return none })
	if !errors.Is(err, none) {
		t.Errorf("got %v", err)
	}
	if _, err := w.store.InForce(t.Context()); !errors.Is(err, policy.ErrNone) {
		t.Errorf("applied: %v", err)
	}
}
