package tamper

import (
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sluice/loadtest/rig"
)

// most is how long a backend whose file changes may go on getting requests.
const most = 60 * time.Second

func TestTamper(t *testing.T) {
	w := newWorld(t)
	w.run("nothing registered", w.unregistered)
	w.register(attested, "files", fileDigest(t, w))
	w.register(told, "ollama", "sha256:"+strings.Repeat("1", 64))
	w.run("before the first report", w.unverified)
	agentA := w.attest("a")
	w.attest("b")
	rig.Eventually(t, patience, "one of both was verified", func() bool { _, a := w.ask(attested); return a.Status == 200 })
	stop := w.load(attested)
	w.asked("a", patience, "a gets requests once it was verified")
	w.asked("b", patience, "b gets requests once it was verified")
	id, _ := w.ask(attested)
	if r := w.record(id).Weights; r == nil || r.State != "verified" || !r.Attested || r.By != "files" || !strings.HasPrefix(r.Agent, "agent-") || r.Version != "1" {
		t.Errorf("the record says %+v", r)
	}
	w.run("a file changes", w.changes)
	if failed, asked := stop(); failed > 0 {
		t.Errorf("%d of %d requests failed, though one backend was as it should be", failed, asked)
	} else {
		t.Logf("of %d requests none failed meanwhile", asked)
	}
	w.run("the file is restored", func(t *testing.T) { w.restored(t, agentA) })
	w.run("Ollama's digest changes", w.ollama)
	w.run("added at run time", w.added)
	w.run("the configuration changes", w.reloaded)
}

// fileDigest is what the command prints of a file, without a server.
func fileDigest(t *testing.T, w *world) string {
	t.Helper()
	out, err := exec.Command(w.bin, "models", "digest", w.files["a"]).Output()
	digest := strings.TrimSpace(string(out))
	if err != nil || !strings.HasPrefix(digest, "sha256:") {
		t.Fatalf("sluice models digest: %q, %v", digest, err)
	}
	return digest
}

// unregistered: what nobody registered serves, as the built-in policy says, and the record says so.
func (w *world) unregistered(t *testing.T) {
	id, a := w.ask(free)
	if a.Status != 200 {
		t.Fatalf("status %d, %s", a.Status, a.Code())
	}
	if r := w.record(id).Weights; r == nil || r.State != "unregistered" || r.Attested {
		t.Errorf("the record says %+v", r)
	}
}

// unverified: a registered model is served by nobody who has not shown its weights.
func (w *world) unverified(t *testing.T) {
	if _, a := w.ask(attested); a.Status != 503 || a.Code() != "model_unavailable" {
		t.Errorf("status %d, %s", a.Status, a.Code())
	}
	for _, name := range []string{"a", "b"} {
		if n, _ := w.engines[name].calls(); n > 0 {
			t.Errorf("%s had %d requests before it was verified", name, n)
		}
	}
}

// changes: weights are written over in place, with size and time of modification kept, as somebody would who does not
// want to be seen.
func (w *world) changes(t *testing.T) {
	info, err := os.Stat(w.files["a"])
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(w.files["a"], os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if _, err := f.WriteAt([]byte("THE"), 0); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(w.files["a"], info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	rig.Eventually(t, most, "a flag of tampering", func() bool { return slices.Contains(w.flags(), "a") })
	flagged := time.Since(began)
	before, _ := w.engines["a"].calls()
	w.asked("b", patience, "b goes on")
	w.asked("b", patience, "b goes on")
	n, last := w.engines["a"].calls()
	if n > before {
		t.Errorf("%d requests went to a after it was flagged", n-before)
	}
	stopped := max(0, last.Sub(began))
	if stopped > most {
		t.Errorf("the last request went there %s after the change", stopped)
	}
	t.Logf("a file written over in place, size and time of modification kept: the last request went there %.1f s after, the flag was stored %.1f s after (at most %.0f s)",
		stopped.Seconds(), flagged.Seconds(), most.Seconds())
	if !strings.Contains(w.metrics(t), `sluice_model_tampers_total{backend="a",purpose="chat"} 1`) {
		t.Error("no metric counts it")
	}
}

// restored: the right file alone brings nothing back. Somebody must have looked at it.
func (w *world) restored(t *testing.T, agent *rig.Process) {
	agent.Stop()
	rig.WriteFile(t, w.files["a"], "%s", "the weights of a model")
	stop := w.load(attested)
	before, _ := w.engines["a"].calls()
	for range 100 {
		w.asked("b", patience, "b goes on")
	}
	if n, _ := w.engines["a"].calls(); n > before {
		t.Errorf("%d requests went to a before it was verified again", n-before)
	}
	began := time.Now()
	agent.Restart(true)
	w.asked("a", patience, "a gets requests again once it was verified")
	t.Logf("back %.1f s after the agent was started again", time.Since(began).Seconds())
	stop()
}

// ollama: an engine that tells a digest is asked again and again.
func (w *world) ollama(t *testing.T) {
	stop := w.load(told)
	w.asked("tags", patience, "it gets requests once it was verified")
	began := time.Now()
	w.engines["tags"].tell("sha256:" + strings.Repeat("2", 64))
	rig.Eventually(t, most, "a flag of tampering", func() bool { return slices.Contains(w.flags(), "tags") })
	_, last := w.engines["tags"].calls()
	t.Logf("a played Ollama tells another digest: the last request went there %.1f s after (at most %.0f s)", last.Sub(began).Seconds(), most.Seconds())
	w.engines["tags"].tell("sha256:" + strings.Repeat("1", 64))
	w.asked("tags", patience, "it gets requests again")
	stop()
}

// added: a backend that is added gets traffic after it was verified, and none after it was removed.
func (w *world) added(t *testing.T) {
	stop := w.load(attested)
	w.sluice("olga", nil, "models", "backend", "add", "c", "--engine", "llamacpp", "--url", w.engines["c"].URL, "--model", attested, "--attested-by", "agent-c")
	for range 50 {
		w.asked("b", patience, "b goes on")
	}
	if n, _ := w.engines["c"].calls(); n > 0 {
		t.Errorf("%d requests went to c before it was verified", n)
	}
	w.attest("c")
	w.asked("c", patience, "c gets requests once it was verified")
	w.sluice("olga", nil, "models", "backend", "remove", "c")
	w.idle(t, "c")
	if failed, asked := stop(); failed > 0 {
		t.Errorf("%d of %d requests failed", failed, asked)
	}
}

// reloaded: a configuration that cannot be changes nothing, nor does one that has no backends any more; one that has is
// taken up while requests go on.
func (w *world) reloaded(t *testing.T) {
	stop := w.load(attested)
	file := filepath.Join(w.Dir, "sluice.yaml")
	for text, why := range map[string]string{"backends: 7\n": "cannot be: what was read before stays", "": "it has no backends any more"} {
		rig.WriteFile(t, file, "%s", text)
		rig.Eventually(t, patience, "the log says what is wrong with the file", func() bool {
			data, err := os.ReadFile(w.Services["dispatch"].Log)
			return err == nil && strings.Contains(string(data), why)
		})
		w.asked("a", patience, "a goes on")
	}
	rig.WriteFile(t, file, "%s", w.config("a"))
	w.idle(t, "b")
	w.asked("a", patience, "a goes on")
	if failed, asked := stop(); failed > 0 {
		t.Errorf("%d of %d requests failed", failed, asked)
	}
}

// idle waits until an engine gets nothing while another gets a hundred requests.
func (w *world) idle(t *testing.T, name string) {
	t.Helper()
	rig.Eventually(t, patience, name+" gets no more requests", func() bool {
		before, _ := w.engines[name].calls()
		for range 20 {
			w.asked("a", patience, "a goes on")
		}
		n, _ := w.engines[name].calls()
		return n == before
	})
}

func (w *world) metrics(t *testing.T) string {
	t.Helper()
	return get(t, w.Services["dispatch"].Addr("ops"))
}

// get reads the metrics of a process.
func get(t *testing.T, ops string) string {
	t.Helper()
	resp, err := http.Get("http://" + ops + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
