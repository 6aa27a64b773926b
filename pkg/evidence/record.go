// Package evidence is what the EVIDENCE stream holds: the record of each exchange,
// and access events. No content: digests of text are keyed, users are opaque.
// Building a record from an exchange is pure; storing is one call.
package evidence

import (
	"time"

	"sluice/pkg/exchange"
	"sluice/pkg/requests"
)

// Record is the provenance record of one exchange.
type Record struct {
	Kind       string    `json:"kind"` // "record"
	Version    int       `json:"version"`
	RequestID  string    `json:"request_id"`
	Key        string    `json:"key"` // SHA-256 of tenant, user and id, length-prefixed
	Tenant     string    `json:"tenant"`
	User       string    `json:"user"`
	Via        string    `json:"via"`
	Lane       string    `json:"lane"`
	TS         time.Time `json:"ts"`       // when the record was made
	Accepted   time.Time `json:"accepted"` // when the request was accepted
	Deadline   time.Time `json:"deadline"`
	Outcome    string    `json:"outcome"` // completed, refused or failed
	Model      string    `json:"model"`
	ModelSHA   string    `json:"model_sha"` // "" where the engine does not tell
	Backend    string    `json:"backend,omitempty"`
	Engine     string    `json:"engine,omitempty"`
	InputHash  string    `json:"input_hash"`
	OutputHash string    `json:"output_hash,omitempty"`

	GuardrailPass     bool                           `json:"guardrail_pass"`
	Checks            map[string]exchange.CheckState `json:"checks"`
	RequiredChecks    []string                       `json:"required_checks"`
	Findings          map[string][]exchange.Finding  `json:"findings"`        // by direction
	Guard             map[string]exchange.GuardPage  `json:"guard,omitempty"` // by direction; its findings stand there
	UnscannedParts    *exchange.Unscanned            `json:"unscanned_parts,omitempty"`
	Streamed          *Streamed                      `json:"streamed,omitempty"`
	ToolCalls         []string                       `json:"tool_calls"`
	ToolAuthorization string                         `json:"tool_authorization"` // ids of policies, or ToolsNone or ToolsDenied
	ToolDecisions     *ToolDecisions                 `json:"tool_decisions,omitempty"`
	Refusal           *exchange.Refusal              `json:"refusal,omitempty"`
	Policy            exchange.PolicyRef             `json:"policy"`
	Tokens            Tokens                         `json:"tokens"`
	Timings           Timings                        `json:"timings"`
	Attempts          Attempts                       `json:"attempts"`
	FinishReason      string                         `json:"finish_reason,omitempty"`
	Weights           *exchange.Weights              `json:"model_attestation,omitempty"` // absent where no backend was called
	Trace             string                         `json:"traceparent,omitempty"`
	Sluice            string                         `json:"sluice_version"`
}

// Tokens are as the engine counted them.
type Tokens struct {
	Prompt     int `json:"prompt"`
	Completion int `json:"completion"`
}

// Timings are in milliseconds.
type Timings struct {
	InputScan float64 `json:"input_scan_ms"`
	Engine    float64 `json:"engine_ms"`
	Dispatch  float64 `json:"dispatch_ms"`
	Total     float64 `json:"total_ms"` // from acceptance to this record
}

// Streamed says how a completion left while the model spoke.
type Streamed struct {
	Opened     time.Time `json:"opened,omitzero"` // when the opening record was stored; absent: nothing was released
	Windows    int       `json:"windows"`         // pieces that the guard judged before their release
	Released   int       `json:"released_bytes"`  // text that left before this record; the rest leaves after it
	FirstToken float64   `json:"first_token_ms"`
}

// Attempts say how often the outside was tried.
type Attempts struct {
	Backends  int `json:"backends"`
	Takeovers int `json:"takeovers"`
}

// Values of tool_authorization that are no policy's id.
const (
	ToolsNone   = "none"         // the model called none
	ToolsDenied = "default_deny" // no policy permitted what it called
)

// OutcomeOf names how x ended.
func OutcomeOf(x *exchange.Exchange) string {
	switch {
	case exchange.Releasable(x):
		return requests.Completed
	case x.Refusal != nil && !x.Refusal.Failed:
		return requests.Refused
	default:
		return requests.Failed
	}
}

// New makes the record of x.
func New(x *exchange.Exchange, now time.Time, version string) Record {
	r := Record{
		Kind: "record", Version: 1, RequestID: x.ID, Key: x.Key, Tenant: x.Tenant, User: x.User,
		Via: x.Via, Lane: x.Lane, TS: now.UTC(), Accepted: x.Accepted.UTC(), Deadline: x.Deadline.UTC(),
		Outcome: OutcomeOf(x), Model: x.Model,
		GuardrailPass: exchange.GuardrailPass(x), Checks: exchange.States(x), RequiredChecks: list(x.Policy.Required),
		Findings: map[string][]exchange.Finding{}, ToolCalls: []string{}, ToolAuthorization: ToolsNone,
		Refusal: x.Refusal, Policy: x.Policy, Trace: x.Trace, Sluice: version,
		Timings: Timings{Total: max(0, ms(now.Sub(x.Accepted)))}, // clocks differ between machines
	}
	r.Policy.Required = r.RequiredChecks
	if p := x.DLP; p != nil {
		r.InputHash, r.Timings.InputScan = p.InputHash, p.Took
		r.Findings["input"] = list(p.Findings)
		r.UnscannedParts = p.Unscanned
	}
	if p := x.Dispatch; p != nil {
		r.OutputHash, r.ModelSHA, r.Backend, r.Engine = p.OutputHash, p.ModelSHA, p.Backend, p.Engine
		r.Findings["output"] = list(p.Findings)
		r.Tokens = Tokens{p.PromptTokens, p.OutputTokens}
		r.Timings.Engine, r.Timings.Dispatch = p.EngineTook, p.Took
		r.Attempts = Attempts{p.Attempts, p.Takeovers}
		r.FinishReason, r.Weights = p.FinishReason, p.Weights
		if x.Live {
			r.Streamed = &Streamed{Opened: p.Opened, Windows: p.Windows, Released: p.Released, FirstToken: p.FirstToken}
		}
	}
	r.tools(x)
	r.guard("input", x.GuardInput)
	r.guard("output", x.GuardOutput)
	return r
}

// guard adds a page of the guard; its findings join those of the scan.
func (r *Record) guard(direction string, p *exchange.GuardPage) {
	if p == nil {
		return
	}
	if r.Guard == nil {
		r.Guard = map[string]exchange.GuardPage{}
	}
	r.Findings[direction] = append(list(r.Findings[direction]), p.Findings...)
	page := *p
	page.Findings = nil
	r.Guard[direction] = page
}

// list is never null in JSON.
func list[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
