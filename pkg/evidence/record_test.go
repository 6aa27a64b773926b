package evidence

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"sluice/pkg/exchange"
	"sluice/pkg/requests"
	"sluice/schemas"
)

// at is in whole milliseconds, as dlp accepts.
var at = time.Date(2026, 11, 23, 12, 0, 0, 123e6, time.UTC)

func hash(c string) string { return "hmac-sha256:" + strings.Repeat(c, 64) }

// newExchange is one that completed.
func newExchange(id string) *exchange.Exchange {
	digest := "sha256:" + strings.Repeat("d", 64)
	return &exchange.Exchange{
		Key: exchange.Key("acme", "alice", id), ID: id, Tenant: "acme", User: "alice", Lane: "interactive", Via: "nats", Model: "m",
		Accepted: at, Deadline: at.Add(2 * time.Minute),
		Policy: exchange.PolicyRef{Version: "1", Digest: digest, Detectors: digest, Required: exchange.Checks()},
		DLP: &exchange.DLPPage{State: exchange.Passed, InputHash: hash("a"), Took: 0.5,
			Findings: []exchange.Finding{{Type: "EMAIL_ADDRESS", Rule: "email", Action: "redact", Count: 1}}},
		GuardInput:  &exchange.GuardPage{State: exchange.Passed, Classifier: "sluice-hazard-1", BuiltIn: true, Turns: 1},
		GuardOutput: &exchange.GuardPage{State: exchange.Passed, Classifier: "llama-guard-3-8b/guard", Score: 0.2, Turns: 1},
		Dispatch: &exchange.DispatchPage{State: exchange.Passed, OutputHash: hash("b"), Backend: "b", Engine: "vllm", Attempts: 2, Takeovers: 1,
			PromptTokens: 3, OutputTokens: 4, FinishReason: "stop", EngineTook: 5, Took: 6},
		Sections: map[string][]byte{exchange.SectionCompletion: []byte("sealed")},
	}
}

func refusal(failed bool) *exchange.Refusal {
	return &exchange.Refusal{Stage: "dispatch", Failed: failed, Status: 400, Type: "invalid_request_error", Code: "content_filter", Message: "Refused."}
}

// TestRecords holds the record of every kind of exchange to the schema.
func TestRecords(t *testing.T) {
	schema := compiled(t, schemas.Record)
	type want struct {
		outcome string
		pass    bool
	}
	for name, tt := range map[string]struct {
		change func(*exchange.Exchange)
		want
	}{
		"completed":           {func(*exchange.Exchange) {}, want{requests.Completed, true}},
		"by exception":        {func(x *exchange.Exchange) { x.DLP.State = exchange.Excepted }, want{requests.Completed, false}},
		"clean":               {func(x *exchange.Exchange) { x.DLP.Findings = nil }, want{requests.Completed, true}},
		"nothing is required": {func(x *exchange.Exchange) { x.Policy.Required = nil }, want{requests.Completed, false}},
		"traced over HTTP": {func(x *exchange.Exchange) {
			x.Via, x.Trace = "http", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
		}, want{requests.Completed, true}},
		"tools": {func(x *exchange.Exchange) {
			x.Dispatch.ToolCalls, x.Dispatch.ToolsDropped = []string{"get_weather"}, true
		}, want{requests.Completed, true}},
		"blocked on the way in": {func(x *exchange.Exchange) {
			x.DLP.State, x.Dispatch, x.Sections, x.Model, x.Refusal = exchange.Failed, nil, nil, "", refusal(false)
		}, want{requests.Refused, false}},
		"blocked on the way out": {func(x *exchange.Exchange) {
			x.Dispatch.State, x.Dispatch.OutputHash, x.Sections, x.Refusal = exchange.Failed, "", nil, refusal(false)
		}, want{requests.Refused, false}},
		"engine failed": {func(x *exchange.Exchange) {
			x.Dispatch, x.Sections, x.Refusal = &exchange.DispatchPage{State: exchange.NotRun}, nil, refusal(true)
		}, want{requests.Failed, false}},
		"unreadable answer": {func(x *exchange.Exchange) {
			x.Dispatch, x.Sections, x.Refusal = &exchange.DispatchPage{State: exchange.Errored}, nil, refusal(true)
		}, want{requests.Failed, false}},
		"dead letter": {func(x *exchange.Exchange) {
			x.Dispatch, x.Sections, x.Refusal = nil, nil, refusal(true)
			x.Refusal.Dead = true
		}, want{requests.Failed, false}},
		"passed, refused all the same": {func(x *exchange.Exchange) { x.Refusal = refusal(true) }, want{requests.Failed, true}},
		"no verdict on the output":     {func(x *exchange.Exchange) { x.Dispatch.State = "" }, want{requests.Failed, false}},
		"no verdict on the input":      {func(x *exchange.Exchange) { x.DLP.State = "" }, want{requests.Failed, false}},
		"no completion":                {func(x *exchange.Exchange) { x.Sections = nil }, want{requests.Failed, true}},
		"no pages": {func(x *exchange.Exchange) {
			x.DLP, x.Dispatch, x.Sections, x.Refusal = nil, nil, nil, refusal(true)
		}, want{requests.Failed, false}},
		"clocks differ": {func(x *exchange.Exchange) { x.Accepted = at.Add(time.Hour) }, want{requests.Completed, true}},
	} {
		t.Run(name, func(t *testing.T) {
			x := newExchange("r-1")
			tt.change(x)
			r := New(x, at.Add(time.Second), "v0.1.0")
			data, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			if err := check(t, schema, data); err != nil {
				t.Errorf("does not fit the schema: %s %s\n%s", err.Param, err.Message, data)
			}
			if got := (want{r.Outcome, r.GuardrailPass}); got != tt.want {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
			if strings.Contains(string(data), "sealed") {
				t.Error("the record holds a section")
			}
			if denied := r.ToolAuthorization == ToolsDenied; denied != (len(r.ToolCalls) > 0) {
				t.Errorf("tools %v, %s", r.ToolCalls, r.ToolAuthorization)
			}
		})
	}
}

func TestRecordHoldsThePages(t *testing.T) {
	x := newExchange("r-1")
	r := New(x, at.Add(1500*time.Millisecond), "v")
	if r.Timings != (Timings{0.5, 5, 6, 1500}) || r.Attempts != (Attempts{2, 1}) || r.Tokens != (Tokens{3, 4}) {
		t.Errorf("got %+v %+v %+v", r.Timings, r.Attempts, r.Tokens)
	}
	if r.InputHash != hash("a") || r.OutputHash != hash("b") || r.Backend != "b" || r.Engine != "vllm" || r.FinishReason != "stop" || r.Key != x.Key {
		t.Errorf("got %+v", r)
	}
	if !slices.Equal(r.Findings["input"], x.DLP.Findings) || len(r.Findings["output"]) != 0 || r.Checks["dlp_input"] != exchange.Passed {
		t.Errorf("got %+v, %+v", r.Findings, r.Checks)
	}
	x.Policy.Required = nil
	if New(x, at, "v"); x.Policy.Required != nil {
		t.Error("making a record changed its exchange")
	}
}
