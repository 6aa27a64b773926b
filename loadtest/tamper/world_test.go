package tamper

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sluice/loadtest/outcomes/caller"
	"sluice/loadtest/rig"
	"sluice/pkg/bus"
	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
)

func TestMain(m *testing.M) { os.Exit(rig.Main(m)) }

// Models of the tests.
const (
	attested = "llama:1" // two llama.cpp servers, each with an agent
	told     = "tags:1"  // an Ollama server
	free     = "free"    // registered by nobody
)

// patience is for what must happen and has no time of its own.
const patience = 90 * time.Second

// world is a Sluice of processes, its engines, and their files.
type world struct {
	*rig.Stack
	t       *testing.T // of the present subtest; not for the goroutines of load
	bin     string
	dir     string
	inside  *bus.Bus
	http    caller.HTTP
	engines map[string]*played
	files   map[string]string
	tokens  map[string]string
	next    atomic.Int64
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, bin: rig.Binary(t, false), dir: t.TempDir(), engines: map[string]*played{}, files: map[string]string{}, tokens: map[string]string{}}
	for _, name := range []string{"a", "b", "c"} {
		w.files[name] = rig.WriteFile(t, filepath.Join(w.dir, name+".gguf"), "%s", "the weights of a model")
		w.engines[name] = play(t, attested, w.files[name])
	}
	w.engines["tags"] = play(t, told, "")
	w.engines["tags"].tell("sha256:" + strings.Repeat("1", 64))
	w.engines["free"] = play(t, free, "")
	w.Stack = rig.StartStack(t, rig.StackOptions{Model: w.engines["free"].URL, Config: w.config("a", "b") + "# %s\n"})
	w.inside = rig.Inside(t, w.NATSURL, w.Keys)
	w.http = caller.HTTP{Addr: w.EdgeAddr, Token: w.Token(t)}
	for user, role := range map[string]string{"agent-a": "attestor", "agent-b": "attestor", "agent-c": "attestor", "olga": "operator"} {
		var a struct {
			Token string `json:"token"`
		}
		w.sluice("admin", &a, "token", "create", user, "--role", role)
		w.tokens[user] = a.Token
	}
	return w
}

// config has these attested backends beside the others.
func (w *world) config(names ...string) string {
	var b strings.Builder
	b.WriteString("backends:\n")
	for _, n := range names {
		fmt.Fprintf(&b, "  - {name: %s, engine: llamacpp, url: %q, models: [%q], attested_by: agent-%s}\n", n, w.engines[n].URL, attested, n)
	}
	fmt.Fprintf(&b, "  - {name: tags, engine: ollama, url: %q, models: [%q]}\n", w.engines["tags"].URL, told)
	fmt.Fprintf(&b, "  - {name: free, engine: openai, url: %q, models: [%s]}\n", w.engines["free"].URL, free)
	return b.String()
}

// sluice runs a command as a user and decodes what it prints as JSON.
func (w *world) sluice(user string, out any, args ...string) {
	w.t.Helper()
	cmd := exec.Command(w.bin, append(args, "--json", "--as", user, "--nats-url", w.NATSURL, "--data", w.Data)...)
	cmd.Env = os.Environ()
	if user != "admin" {
		cmd.Env = append(cmd.Env, "SLUICE_TOKEN="+w.tokens[user])
	}
	data, err := cmd.Output()
	if err != nil {
		w.t.Fatalf("sluice %s: %v", strings.Join(args, " "), err)
	}
	if out != nil && json.Unmarshal(data, out) != nil {
		w.t.Fatalf("sluice %s prints no JSON: %s", strings.Join(args, " "), data)
	}
}

// run runs a subtest, whose t the world's methods use meanwhile.
func (w *world) run(name string, test func(t *testing.T)) {
	whole := w.t
	whole.Run(name, func(t *testing.T) {
		w.t = t
		defer func() { w.t = whole }()
		test(t)
	})
}

// register has the administrator propose an entry and the operator approve it.
func (w *world) register(name, by, digest string) {
	w.t.Helper()
	file := rig.WriteFile(w.t, filepath.Join(w.dir, "entry.json"),
		`{"name":%q,"version":"1","weights":[{"by":%q,"digest":%q}],"source":"a test","data_class":"public","location":"a folder"}`, name, by, digest)
	var e struct {
		Digest string `json:"digest"`
	}
	w.sluice("admin", &e, "models", "register", file)
	w.sluice("olga", nil, "models", "approve", name, "1", e.Digest)
}

// attest starts the agent of a backend, and returns when its first report is stored.
func (w *world) attest(name string) *rig.Process {
	w.t.Helper()
	return rig.Start(w.t, w.dir, "attest-"+name, w.bin, []string{"SLUICE_TOKEN=" + w.tokens["agent-"+name]}, true, "attest",
		"--backend", name, "--engine", "llamacpp", "--url", w.engines[name].URL, "--as", "agent-"+name, "--nats-url", w.NATSURL, w.files[name])
}

// ask asks a model once.
func (w *world) ask(model string) (id string, a caller.Answer) {
	id = fmt.Sprintf("t-%d", w.next.Add(1))
	a, err := w.http.Try("POST", "/v1/chat/completions", `{"model":"`+model+`","messages":[{"role":"user","content":"Hello, `+id+`"}]}`, "X-Request-Id", id)
	if err != nil {
		return id, caller.Answer{} // its status is none
	}
	return id, a
}

// load asks a model again and again until stop is called, which says how many of how many failed.
func (w *world) load(model string) (stop func() (failed, asked int64)) {
	var all sync.WaitGroup
	var failures, count atomic.Int64
	done := make(chan struct{})
	for range 2 {
		all.Go(func() {
			tick := time.NewTicker(40 * time.Millisecond)
			defer tick.Stop()
			for {
				select {
				case <-done:
					return
				case <-tick.C:
				}
				count.Add(1)
				if id, a := w.ask(model); a.Status != 200 && failures.Add(1) == 1 {
					w.t.Logf("the first that failed is %s: status %d, %s", id, a.Status, a.Code())
				}
			}
		})
	}
	end := sync.OnceFunc(func() { close(done); all.Wait() })
	w.t.Cleanup(end)
	return func() (int64, int64) {
		end()
		return failures.Load(), count.Load()
	}
}

// record is stored before its caller has an answer.
func (w *world) record(id string) evidence.Record {
	w.t.Helper()
	data, err := evidence.Find(w.t.Context(), w.inside, caller.Tenant, exchange.Key(caller.Tenant, "admin", id))
	if err != nil {
		w.t.Fatalf("the record of %s: %v", id, err)
	}
	var r evidence.Record
	if err := json.Unmarshal(data, &r); err != nil {
		w.t.Fatal(err)
	}
	return r
}

// asked waits until an engine has had more completions than before.
func (w *world) asked(name string, within time.Duration, what string) {
	w.t.Helper()
	before, _ := w.engines[name].calls()
	from := w.next.Load()
	defer func() {
		if w.t.Failed() {
			w.t.Logf("%d requests were sent meanwhile; of the pool: %s", w.next.Load()-from, backends(w.metrics(w.t)))
		}
	}()
	rig.Eventually(w.t, within, what, func() bool { n, _ := w.engines[name].calls(); return n > before })
}

// backends are the lines of the metrics that tell of them.
func backends(metrics string) string {
	var out []string
	for line := range strings.Lines(metrics) {
		if strings.HasPrefix(line, "sluice_backend_") {
			out = append(out, strings.TrimSpace(line))
		}
	}
	return strings.Join(out, "; ")
}

// flags are the backends of the flags of tampering that are stored.
func (w *world) flags() []string {
	w.t.Helper()
	page, _, err := w.inside.Read(w.t.Context(), bus.Page{Stream: bus.StreamFlags, Subject: bus.FlagSubject("critical", "model", caller.Tenant), Limit: 100})
	if err != nil {
		w.t.Fatal(err)
	}
	var out []string
	for _, m := range page {
		var f struct {
			FindingInfo struct {
				Analytic struct {
					UID string `json:"uid"`
				} `json:"analytic"`
			} `json:"finding_info"`
			Unmapped struct {
				Tampered struct {
					Backend string `json:"backend"`
				} `json:"tampered"`
			} `json:"unmapped"`
		}
		if err := json.Unmarshal(m.Data, &f); err != nil || f.FindingInfo.Analytic.UID != "model.tamper" {
			w.t.Errorf("a flag of another kind: %s", m.Data)
		}
		out = append(out, f.Unmapped.Tampered.Backend)
	}
	return out
}
