package identity_test

import (
	"encoding/json"
	"io/fs"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/evidence"
	"sluice/pkg/policy"
	"sluice/pkg/sanitize"
	"sluice/pkg/scan"
	"sluice/schemas"
	"sluice/services/identity"
)

// An operator has an evaluation stored under its own name; what no evaluation is, or
// what may tell of a person, is not.
func TestEvaluationIsStored(t *testing.T) {
	w := newWorld(t)
	w.deps.Clean = func(name string) bool { return sanitize.New(scan.Default(), w.deps.Policy).Clean(name, policy.Input) }
	if err := w.start(); err != nil {
		t.Fatal(err)
	}
	a := w.asker("olga", bus.RoleOperator)
	good, err := fs.ReadFile(schemas.Golden(), "evaluation_question/valid/hazard.json")
	if err != nil {
		t.Fatal(err)
	}
	store := func(data string) identity.EvaluationAnswer {
		m, err := a.nc.Request(bus.UserSubject(bus.Admin, identity.FirstTenant, a.user)+".evaluation.store", []byte(data), 10*time.Second)
		if err != nil {
			t.Fatalf("%.40q: %v", data, err)
		}
		var answer identity.EvaluationAnswer
		if err := json.Unmarshal(m.Data, &answer); err != nil {
			t.Fatal(err)
		}
		return answer
	}
	for name, data := range map[string]string{
		"no JSON":         "{",
		"nothing":         "{}",
		"with a name":     `{"tenant":"other",` + string(good)[1:],
		"with a text":     strings.Replace(string(good), `"rows"`, `"text": "x", "rows"`, 1),
		"too large":       `{"what":"` + strings.Repeat("x", 300<<10) + `"}`,
		"a secret":        strings.ReplaceAll(string(good), "xstest.jsonl", "AKIA"+"QYLPMN5HHHFPZAM2.jsonl"),
		"a share above 1": strings.Replace(string(good), `"brier": 0.`, `"brier": 7.`, 1),
	} {
		if got := store(data); got.Error == nil || !got.Stored.IsZero() {
			t.Errorf("%s: %+v", name, got)
		}
	}
	got := store(string(good))
	if got.Error != nil || got.Stored.IsZero() {
		t.Fatalf("%+v", got.Error)
	}
	s, err := w.Connect(bus.UserSetup).JS.Stream(t.Context(), bus.StreamEvidence)
	if err != nil {
		t.Fatal(err)
	}
	info, err := s.Info(t.Context(), jetstream.WithSubjectFilter(bus.EvaluationSubject(identity.FirstTenant)))
	if err != nil || info.State.Subjects[bus.EvaluationSubject(identity.FirstTenant)] != 1 {
		t.Fatalf("%v, %v", info.State.Subjects, err)
	}
	m, err := s.GetLastMsgForSubject(t.Context(), bus.EvaluationSubject(identity.FirstTenant))
	if err != nil {
		t.Fatal(err)
	}
	schema, err := chat.CompileSchema(schemas.Evaluation)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := chat.Parse(m.Data, chat.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var e evidence.Evaluation
	if fault, err := schema.Check(doc.Root), json.Unmarshal(m.Data, &e); fault != nil || err != nil || e.Tenant != identity.FirstTenant || e.By != "olga" || !e.TS.Equal(got.Stored) || e.What != "hazard" {
		t.Errorf("%+v, %v: %s", fault, err, m.Data)
	}
}
