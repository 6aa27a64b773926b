package identity_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/chat"
	"sluice/pkg/evidence"
	"sluice/pkg/model"
	"sluice/pkg/register"
	"sluice/schemas"
	"sluice/services/identity"
)

const entryText = `{"name":"m:1","version":"1","weights":[{"by":"files","digest":"sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}],"source":"a test","data_class":"public","location":"a folder"}`

// models asks about the register as one user does, and holds the answer to its schema.
func (a asker) models(act, question string) identity.ModelAnswer {
	a.w.t.Helper()
	m, err := a.nc.Request(bus.UserSubject(bus.Admin, identity.FirstTenant, a.user)+".models."+act, []byte(question), 10*time.Second)
	if err != nil {
		a.w.t.Fatal(act, err)
	}
	schema, err := chat.CompileSchema("models_answer.schema.json")
	if err != nil {
		a.w.t.Fatal(err)
	}
	doc, err := chat.Parse(m.Data, chat.Limits{})
	if err != nil {
		a.w.t.Fatal(err)
	}
	if fault := schema.Check(doc.Root); fault != nil {
		a.w.t.Errorf("%s: the answer does not fit: %+v\n%s", act, fault, m.Data)
	}
	var answer identity.ModelAnswer
	if err := json.Unmarshal(m.Data, &answer); err != nil {
		a.w.t.Fatal(act, err)
	}
	return answer
}

func (a asker) refused(act, question, code string) {
	a.w.t.Helper()
	if got := a.models(act, question); got.Error == nil || got.Error.Code != code {
		a.w.t.Errorf("%s %s: %+v, want %s", act, question, got.Error, code)
	}
}

func newRegister(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.deps.Models = register.NewStore(w.deps.Bus, bustest.Bucket(t, w.deps.Bus, bus.BucketModels), time.Now)
	w.deps.Engines = []string{"dev", "vllm"}
	w.deps.Clean = func(text string) bool { return !strings.Contains(text, "AKIA") }
	if err := w.start(); err != nil {
		t.Fatal(err)
	}
	return w
}

// An entry is proposed by one, approved by another who looked at it, and retired for ever; each act is evidence.
func TestModels(t *testing.T) {
	w := newRegister(t)
	olga, ben := w.asker("olga", bus.RoleOperator), w.asker("ben", bus.RoleOperator)

	if a := olga.models("list", ""); a.Error != nil || len(a.Entries) != 0 {
		t.Fatalf("at first: %+v", a)
	}
	proposed := olga.models("register", `{"entry":`+entryText+`}`)
	if proposed.Error != nil || proposed.Entry.Standing != model.Proposed || proposed.Entry.ProposedBy != "default/olga" {
		t.Fatalf("register: %+v", proposed)
	}
	digest := proposed.Entry.Digest
	named := `{"name":"m:1","version":"1","digest":"` + digest + `"}`
	olga.refused("approve", named, "permission_denied")
	ben.refused("approve", `{"name":"m:1","version":"1","digest":"sha256:`+strings.Repeat("0", 64)+`"}`, "register_conflict")
	ben.refused("approve", `{"name":"m:1","version":"2","digest":"`+digest+`"}`, "not_found")
	if a := ben.models("approve", named); a.Error != nil || a.Entry.Approver != "default/ben" {
		t.Fatalf("approve: %+v", a)
	}
	ben.refused("approve", named, "register_conflict")
	olga.refused("register", `{"entry":`+strings.Replace(entryText, "a test", "elsewhere", 1)+`}`, "register_conflict")
	if a := olga.models("get", named); a.Error != nil || a.Entry.Standing != model.Approved || a.Entry.Digest != digest {
		t.Fatalf("get: %+v", a)
	}
	if a := olga.models("retire", named); a.Error != nil || a.Entry.Standing != model.Retired || a.Entry.RetiredBy != "default/olga" {
		t.Fatalf("retire: %+v", a)
	}
	olga.refused("retire", named, "register_conflict")
	// Stored, each & is six bytes: what could not be read again is not stored.
	var hosts []string
	for i := range 190 {
		hosts = append(hosts, fmt.Sprintf("%q", fmt.Sprintf("gpu-%060d", i)))
	}
	long := strings.NewReplacer(`"version":"1"`, `"version":"3"`, "a test", strings.Repeat("&", 512), `"a folder"`, `"`+strings.Repeat("&", 512)+`","backends":[`+strings.Join(hosts, ",")+"]")
	if a := olga.models("register", `{"entry":`+long.Replace(entryText)+`}`); a.Error == nil || !strings.Contains(a.Error.Message, "as it is stored") {
		t.Errorf("an entry that could not be read again: %+v", a.Error)
	}
	olga.refused("register", `{"entry":`+entryText+`}`, "register_conflict")
	if a := ben.models("list", "{}"); len(a.Entries) != 1 || a.Entries[0].Approver != "default/ben" {
		t.Errorf("list: %+v", a)
	}
	for question, code := range map[string]string{
		`{"entry":` + strings.Replace(entryText, `"m:1"`, `"m:latest"`, 1) + `}`:            "invalid_value",
		`{"entry":` + strings.Replace(entryText, `"a test"`, `"a","more":1`, 1) + `}`:       "invalid_value",
		`{"entry":` + strings.Replace(entryText, "a test", "AKIAIOSFODNN7EXAMPL3", 1) + `}`: "invalid_value",
		`{"entry":7`: "invalid_json",
		`{}`:         "invalid_value",
	} {
		olga.refused("register", question, code)
	}
	olga.refused("erase", "{}", "not_found")
	want := []string{"model.register m:1 1 " + digest, "model.approve m:1 1 " + digest, "model.retire m:1 1 " + digest}
	if got := w.acts(t, "model."); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("the log has\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Backends are added, replaced and removed; each act is evidence.
func TestBackends(t *testing.T) {
	w := newRegister(t)
	olga := w.asker("olga", bus.RoleOperator)
	const backend = `{"name":"gpu-7","engine":"vllm","url":"http://10.0.0.7:8000","models":["m:1"],"attested_by":"gpu-7"}`
	for range 2 {
		if a := olga.models("backend.add", `{"backend":`+backend+`}`); a.Error != nil || a.Backend.AddedBy != "default/olga" {
			t.Fatalf("add: %+v", a)
		}
	}
	if a := olga.models("backend.list", ""); len(a.Backends) != 1 || a.Backends[0].URL != "http://10.0.0.7:8000" {
		t.Errorf("list: %+v", a)
	}
	olga.refused("backend.add", `{"backend":`+strings.Replace(backend, "vllm", "dev", 1)+`}`, "invalid_value")
	olga.refused("backend.add", `{"backend":`+strings.Replace(backend, `"models"`, `"api_key_env":"HOME","models"`, 1)+`}`, "invalid_value")
	olga.refused("backend.remove", `{"name":"gpu-8"}`, "not_found")
	olga.refused("backend.remove", `{"name":"a b"}`, "not_found")
	if a := olga.models("backend.remove", `{"name":"gpu-7"}`); a.Error != nil {
		t.Fatalf("remove: %+v", a)
	}
	olga.refused("backend.remove", `{"name":"gpu-7"}`, "not_found")
	if a := olga.models("backend.list", ""); len(a.Backends) != 0 {
		t.Errorf("list after removal: %+v", a)
	}
	if got := strings.Join(w.acts(t, "backend."), ", "); got != "backend.add backend gpu-7, backend.add backend gpu-7, backend.remove backend gpu-7" {
		t.Errorf("the log has %s", got)
	}
}

// There is one register, and the tenant default's alone.
func TestModelsOfAnotherTenant(t *testing.T) {
	w := newRegister(t)
	text, _ := w.grantIn("acme", "mallory", time.Time{}, bus.RoleAdmin)
	nc, err := nats.Connect("nats://"+w.Addr(), nats.Token(text), nats.CustomInboxPrefix(bus.PrivateInbox("acme", "mallory")), nats.Timeout(10*time.Second))
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	for _, act := range []string{"list", "register", "approve", "retire", "backend.add", "backend.remove", "backend.list"} {
		m, err := nc.Request(bus.UserSubject(bus.Admin, "acme", "mallory")+".models."+act, []byte(`{"entry":`+entryText+`}`), 10*time.Second)
		if err != nil {
			t.Fatal(act, err)
		}
		var a identity.ModelAnswer
		if err := json.Unmarshal(m.Data, &a); err != nil || a.Error == nil || a.Error.Status != 403 {
			t.Errorf("%s: %s", act, m.Data)
		}
	}
}

// An agent's report is kept below its own name, whatever it says of itself, and nothing else of the bucket is its.
func TestReportsAreTheirSenders(t *testing.T) {
	w := newRegister(t)
	agent := w.asker("gpu-1", bus.RoleAttestor)
	report := `{"version":1,"backend":"gpu-1","state":"hashing","files":0,"bytes":0,"engine":"vllm","sluice_version":"1"}`
	m, err := agent.nc.Request("sluice.attest.default.gpu-1", []byte(report), 10*time.Second)
	if err != nil || !strings.Contains(string(m.Data), `"seq"`) {
		t.Fatalf("not acknowledged: %v", err)
	}
	for _, subject := range []string{"sluice.attest.default.gpu-2", "$KV.MODELS.attest.default.gpu-1", "$KV.MODELS.entry.x", "$KV.MODELS.pool.default"} {
		if _, err := agent.nc.Request(subject, []byte(report), 200*time.Millisecond); err == nil {
			t.Errorf("%s is answered", subject)
		}
	}
	olga := w.asker("olga", bus.RoleOperator)
	a := olga.models("list", "")
	if len(a.Reports) != 1 || a.Reports[0].Agent != "gpu-1" || a.Reports[0].Report.State != model.ReportHashing || a.Reports[0].At.IsZero() {
		t.Errorf("reports: %+v", a.Reports)
	}
}

// acts are the administrative acts on the log that begin with a prefix; each fits its schema.
func (w *world) acts(t *testing.T, prefix string) []string {
	t.Helper()
	schema, err := chat.CompileSchema(schemas.AdminEvent)
	if err != nil {
		t.Fatal(err)
	}
	page, err := evidence.Page(t.Context(), w.Connect(bus.UserProvenance), identity.FirstTenant, time.Time{}, 0, 100, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, data := range page.Events {
		var e evidence.Admin
		if err := json.Unmarshal(data, &e); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(e.Act, prefix) {
			continue
		}
		doc, err := chat.Parse(data, chat.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if fault := schema.Check(doc.Root); fault != nil {
			t.Errorf("%s: %+v", data, fault)
		}
		out = append(out, e.Act+" "+e.Object)
	}
	return out
}
