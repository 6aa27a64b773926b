package policy

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/loadtest/caller"
	"sluice/loadtest/rig"
	"sluice/pkg/bus"
	"sluice/pkg/policy"
)

const (
	tenant      = "default"
	connections = 64
	wait        = 30 * time.Second
	alternate   = 300 * time.Millisecond
	alternating = 8 * time.Second
)

// world is a running Sluice whose policy is changed under load.
type world struct {
	caller  *caller.Caller
	inside  *bus.Bus
	admin   *nats.Conn
	workers map[string]*rig.Process

	next atomic.Int64
	mu   sync.Mutex
	got  map[int]caller.Answer // guarded by mu
}

func newWorld(t *testing.T, edge, url, token, keys string, workers map[string]*rig.Process) *world {
	t.Helper()
	admin, err := nats.Connect(url, nats.Token(token), nats.CustomInboxPrefix(bus.PrivateInbox(tenant, "admin")))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(admin.Close)
	return &world{
		caller: caller.New(edge, token, connections), inside: rig.Inside(t, url, keys), admin: admin, workers: workers, got: map[int]caller.Answer{},
	}
}

// apply puts a document in force and says when it was.
func (w *world) apply(t *testing.T, d document) time.Time {
	t.Helper()
	question, err := json.Marshal(map[string]string{"document": d.text})
	if err != nil {
		t.Fatal(err)
	}
	m, err := w.admin.Request(bus.UserSubject(bus.Admin, tenant, "admin")+".policy.apply", question, wait)
	if err != nil {
		t.Fatal(err)
	}
	var a struct {
		Applied *policy.Applied
		Changed bool
	}
	if json.Unmarshal(m.Data, &a) != nil || a.Applied == nil || a.Applied.Digest != d.digest() || !a.Changed {
		t.Fatalf("applying %s: %s", d.version, m.Data)
	}
	return a.Applied.At
}

// load sends requests until the returned function is called, which waits for all
// their answers.
func (w *world) load() (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var all sync.WaitGroup
	for range connections {
		all.Go(func() {
			for ctx.Err() == nil {
				n := int(w.next.Add(1))
				a := w.caller.Ask(context.WithoutCancel(ctx), request(n))
				w.mu.Lock()
				w.got[n] = a
				w.mu.Unlock()
			}
		})
	}
	return func() { cancel(); all.Wait() }
}

func (w *world) answers() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.got)
}

// TestReloadUnderLoad: two documents take turns under 64 connections. No request is
// dropped, and what happened to each is what the one document says that its record
// names. Afterwards every worker judges by a new one within two seconds.
func TestReloadUnderLoad(t *testing.T) {
	const guard = "guard:\n  backends: [{name: g, engine: vllm, url: \"%[1]s\", model: sluice-dev/guard, family: llama-guard-3-8b, max_concurrent: 256}]\n"
	t.Run("one process", func(t *testing.T) {
		model := rig.Start(t, t.TempDir(), "devmodel", rig.Binary(t, false), nil, true, "devmodel", "--listen", "127.0.0.1:0")
		config := fmt.Sprintf(guard, "http://"+model.Addr("http")) + "policy: " +
			rig.WriteFile(t, filepath.Join(t.TempDir(), "policy.yaml"), "%s", strictOne().text) + "\n"
		up := rig.StartUp(t, config)
		reload(t, newWorld(t, up.Addr("http"), up.URL(), up.Token(t), up.Keys, map[string]*rig.Process{"up": up.Process}))
	})
	t.Run("separate processes", func(t *testing.T) {
		s := rig.StartStack(t, rig.StackOptions{
			Config: "backends:\n  - {name: dev, engine: openai, url: \"%[1]s\", models: [sluice-dev, sluice-dev/*], max_concurrent: 256}\n" + guard + "policy: " +
				rig.WriteFile(t, filepath.Join(t.TempDir(), "policy.yaml"), "%s", strictOne().text) + "\n",
		})
		workers := map[string]*rig.Process{"dlp-2": s.Another(t, "dlp-2", "dlp")}
		for _, name := range rig.ServiceNames() {
			if name != "identity" { // it judges nothing
				workers[name] = s.Services[name]
			}
		}
		reload(t, newWorld(t, s.EdgeAddr, s.NATSURL, s.Token(t), s.Keys, workers))
	})
}

func reload(t *testing.T, w *world) {
	docs := []document{strictOne(), mildOne()}
	stop := w.load()
	rig.Eventually(t, wait, "requests are answered", func() bool { return w.answers() > connections })
	tick := time.NewTicker(alternate)
	defer tick.Stop()
	applied := 0
	for end := time.Now().Add(alternating); time.Now().Before(end); <-tick.C {
		applied++
		w.apply(t, docs[applied%2])
	}
	w.followed(t, docs, applied)
	stop()
	w.fits(t, docs, applied)
}

// fits holds every answer and every record against the document on the record.
func (w *world) fits(t *testing.T, docs []document, applied int) {
	t.Helper()
	records := caller.Records(t, w.inside, tenant)
	by := map[string]int{}
	faults := 0
	for n, a := range w.got {
		r, ok := records[request(n).ID]
		bad := ""
		switch {
		case a.Err != nil:
			bad = "dropped: " + a.Err.Error()
		case !ok:
			bad = "without a record"
		case r.Policy.Digest == docs[0].digest():
			bad = docs[0].misfit(n, a, r)
		case r.Policy.Digest == docs[1].digest():
			bad = docs[1].misfit(n, a, r)
		default:
			bad = "judged by neither document"
		}
		if bad != "" {
			if faults++; faults < 10 {
				t.Errorf("request %d, by %s: %s", n, r.Policy.Version, bad)
			}
		}
		by[fmt.Sprintf("%s sort %d", r.Policy.Version, n%sorts)]++
	}
	if len(by) != 2*sorts {
		t.Errorf("not every sort was judged by both documents: %v", by)
	}
	t.Logf("%d requests over %d changes of the policy: %v", len(w.got), applied, by)
}
