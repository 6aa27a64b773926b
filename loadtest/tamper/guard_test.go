package tamper

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"

	"sluice/loadtest/rig"
)

// TestGuardModel: a guard model whose digest is not the registered one is flagged, and asked for no verdict.
func TestGuardModel(t *testing.T) {
	const name = "guard:1"
	w := &world{t: t, bin: rig.Binary(t, false), dir: t.TempDir(), tokens: map[string]string{}}
	engine := play(t, name, "")
	engine.tell("sha256:" + strings.Repeat("1", 64))
	up := rig.StartUp(t, `policy: `+rig.WriteFile(t, w.dir+"/policy.yaml", "version: g\ndeadline: 2s\nmodels: {approver: any}\ninput: {default: flag}\noutput: {default: flag}\n")+`
guard: {backends: [{name: g, engine: ollama, url: "`+engine.URL+`", model: "`+name+`", family: llama-guard-3-8b}]}
`)
	w.Stack = &rig.Stack{Data: up.Data, NATSURL: up.URL()}
	w.inside = rig.Inside(t, up.URL(), up.Keys)
	entry := rig.WriteFile(t, w.dir+"/entry.json", `{"name":%q,"version":"1","weights":[{"by":"ollama","digest":"sha256:%s"}],"source":"a test","data_class":"public","location":"here"}`, name, strings.Repeat("1", 64))
	var e struct {
		Digest string `json:"digest"`
	}
	w.sluice("admin", &e, "models", "register", entry)
	w.sluice("admin", nil, "models", "approve", name, "1", e.Digest) // the policy lets one do both
	weights := func(state string) func() bool {
		return func() bool {
			return strings.Contains(get(t, up.Addr("ops")), `sluice_backend_weights{backend="g",purpose="classify",state="`+state+`"} 1`)
		}
	}
	rig.Eventually(t, patience, "the guard model is verified", weights("verified"))
	engine.tell("sha256:" + strings.Repeat("2", 64))
	rig.Eventually(t, most, "a flag of tampering", func() bool { return len(w.flags()) == 1 && w.flags()[0] == "g" })
	rig.Eventually(t, patience, "the metric says so", weights("tampered"))
	before := engine.generated()
	out, err := exec.Command(w.bin, "ask", "--nats-url", up.URL(), "--data", up.Data, "Hello").CombinedOutput()
	if err == nil {
		t.Errorf("it is answered though nobody could judge: %s", out)
	}
	if n := engine.generated(); n > before {
		t.Errorf("it was asked for %d verdicts", n-before)
	}
	var list struct {
		Entries []json.RawMessage `json:"entries"`
	}
	w.sluice("admin", &list, "models", "list")
	if len(list.Entries) != 1 {
		t.Errorf("%d entries", len(list.Entries))
	}
}
