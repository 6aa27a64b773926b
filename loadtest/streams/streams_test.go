package streams

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/loadtest/rig"
	"sluice/loadtest/streams/listener"
	"sluice/loadtest/streams/voice"
	"sluice/pkg/bus"
	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
	"sluice/pkg/policy"
)

func TestMain(m *testing.M) { os.Exit(rig.Main(m)) }

const (
	tenant      = "default"
	user        = "admin"
	soon        = 30 * time.Second
	canary      = "cnry-7f31-blue-heron"
	wordyCanary = "heron seven sleeps by noon"
	// Its letters are of three bytes each, as are those of what the model says beside it.
	foreignCanary = "蓝色苍鹭在水门"
)

const config = `
policy: POLICY
limits: { concurrency: 512, max_answer: 4MiB }
breaker: { failures: 1000000 }
backends:
  - { name: dev, engine: dev, models: [sluice-dev, "sluice-dev/*"] }
  - { name: voice, engine: openai, url: "VOICE", models: ["voice/*"], max_concurrent: 512 }
guard:
  backends:
    - { name: guard, engine: dev, model: sluice-dev/guard, family: llama-guard-3-8b, max_concurrent: 64 }
`

// world is one Sluice before the voice.
type world struct {
	*voice.Server
	listener.Client
	up     *rig.Up
	inside *bus.Bus
	policy string // its text
}

func start(t *testing.T) *world {
	w := &world{Server: voice.Start(t)}
	w.HTTP = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 128, DisableCompression: true}}
	t.Cleanup(w.HTTP.CloseIdleConnections)
	w.policy = strings.NewReplacer("canaries: []", `canaries: ["`+canary+`", "`+wordyCanary+`", "`+foreignCanary+`"]`, "IP_ADDRESS: flag", "IP_ADDRESS: redact").Replace(string(policy.Default()))
	file := rig.WriteFile(t, filepath.Join(t.TempDir(), "policy.yaml"), "%s", w.policy)
	w.up = rig.StartUp(t, strings.NewReplacer("POLICY", file, "VOICE", w.URL).Replace(config))
	w.inside = rig.Inside(t, w.up.URL(), w.up.Keys)
	w.Addr, w.Token = w.up.Addr("http"), w.up.Token(t)
	return w
}

// TestStreams is one process for everything: the parts after each other, each
// with as many streams at once as it needs.
func TestStreams(t *testing.T) {
	w := start(t)
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the end of its log:\n%s", w.up.Tail())
		}
	})
	t.Run("leak", w.leak)
	t.Run("planted", w.planted)
	t.Run("withheld", w.withheld)
	t.Run("order", w.order)
	t.Run("gone", w.gone)
	t.Run("gone of many", w.goneOfMany)
	t.Run("twice", w.twice)
	t.Run("cut", w.cut)
	t.Run("many", w.many)
	t.Run("pseudonyms", w.pseudonyms)
	t.Run("fields", w.fields)
	t.Run("slow client", w.slow)
	t.Run("disclosure", w.disclosure)
	t.Run("guard", w.guarded)
	t.Run("refused openings", w.refusedOpening)
	t.Run("refused closings", w.refusedClosing)
	// These change the policy.
	t.Run("deadline", w.deadline)
	t.Run("buffer", w.buffer)
}

// apply puts a policy in force.
func (w *world) apply(t *testing.T, text string) {
	t.Helper()
	file := rig.WriteFile(t, filepath.Join(t.TempDir(), "policy.yaml"), "%s", text)
	out, err := exec.Command(rig.Binary(t, false), "policy", "apply", file, "--nats-url", w.up.URL(), "--data", w.up.Data).CombinedOutput()
	if err != nil {
		t.Fatalf("sluice policy apply: %v\n%s", err, out)
	}
}

// judgedBy waits until new requests are judged by the policy whose version begins so.
func (w *world) judgedBy(t *testing.T, version string) {
	t.Helper()
	n := 0
	rig.Eventually(t, soon, "a policy is in force", func() bool {
		n++
		id := fmt.Sprintf("%sjudge-%d", version, n)
		w.Hear(t, id, listener.Asking("sluice-dev", "Hello"))
		return strings.HasPrefix(w.record(t, id).Policy.Version, version)
	})
}

// record waits for the record of a request.
func (w *world) record(t testing.TB, id string) evidence.Record {
	t.Helper()
	var r evidence.Record
	rig.Eventually(t, soon, "the record of "+id, func() bool {
		data, err := evidence.Find(t.Context(), w.inside, tenant, exchange.Key(tenant, user, id))
		if err != nil && !errors.Is(err, jetstream.ErrMsgNotFound) {
			t.Fatal(err)
		}
		return err == nil && json.Unmarshal(data, &r) == nil
	})
	return r
}

// stands says whether EVIDENCE has a message of this kind (opening or record) for a request now.
func (w *world) stands(t testing.TB, kind, id string) bool {
	t.Helper()
	s, err := w.inside.JS.Stream(t.Context(), bus.StreamEvidence)
	if err != nil {
		t.Error(err)
		return false
	}
	_, err = s.GetLastMsgForSubject(t.Context(), "sluice.evidence."+kind+"."+tenant+"."+exchange.Key(tenant, user, id)+".*")
	if err != nil && !errors.Is(err, jetstream.ErrMsgNotFound) {
		t.Error(err)
	}
	return err == nil
}

// limit has EVIDENCE refuse whatever is new, or take it again.
func (w *world) limit(t testing.TB, refuse bool) {
	t.Helper()
	s, err := w.inside.JS.Stream(t.Context(), bus.StreamEvidence)
	if err != nil {
		t.Fatal(err)
	}
	c := s.CachedInfo().Config
	c.MaxMsgs = -1
	if refuse {
		c.MaxMsgs = int64(s.CachedInfo().State.Msgs)
	}
	if _, err := w.inside.JS.UpdateStream(t.Context(), c); err != nil {
		t.Fatalf("changing EVIDENCE: %v", err)
	}
}
