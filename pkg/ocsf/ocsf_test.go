package ocsf_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"sluice/pkg/exchange"
	"sluice/pkg/ocsf"
	"sluice/schemas"
)

var at = time.Date(2026, 11, 23, 12, 0, 1, 0, time.UTC)

// full is an exchange on whose pages stands everything that makes an event. What a
// rule might have matched stands where text could only come from.
func full() *exchange.Exchange {
	return &exchange.Exchange{
		Key: exchange.Key("acme", "alice", "r-1"), ID: "r-1", Tenant: "acme", User: "alice", Lane: "interactive", Via: "http",
		Model: "model-of-the-caller", Accepted: at.Add(-time.Second), Live: true, Tools: true,
		Policy: exchange.PolicyRef{Version: "2026-11-1", Digest: "sha256:abc", Required: exchange.Checks()},
		DLP: &exchange.DLPPage{State: exchange.Passed, InputHash: "hmac-sha256:1", Findings: []exchange.Finding{
			{Type: "SECRET", Rule: "aws-access-key-id", Action: "redact", Count: 2},
			{Type: "EMAIL_ADDRESS", Rule: "email", Action: "pseudonymize", Count: 3},
			{Type: "IP_ADDRESS", Rule: "ipv4", Action: "flag", Count: 1},
			{Type: "PHONE_NUMBER", Rule: "phone", Action: "allow", Count: 1},
			{Type: "PATIENT_ID", Rule: "house-rule", Action: "redact", Count: 1},
		}},
		GuardInput: &exchange.GuardPage{State: exchange.Excepted, Classifier: "llama-guard-3-8b", Error: "timeout"},
		ToolOffer: &exchange.ToolPage{State: exchange.Passed, Bundle: "sha256:def", Decisions: []exchange.ToolDecision{
			{Tool: "search", Allowed: true, Policy: "anyone_search"},
			{Tool: "delete_user", Policy: "default_deny", Reason: "denied"},
			{Tool: "drop all; tables", Policy: "default_deny", Reason: "denied"},
			{Tool: "wire_money", Policy: "forbid_money", Reason: "denied"},
		}},
		Dispatch: &exchange.DispatchPage{
			State: exchange.Failed, Opened: at, ToolCalls: []string{"rm"}, ToolsDropped: true,
			Findings: []exchange.Finding{{Type: "CREDIT_CARD", Rule: "credit-card", Action: "block", Count: 1}},
		},
		GuardOutput: &exchange.GuardPage{
			State: exchange.Failed, Classifier: "llama-guard-3-8b", Worst: &exchange.Place{Where: "texts[0]", Start: 7168, End: 15360}, Categories: []exchange.Category{{Code: "S9", Score: 0.987}},
			Findings: []exchange.Finding{
				{Type: "HAZARD", Rule: "S9", Action: "block", Count: 1}, {Type: "HAZARD", Rule: "S10", Action: "flag", Count: 1},
				{Type: "INJECTION", Rule: "injection-exfiltration-link", Action: "flag", Count: 1},
			},
		},
		Refusal: &exchange.Refusal{Stage: "dispatch", Failed: true, Status: 502, Code: "upstream_cut", Message: "the message of a refusal", Dead: true},
	}
}

// all are the events of every stage.
func all(x *exchange.Exchange, level string) []ocsf.Event {
	var out []ocsf.Event
	for _, s := range append(exchange.Stages(), exchange.StageDLP) {
		out = append(out, ocsf.Events(x, s, level, at, "1.2.3")...)
	}
	return out
}

func decode(t testing.TB, body []byte) ocsf.Finding {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	var f ocsf.Finding
	if err := dec.Decode(&f); err != nil {
		t.Fatal(err)
	}
	return f
}

// brief is an event in one line.
func brief(t testing.TB, e ocsf.Event) string {
	f := decode(t, e.Body)
	id := strings.TrimPrefix(e.ID, f.Unmapped.Exchange+":")
	return strings.Join([]string{e.Severity, e.Category, id}, " ")
}

func TestEvents(t *testing.T) {
	for stage, want := range map[exchange.Stage][]string{
		exchange.StageDLP: {
			"high dlp dlp_input:SECRET:aws-access-key-id:redact",
			"low dlp dlp_input:EMAIL_ADDRESS:email:pseudonymize",
			"medium dlp dlp_input:IP_ADDRESS:ipv4:flag",
			"informational dlp dlp_input:PHONE_NUMBER:phone:allow",
			"medium dlp dlp_input:PATIENT_ID:house-rule:redact",
		},
		exchange.StageGuard: {
			"critical hazard guard_output:HAZARD:S9:block",
			"medium hazard guard_output:HAZARD:S10:flag",
			"medium injection guard_output:INJECTION:injection-exfiltration-link:flag",
		},
		exchange.StageToolauth: {
			"medium tool tool_offer:TOOL:default_deny:deny",
			"medium tool tool_offer:TOOL:forbid_money:deny",
		},
		exchange.StageDispatch: {
			"high dlp dlp_output:CREDIT_CARD:credit-card:block",
			"medium tool tool_calls:TOOL:default_deny:deny",
			"high stream dispatch:FAILURE:upstream_cut:dead_letter",
		},
		exchange.StageProvenance: nil,
	} {
		var got []string
		for _, e := range ocsf.Events(full(), stage, "", at, "1.2.3") {
			got = append(got, brief(t, e))
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s:\n got %q\nwant %q", stage, got, want)
		}
	}
}

// Before the completion is judged, the page of the prompt is the guard's newest.
func TestEventsOfThePrompt(t *testing.T) {
	x := full()
	x.GuardOutput = nil
	for state, want := range map[exchange.CheckState]string{
		exchange.Excepted: "high guard guard_input:CHECK:timeout:except",
		exchange.Errored:  "medium guard guard_input:CHECK:timeout:refuse",
		exchange.Passed:   "", exchange.NotRun: "",
	} {
		x.GuardInput.State = state
		var got strings.Builder
		for _, e := range ocsf.Events(x, exchange.StageGuard, "", at, "1") {
			got.WriteString(brief(t, e))
		}
		if got.String() != want {
			t.Errorf("%s: got %q, want %q", state, got.String(), want)
		}
	}
}

// Parts that nobody looked into are told by kind, where their prompt goes on.
func TestEventsOfUnscannedParts(t *testing.T) {
	x := full()
	x.DLP = &exchange.DLPPage{State: exchange.Excepted, Unscanned: &exchange.Unscanned{Count: 3, Kinds: map[string]int{"image": 2, "audio": 1}, Bytes: 9}}
	events := ocsf.Events(x, exchange.StageDLP, "medium", at, "1.2.3")
	if len(events) != 2 || brief(t, events[0]) != "high dlp dlp_input:UNSCANNED:audio:except" || brief(t, events[1]) != "high dlp dlp_input:UNSCANNED:image:except" {
		t.Fatalf("%d events", len(events))
	}
	f := decode(t, events[1].Body)
	if f.Count != 2 || f.Message != "Parts of the prompt that nobody looked into (image): let pass as an exception" {
		t.Errorf("%d times: %s", f.Count, f.Message)
	}
	schemas := compiled(t)
	if err := valid(t, schemas[f.ClassUID], events[1].Body); err != nil {
		t.Error(err)
	}
	x.DLP.State = exchange.Failed
	if events := ocsf.Events(x, exchange.StageDLP, "", at, "1.2.3"); len(events) != 0 {
		t.Errorf("of a prompt that goes nowhere: %d events", len(events))
	}
}

func TestEventsOfFailures(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*exchange.Exchange)
		want   string
	}{
		"dead":              {func(*exchange.Exchange) {}, "high stream dispatch:FAILURE:upstream_cut:dead_letter"},
		"cut":               {func(x *exchange.Exchange) { x.Refusal.Dead = false }, "medium stream dispatch:FAILURE:upstream_cut:cut"},
		"another stage's":   {func(x *exchange.Exchange) { x.Refusal.Stage = "guard" }, ""},
		"not live":          {func(x *exchange.Exchange) { x.Refusal.Dead, x.Live = false, false }, ""},
		"never opened":      {func(x *exchange.Exchange) { x.Refusal.Dead, x.Dispatch.Opened = false, time.Time{} }, ""},
		"a verdict":         {func(x *exchange.Exchange) { x.Refusal.Dead, x.Refusal.Failed = false, false }, ""},
		"dead without page": {func(x *exchange.Exchange) { x.Dispatch = nil }, "high stream dispatch:FAILURE:upstream_cut:dead_letter"},
		"no code":           {func(x *exchange.Exchange) { x.Refusal.Code = "" }, "high stream dispatch:FAILURE:error:dead_letter"},
	} {
		x := full()
		x.Dispatch.Findings, x.Dispatch.ToolsDropped = nil, false
		tt.change(x)
		var got strings.Builder
		for _, e := range ocsf.Events(x, exchange.StageDispatch, "", at, "1") {
			got.WriteString(brief(t, e))
		}
		if got.String() != tt.want {
			t.Errorf("%s: got %q, want %q", name, got.String(), tt.want)
		}
	}
}

// Findings that would be one event are added up: nothing is lost, nothing is twice.
func TestEventsAddUp(t *testing.T) {
	x := full()
	x.DLP.Findings = append(x.DLP.Findings, exchange.Finding{Type: "SECRET", Rule: "aws-access-key-id", Action: "redact", Count: 5})
	if f := decode(t, ocsf.Events(x, exchange.StageDLP, "", at, "1")[0].Body); f.Count != 7 {
		t.Errorf("count is %d", f.Count)
	}
	f := decode(t, ocsf.Events(x, exchange.StageToolauth, "", at, "1")[0].Body)
	if f.Count != 2 || len(f.Unmapped.Tools) != 1 || f.Unmapped.Tools[0] != "delete_user" {
		t.Errorf("count %d, tools %q: a name that is none is counted and not told", f.Count, f.Unmapped.Tools)
	}
	seen := map[string]bool{}
	for _, e := range all(x, "") {
		if seen[e.ID] {
			t.Errorf("%s twice", e.ID)
		}
		seen[e.ID] = true
	}
}

// Odd rules neither break a header nor fall together.
func TestOddRules(t *testing.T) {
	x := full()
	x.ToolOffer.Decisions = []exchange.ToolDecision{{Policy: "a b"}, {Policy: "a\r\nb"}, {Policy: "a:b"}, {Policy: strings.Repeat("a", 300)}}
	ids := map[string]bool{}
	for _, e := range ocsf.Events(x, exchange.StageToolauth, "", at, "1") {
		ids[e.ID] = true
		if strings.ContainsAny(e.ID, " \r\n") || len(e.ID) > 300 {
			t.Errorf("id %q", e.ID)
		}
		if strings.Count(e.ID, ":") != 4 {
			t.Errorf("id %q has other parts", e.ID)
		}
	}
	if len(ids) != 4 {
		t.Errorf("%d ids of 4 rules", len(ids))
	}
}

func TestDeterministic(t *testing.T) {
	a, b := all(full(), ""), all(full(), "")
	for i := range a {
		if !bytes.Equal(a[i].Body, b[i].Body) || a[i].ID != b[i].ID {
			t.Errorf("%s differs", a[i].ID)
		}
	}
	x := full()
	x.Accepted = x.Accepted.Add(time.Hour)
	if c := all(x, ""); c[0].ID == a[0].ID {
		t.Error("another exchange with the same request id has the same event id")
	}
}

func TestNoContent(t *testing.T) {
	x := full()
	x.Sections = map[string][]byte{exchange.SectionPrompt: []byte("the prompt itself")}
	for _, e := range all(x, "") {
		for _, text := range []string{"the prompt itself", "drop all", "model-of-the-caller", x.Refusal.Message, "hmac-sha256"} {
			if bytes.Contains(e.Body, []byte(text)) {
				t.Errorf("%s tells %q", e.ID, text)
			}
		}
	}
}

func compiled(t testing.TB) map[int]*jsonschema.Schema {
	t.Helper()
	out := map[int]*jsonschema.Schema{}
	for class, name := range map[int]string{
		ocsf.DetectionFinding: schemas.OCSFDetectionFinding, ocsf.DataSecurityFinding: schemas.OCSFDataSecurityFinding,
	} {
		data, err := schemas.File(name)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		c := jsonschema.NewCompiler()
		c.DefaultDraft(jsonschema.Draft2020)
		c.AssertFormat()
		if err := c.AddResource(name, doc); err != nil {
			t.Fatal(err)
		}
		if out[class], err = c.Compile(name); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func valid(t testing.TB, s *jsonschema.Schema, body []byte) error {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(v)
}

// The schemas are Sluice's reading of OCSF 1.8.0; the golden events were checked
// once against the original export (see docs/soc.md on how to do it again).
func TestSchema(t *testing.T) {
	s := compiled(t)
	for _, e := range all(full(), "") {
		f := decode(t, e.Body)
		if err := valid(t, s[f.ClassUID], e.Body); err != nil {
			t.Errorf("%s: %v\n%s", e.ID, err, e.Body)
		}
		if f.TypeUID != f.ClassUID*100+f.ActivityID || f.CategoryUID != f.ClassUID/1000 {
			t.Errorf("%s: class %d, type %d, category %d", e.ID, f.ClassUID, f.TypeUID, f.CategoryUID)
		}
		if (f.ClassUID == ocsf.DataSecurityFinding) != (e.Category == ocsf.CategoryDLP) {
			t.Errorf("%s is of class %d", e.ID, f.ClassUID)
		}
		if ocsf.Levels()[f.SeverityID-1] != e.Severity || !strings.EqualFold(f.Severity, e.Severity) {
			t.Errorf("%s: severity_id %d and %s for %s", e.ID, f.SeverityID, f.Severity, e.Severity)
		}
		if f.Metadata.UID != e.ID || f.FindingInfo.UID != e.ID || f.Metadata.TenantUID != e.Tenant {
			t.Errorf("%s: its ids differ", e.ID)
		}
	}
}

// Every combination of type and action that a page can hold validates.
func TestSchemaOfAllKinds(t *testing.T) {
	s := compiled(t)
	for _, kind := range []string{"SECRET", "CREDIT_CARD", "IBAN_CODE", "US_SSN", "EMAIL_ADDRESS", "PHONE_NUMBER", "IP_ADDRESS", "HAZARD", "INJECTION", "OTHER"} {
		for _, action := range []string{"block", "redact", "pseudonymize", "flag", "allow"} {
			x := full()
			x.DLP.Findings = []exchange.Finding{{Type: kind, Rule: "S4", Action: action}}
			x.Policy = exchange.PolicyRef{}
			for _, e := range ocsf.Events(x, exchange.StageDLP, "", at, "1") {
				f := decode(t, e.Body)
				if err := valid(t, s[f.ClassUID], e.Body); err != nil || f.ActionID == 0 || f.DispositionID == 0 || f.Count != 1 {
					t.Errorf("%s %s: %v\n%s", kind, action, err, e.Body)
				}
			}
		}
	}
}

func TestSchemaRefuses(t *testing.T) {
	s := compiled(t)
	body := ocsf.Events(full(), exchange.StageDLP, "", at, "1")[0].Body
	for name, tt := range map[string][2]string{
		"another class":    {`"class_uid":2006`, `"class_uid":2004`},
		"another type":     {`"type_uid":200601`, `"type_uid":200602`},
		"severity":         {`"severity_id":4`, `"severity_id":7`},
		"action":           {`"action_id":4`, `"action_id":5`},
		"no uid":           {`"finding_info":{"uid":`, `"finding_info":{"uid_alt":`},
		"a match":          {`"detection_pattern":`, `"pattern_match":"x","detection_pattern":`},
		"a prompt":         {`"unmapped":{`, `"unmapped":{"prompt":"x",`},
		"raw data":         {`"message":`, `"raw_data":"x","message":`},
		"an address":       {`"user":{"uid":"alice"}`, `"user":{"uid":"alice@example.com"}`},
		"a time in words":  {`"time":1`, `"time":"2026","start_time":1`},
		"another version":  {`"version":"1.8.0"`, `"version":"1.0.0"`},
		"no detection":     {`"data_security":{`, `"data":{`},
		"category unknown": {`"category_id":6`, `"category_id":7`},
	} {
		changed := bytes.Replace(body, []byte(tt[0]), []byte(tt[1]), 1)
		if bytes.Equal(changed, body) {
			t.Fatalf("%s: nothing to change in %s", name, body)
		}
		if valid(t, s[ocsf.DataSecurityFinding], changed) == nil {
			t.Errorf("%s: valid", name)
		}
	}
}

// The golden events are what a reader may rely on. SLUICE_GOLDEN=write writes them.
func TestGolden(t *testing.T) {
	s := compiled(t)
	dir := filepath.Join("..", "..", "schemas", "ocsf", "golden")
	want := map[string]bool{}
	for _, e := range all(full(), "") {
		f := decode(t, e.Body)
		name := strings.ReplaceAll(strings.TrimPrefix(e.ID, f.Unmapped.Exchange+":"), ":", "-") + ".json"
		want[name] = true
		var pretty bytes.Buffer
		if err := json.Indent(&pretty, e.Body, "", "  "); err != nil {
			t.Fatal(err)
		}
		pretty.WriteByte('\n')
		if os.Getenv("SLUICE_GOLDEN") == "write" {
			if err := os.WriteFile(filepath.Join(dir, name), pretty.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(data, pretty.Bytes()) {
			t.Errorf("%s differs from\n%s", name, pretty.Bytes())
		}
		if err := valid(t, s[f.ClassUID], data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !want[e.Name()] {
			t.Errorf("%s is written by nothing", e.Name())
		}
	}
}

func BenchmarkEvents(b *testing.B) {
	x := full()
	b.ReportAllocs()
	for b.Loop() {
		if len(ocsf.Events(x, exchange.StageDLP, ocsf.Medium, at, "1")) != 3 {
			b.Fatal("other events")
		}
	}
}
