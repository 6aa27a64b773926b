package canary

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/loadtest/outcomes/caller"
	"sluice/loadtest/rig"
	"sluice/pkg/bus"
	"sluice/pkg/telemetry/telemetrytest"
)

func TestMain(m *testing.M) {
	// The rows wait for other processes, not for our cores.
	if err := flag.Set("test.parallel", "32"); err != nil {
		panic(err)
	}
	os.Exit(rig.Main(m))
}

const (
	user    = "admin"
	soon    = 30 * time.Second // bounds every wait
	onceFor = 2 * time.Second  // ack_wait: a dead worker's exchange is taken up after it
)

// world is every service as a process, before an engine and a guard model of ours.
type world struct {
	*rig.Stack
	collector *telemetrytest.Collector
	engine    *engine
	guard     *guardModel
	inside    *bus.Bus
	http      caller.HTTP
	nats      *caller.NATS
	outcomes  *outcomes
	dir       string // of what the rows write
}

const policyText = `version: "canary-%s"
deadline: %s
input:
  default: flag
  types: {SECRET: block, CREDIT_CARD: redact, EMAIL_ADDRESS: pseudonymize, INJECTION: block}
output:
  default: flag
  types: {SECRET: block, CREDIT_CARD: redact, EMAIL_ADDRESS: pseudonymize}
guard: {on_error: %s}
flags: {level: informational}
stream: {window: 64}
`

const configText = `policy: %q
tools: %q
breaker: {failures: 100000, open_for: 50ms}
nats: {ack_wait: %s, attempts: 1}
limits: {max_body: 64KiB, max_answer: 128KiB}
backends:
  - {name: eng, engine: openai, url: %%q, models: ["family/*"], max_concurrent: 256}
%sguard:
  backends:
    - {name: g, engine: vllm, url: %q, model: test-guard, family: llama-guard-3-8b, timeout: 500ms, max_concurrent: 256}
`

// Every tool may be offered; one may be called, with numbers only.
const toolPolicies = `@id("offers")
permit (principal, action == Sluice::Action::"offer", resource) unless { resource == Sluice::Tool::"forbidden" };
@id("tickets")
permit (principal, action == Sluice::Action::"call", resource == Sluice::Tool::"get_ticket");
@id("careless")
permit (principal, action == Sluice::Action::"call", resource == Sluice::Tool::"careless") when { context.arguments.missing };
`

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{collector: telemetrytest.Start(t), engine: startEngine(t), guard: startGuard(t), dir: t.TempDir()}
	t.Setenv("SLUICE_OTLP", w.collector.URL)
	t.Setenv("SLUICE_LOG_LEVEL", "debug")
	tools := filepath.Join(w.dir, "tools")
	if err := os.Mkdir(tools, 0o700); err != nil {
		t.Fatal(err)
	}
	rig.WriteFile(t, filepath.Join(tools, "tools.cedar"), "%s", toolPolicies)
	w.Stack = rig.StartStack(t, rig.StackOptions{
		Model: w.engine.url, More: []string{"console"},
		Config: fmt.Sprintf(configText, w.policy(t, "block", soon), tools, onceFor, w.engine.backends(), w.guard.url),
	})
	w.chatty(t)
	w.inside = rig.Inside(t, w.NATSURL, w.Keys)
	w.http = caller.HTTP{Addr: w.EdgeAddr, Token: w.Token(t)}
	w.nats = caller.Dial(t, w.NATSURL, user, w.http.Token)
	w.outcomes = listen(t, w.nats)
	return w
}

// policy is the file of one that does as told where there is no verdict.
func (w *world) policy(t *testing.T, onError string, deadline time.Duration) string {
	t.Helper()
	return rig.WriteFile(t, filepath.Join(w.dir, onError+".yaml"), policyText, onError, deadline, onError)
}

// chatty has nats-server log all that it logs without the messages themselves.
func (w *world) chatty(t *testing.T) {
	t.Helper()
	conf := filepath.Join(w.Dir, "nats-server.conf")
	text, err := os.ReadFile(conf)
	if err != nil {
		t.Fatal(err)
	}
	rig.WriteFile(t, conf, "%s\ndebug: true\n", text)
	if err := syscall.Kill(w.NATS.PID(), syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	rig.Eventually(t, soon, "nats-server logs more", func() bool {
		log, err := os.ReadFile(w.NATS.Log)
		return err == nil && strings.Contains(string(log), "debug = true")
	})
}

// all are the processes by name.
func (w *world) all() map[string]*rig.Process {
	out := map[string]*rig.Process{"nats-server": w.NATS}
	maps.Copy(out, w.Services)
	return out
}

// outcomes are what was released to the user, by request id.
type outcomes struct {
	asked chan question
}

type question struct {
	id   string
	tell chan *nats.Msg
}

// listen keeps outcomes for who asks for them, before or after they came.
func listen(t *testing.T, n *caller.NATS) *outcomes {
	t.Helper()
	o := &outcomes{asked: make(chan question)}
	heard := n.Listen(t)
	ended := make(chan struct{})
	t.Cleanup(func() { close(ended) })
	go func() {
		had, wanted := map[string]*nats.Msg{}, map[string]chan *nats.Msg{}
		for {
			select {
			case <-ended:
				return
			case m := <-heard:
				info, ok := bus.ReadResponse(m)
				if !ok {
					continue
				}
				had[info.ID] = m
				if tell, ok := wanted[info.ID]; ok {
					tell <- m
				}
			case q := <-o.asked:
				wanted[q.id] = q.tell
				if m, ok := had[q.id]; ok {
					q.tell <- m
				}
			}
		}
	}()
	return o
}

// of waits for the outcome of a request.
func (o *outcomes) of(t *testing.T, id string) (bus.ResponseInfo, []byte) {
	t.Helper()
	q := question{id, make(chan *nats.Msg, 8)}
	o.asked <- q
	select {
	case m := <-q.tell:
		info, _ := bus.ReadResponse(m)
		return info, m.Data
	case <-time.After(soon):
		t.Fatalf("no outcome of %s", id)
	}
	return bus.ResponseInfo{}, nil
}
