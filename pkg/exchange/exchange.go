// Package exchange is the case file: one prompt and its completion, with every
// verdict passed on them. It travels from stage to stage; each reads it, appends
// its own typed page, and Next says where it goes. Bodies are sealed sections;
// everything outside them may be read by anyone who reads the bus, so no page
// holds text of a prompt or completion. It does no I/O.
package exchange

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"time"
)

// Names of sealed sections.
const (
	SectionPrompt     = "prompt"     // the sanitized request body
	SectionRestore    = "restore"    // JSON object: placeholder to original
	SectionCompletion = "completion" // the sanitized completion
)

// Exchange is owned by the one goroutine that handles it. Pages are set once, by
// the stage they are named for.
type Exchange struct {
	Key      string    `json:"key"`      // see Key
	ID       string    `json:"id"`       // the caller's request id, or the minted one
	Tenant   string    `json:"tenant"`   //
	User     string    `json:"user"`     // opaque
	Lane     string    `json:"lane"`     // interactive or batch
	Via      string    `json:"via"`      // http or nats
	Model    string    `json:"model"`    // scanned like all else
	Accepted time.Time `json:"accepted"` // by the REQUESTS entry; with Key the identity of this exchange
	Revision uint64    `json:"revision"` // of the REQUESTS entry that accepted it
	Body     string    `json:"body"`     // keyed digest of the body as it came, as that entry has it
	Deadline time.Time `json:"deadline"` // absolute; nothing expensive starts after it
	Trace    string    `json:"trace,omitempty"`
	Stream   bool      `json:"stream,omitempty"` // the caller asked for server-sent events
	Usage    bool      `json:"usage,omitempty"`  // and for the usage chunk
	Live     bool      `json:"live,omitempty"`   // and gets them while the model speaks
	Edge     string    `json:"edge,omitempty"`   // the process of the edge where its caller waits; none over NATS
	Tools    bool      `json:"tools,omitempty"`  // the request offers tools to the model

	Policy      PolicyRef     `json:"policy"`
	DLP         *DLPPage      `json:"dlp,omitempty"`
	GuardInput  *GuardPage    `json:"guard_input,omitempty"`
	ToolOffer   *ToolPage     `json:"tool_offer,omitempty"`
	Dispatch    *DispatchPage `json:"dispatch,omitempty"`
	GuardOutput *GuardPage    `json:"guard_output,omitempty"`
	ToolCalls   *ToolPage     `json:"tool_calls,omitempty"`
	Refusal     *Refusal      `json:"refusal,omitempty"` // set by the stage that ends it early

	// Stored are the sections that did not fit into the message: whoever decoded it brings
	// them back. Apart says that some did not on the way, and lie in the store.
	Stored map[string]Ref `json:"stored,omitempty"`
	Apart  bool           `json:"apart,omitempty"`

	Sections map[string][]byte `json:"-"`

	kept   map[string]kept   // by section, see Keep
	placed map[string]placed // by section, see Place

	// After, if a stage sets it, is called once the stage's input is acknowledged.
	// It must not matter if it is not: a crash may come before it.
	After func(context.Context) `json:"-"`
}

// PolicyRef says what judged this exchange.
type PolicyRef struct {
	Version   string   `json:"version"`
	Digest    string   `json:"digest"`
	Detectors string   `json:"detectors"`
	Required  []string `json:"required"` // checks without which guardrail_pass is false
}

// CheckState is how one check ended.
type CheckState string

// A check that did not run did not pass: the zero value is none of these.
const (
	Passed   CheckState = "passed"
	Failed   CheckState = "failed"
	NotRun   CheckState = "not_run"
	Errored  CheckState = "error"
	Excepted CheckState = "excepted"
)

// Names of checks.
const (
	CheckDLPInput    = "dlp_input"
	CheckGuardInput  = "guard_input"
	CheckToolOffer   = "tool_offer"
	CheckDLPOutput   = "dlp_output"
	CheckGuardOutput = "guard_output"
	CheckToolCalls   = "tool_calls"
)

// Checks are all checks that a policy may require. Those of tools are not among
// them: where tools are offered or called, they are required always.
func Checks() []string {
	return []string{CheckDLPInput, CheckGuardInput, CheckDLPOutput, CheckGuardOutput}
}

// Finding counts what one rule found, and says what was done about it.
type Finding struct {
	Type   string `json:"type"`
	Rule   string `json:"rule"`
	Action string `json:"action"`
	Count  int    `json:"count"`
}

// DLPPage is the ingress stage's page.
type DLPPage struct {
	State      CheckState `json:"state"`
	Findings   []Finding  `json:"findings,omitempty"`
	InputHash  string     `json:"input_hash"` // keyed digest of the sanitized body
	Bytes      int        `json:"bytes"`
	Took       float64    `json:"took_ms"`
	Restorable bool       `json:"restorable,omitempty"`
	Unscanned  *Unscanned `json:"unscanned_parts,omitempty"` // then the state is not passed
}

// Unscanned are the parts of a prompt that nobody looked into and the policy lets by:
// images, audio and files.
type Unscanned struct {
	Count int            `json:"count"`
	Kinds map[string]int `json:"kinds"` // parts by kind: image, image_link, audio or file
	Bytes int            `json:"bytes"` // of all together, as they are encoded
}

// GuardPage is the guard stage's page, of the prompt or of the completion.
type GuardPage struct {
	State      CheckState `json:"state"`
	Classifier string     `json:"classifier"`         // name and version of what judged
	BuiltIn    bool       `json:"built_in,omitempty"` // the small classifier of this binary, no guard model
	Backend    string     `json:"backend,omitempty"`
	Engine     string     `json:"engine,omitempty"`
	ModelSHA   string     `json:"model_sha,omitempty"`
	Score      float64    `json:"score"` // the highest probability of unsafe among the turns
	Categories []Category `json:"categories,omitempty"`
	Findings   []Finding  `json:"findings,omitempty"`  // hazards by category, injections by rule
	Shadow     []Shadow   `json:"shadow,omitempty"`    // of hazards alone; it decided nothing
	Worst      *Place     `json:"worst,omitempty"`     // where the hazard stands that decided, or the likeliest of equals
	Turns      int        `json:"turns"`               // pieces of text that were judged
	Error      string     `json:"error,omitempty"`     // kind of the error, where the state is error or excepted
	EngineTook float64    `json:"engine_ms,omitempty"` // of all calls that gave a verdict together; some ran at the same time
	Took       float64    `json:"took_ms"`
}

// Place is where a text stands that was judged, in the sanitized body: never its words.
type Place struct {
	Where string `json:"where"`          // messages[2]; tools, documents and the like; texts[0] of a completion; window
	Role  string `json:"role,omitempty"` // of a message
	Start int    `json:"start"`          // bytes of the texts of the place, joined with line breaks
	End   int    `json:"end"`
}

// Shadow is what something that is only reported would have made of the hazards.
type Shadow struct {
	What  string   `json:"what"`            // ShadowThresholds
	Would string   `json:"would"`           // block, flag or pass
	Rules []string `json:"rules,omitempty"` // by which it would
}

// ShadowThresholds are the thresholds of the policy that decide nothing.
const ShadowThresholds = "thresholds"

// Category is a hazard that a guard named, with its score from 0 to 1.
type Category struct {
	Code  string  `json:"code"`            // S1 to S14, Q1 to Q9
	Score float64 `json:"score"`           // what thresholds act on
	Share float64 `json:"share,omitempty"` // how probable its naming was, where a guard model named it; for reports
}

// Less orders what was said of one category: by score, and of equals by share.
func (c Category) Less(than Category) bool {
	return c.Score < than.Score || c.Score == than.Score && c.Share < than.Share
}

// ToolPage is the toolauth stage's page, of the tools offered or called.
type ToolPage struct {
	State     CheckState     `json:"state"`
	Decisions []ToolDecision `json:"decisions"`
	Bundle    string         `json:"bundle"` // digest of the policies that decided
	Took      float64        `json:"took_ms"`
}

// ToolDecision is one tool's, or one call's.
type ToolDecision struct {
	Tool    string `json:"tool"`
	Allowed bool   `json:"allowed"`
	Policy  string `json:"policy"`           // id of the policy that decided, or default_deny
	Reason  string `json:"reason,omitempty"` // denied, invalid_arguments, not_offered, error
}

// DispatchPage is the model pool's page.
type DispatchPage struct {
	State        CheckState `json:"state"` // of the output scan
	Findings     []Finding  `json:"findings,omitempty"`
	OutputHash   string     `json:"output_hash,omitempty"`
	Backend      string     `json:"backend,omitempty"`
	Engine       string     `json:"engine,omitempty"`
	ModelSHA     string     `json:"model_sha,omitempty"`
	Attempts     int        `json:"attempts,omitempty"` // backends tried
	Weights      *Weights   `json:"weights,omitempty"`
	Takeovers    int        `json:"takeovers"` // workers that had the lease before this one
	ToolCalls    []string   `json:"tool_calls,omitempty"`
	ToolsDropped bool       `json:"tools_dropped,omitempty"`  // calls of tools where none was offered
	Run          string     `json:"run,omitempty"`            // of a live stream: the attempt that this page is of, as its opening record names it
	Opened       time.Time  `json:"opened,omitzero"`          // of a live stream: when its opening record was stored
	Windows      int        `json:"windows,omitempty"`        // of a live stream: pieces that the guard judged before their release
	Released     int        `json:"released_bytes,omitempty"` // of a live stream: text that left before the outcome
	FirstToken   float64    `json:"first_token_ms,omitempty"`
	PromptTokens int        `json:"prompt_tokens"`
	OutputTokens int        `json:"completion_tokens"`
	FinishReason string     `json:"finish_reason,omitempty"`
	EngineTook   float64    `json:"engine_ms"`
	Took         float64    `json:"took_ms"`
}

// Refusal ends an exchange without a completion. Failed tells a failure of ours
// or of an engine from a verdict about the content.
type Refusal struct {
	Stage   string   `json:"stage"`
	Failed  bool     `json:"failed,omitempty"`
	Status  int      `json:"status"` // as HTTP
	Type    string   `json:"type"`   // OpenAI's error type
	Code    string   `json:"code"`
	Message string   `json:"message"` // names rules, never a match
	Rules   []string `json:"rules,omitempty"`
	Dead    bool     `json:"dead,omitempty"` // also kept as a dead letter
}

// Key is SHA-256 over length-prefixed tenant, user and id, as hex: nobody can
// collide with another's request by choosing an id.
func Key(tenant, user, id string) string {
	h := sha256.New()
	for _, s := range []string{tenant, user, id} {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(s)))
		h.Write(n[:])
		h.Write([]byte(s))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Instance names this exchange among those that used the same id at other times.
func (x *Exchange) Instance() string { return InstanceOf(x.Key, x.Accepted) }

// Expired says whether the deadline has passed at now.
func (x *Exchange) Expired(now time.Time) bool { return !now.Before(x.Deadline) }

// Refuse ends the exchange unless it has ended before.
func (x *Exchange) Refuse(r Refusal) {
	if x.Refusal == nil {
		x.Refusal = &r
	}
}

// Shed drops what no stage on the rest of the way needs: nothing travels, is stored or
// stays in memory, that nobody opens.
func (x *Exchange) Shed() {
	if Next(x) == StageProvenance {
		delete(x.Sections, SectionPrompt)
		delete(x.Stored, SectionPrompt)
		delete(x.kept, SectionPrompt)
		delete(x.placed, SectionPrompt)
	}
}

// Pass tells the first visit to a stage from the second, after the model's answer.
func (x *Exchange) Pass() int {
	if x.Dispatch != nil {
		return 2
	}
	return 1
}
