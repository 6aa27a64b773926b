package guard

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"sluice/loadtest/caller"
	"sluice/loadtest/rig"
	"sluice/pkg/bus"
	"sluice/pkg/evidence"
)

func TestMain(m *testing.M) { os.Exit(rig.Main(m)) }

const (
	tenant      = "default"
	connections = 64
	wait        = 60 * time.Second
)

// world is a running Sluice with a guard model of the test's.
type world struct {
	guard  *server                                   // nil in a fleet
	model  string                                    // of the guard
	when   func(role, word string) (time.Time, bool) // it first found a word safe
	caller *caller.Caller
	inside *bus.Bus
	logs   func() string
}

const guardConfig = `policy: %q
breaker: {failures: 5, open_for: 300ms}
guard:
  backends:
    - {name: g, engine: %s, url: "http://%s", model: %s, family: llama-guard-3-8b, timeout: 700ms, max_concurrent: 256}
`

func newWorld(s *server) *world { return &world{guard: s, model: name, when: s.when} }

// newUp starts everything in one process.
func newUp(t *testing.T, kind, policy string) *world {
	t.Helper()
	w := newWorld(newServer(t, kind))
	up := rig.StartUp(t, fmt.Sprintf(guardConfig, policyFile(t, policy), kind, w.guard.addr, name))
	w.caller = caller.New(up.Addr("http"), up.Token(t), connections)
	w.inside = rig.Inside(t, up.URL(), up.Keys)
	w.logs = up.Tail
	return w
}

// newStack starts every service as a process of its own.
func newStack(t *testing.T, kind, policy string) *world {
	t.Helper()
	w := newWorld(newServer(t, kind))
	config := fmt.Sprintf(guardConfig, policyFile(t, policy), kind, w.guard.addr, name)
	s := rig.StartStack(t, rig.StackOptions{
		Config: "backends:\n  - {name: dev, engine: openai, url: \"%s\", models: [sluice-dev, sluice-dev/*], max_concurrent: 256}\n" + config,
	})
	w.caller = caller.New(s.EdgeAddr, s.Token(t), connections)
	w.inside = rig.Inside(t, s.NATSURL, s.Keys)
	w.logs = s.Services["guard"].Tail
	return w
}

func policyFile(t *testing.T, text string) string {
	t.Helper()
	return rig.WriteFile(t, filepath.Join(t.TempDir(), "policy.yaml"), "%s", text)
}

// record waits for the record of a request.
func (w *world) record(t *testing.T, id string) evidence.Record {
	t.Helper()
	var r evidence.Record
	rig.Eventually(t, wait, "the record of "+id+" is stored", func() bool {
		var ok bool
		r, ok = caller.Records(t, w.inside, tenant)[id]
		return ok
	})
	return r
}

// Each word of a prompt is its alone, so that what was judged can be told.
var words = regexp.MustCompile(`\bw[a-j]+z[a-j]+\b`)

const wordsEach = 24

// prompt is the text of request n.
func prompt(n int) string {
	var b strings.Builder
	for i := range wordsEach {
		fmt.Fprintf(&b, "%s of water, ", word(n, i))
	}
	return b.String() + "and that is all."
}

func word(n, i int) string { return "w" + letters(n) + "z" + letters(i) }

func letters(n int) string {
	return strings.Map(func(r rune) rune { return r - '0' + 'a' }, fmt.Sprint(n))
}

func (w *world) ask(t *testing.T, id, model string, stream bool, messages []caller.Message) caller.Answer {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), wait)
	defer cancel()
	a := w.caller.Ask(ctx, caller.Request{ID: id, Model: model, Stream: stream, Messages: messages})
	if a.Err != nil {
		t.Fatalf("%s: %v\n%s", id, a.Err, w.logs())
	}
	return a
}
