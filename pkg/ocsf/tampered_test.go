package ocsf_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"sluice/pkg/exchange"
	"sluice/pkg/ocsf"
	"sluice/schemas"
)

func TestTampered(t *testing.T) {
	m := ocsf.Tampered{
		Backend: "gpu-1", Model: "llama3.3:70b", Version: "2026-11", By: "files",
		Registered: "sha256:" + strings.Repeat("a", 64), Served: "sha256:" + strings.Repeat("b", 64),
	}
	e := m.Event("default", exchange.StageDispatch, at, "1.2.3")
	if e.Severity != ocsf.Critical || e.Category != ocsf.CategoryModel || e.Tenant != "default" || e.Stage != "dispatch" {
		t.Errorf("%+v", e)
	}
	f := decode(t, e.Body)
	if f.FindingInfo.Analytic.UID != "model.tamper" || !f.IsAlert || f.Unmapped.Tampered == nil || *f.Unmapped.Tampered != m || f.Metadata.CorrelationUID != "" {
		t.Errorf("%s", e.Body)
	}
	text, err := schemas.File(schemas.OCSFDetectionFinding)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("urn:sluice:x", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("urn:sluice:x")
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(e.Body))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(v); err != nil {
		t.Error(err)
	}
	// Who finds the same at about the same time tells of the same event; an hour later it is another.
	if o := m.Event("default", exchange.StageDispatch, at.Add(time.Second), "1.2.3"); o.ID != e.ID {
		t.Error("one finding is two events")
	}
	if o := m.Event("default", exchange.StageDispatch, at.Add(time.Hour), "1.2.3"); o.ID == e.ID {
		t.Error("a new finding is an old event")
	}
	m.Served = "sha256:" + strings.Repeat("c", 64)
	if o := m.Event("default", exchange.StageDispatch, at, "1.2.3"); o.ID == e.ID {
		t.Error("other weights are the same event")
	}
}
