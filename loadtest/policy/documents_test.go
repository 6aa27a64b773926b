package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"sluice/loadtest/caller"
	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
)

// document is a policy, and what must come of the four sorts of request under it.
type document struct {
	text     string
	version  string
	deadline time.Duration
	required []string

	blocksMail   bool // of prompts; else it is pseudonymized
	blocksHazard bool // one of 0.55
	live         bool // streams go out while the model speaks
	leaked       string
}

func (d document) digest() string {
	sum := sha256.Sum256([]byte(d.text))
	return "sha256:" + hex.EncodeToString(sum[:])
}

func strictOne() document {
	return document{version: "reload-a", deadline: 61 * time.Second, required: exchange.Checks(), blocksMail: true, blocksHazard: true, leaked: "redact", text: `version: reload-a
deadline: 61s
input: {default: allow, types: {EMAIL_ADDRESS: block}}
output: {default: allow, types: {EMAIL_ADDRESS: redact}}
guard: {input: {default: {threshold: 0.5}}, output: {default: {threshold: 0.5}}}
stream: {mode: buffer}
`}
}

func mildOne() document {
	return document{version: "reload-b", deadline: 62 * time.Second, required: []string{"dlp_input", "guard_input"}, live: true, leaked: "pseudonymize", text: `version: reload-b
deadline: 62s
checks: {required: [dlp_input, guard_input]}
input: {default: allow, types: {EMAIL_ADDRESS: pseudonymize}}
output: {default: allow, types: {EMAIL_ADDRESS: pseudonymize}}
guard: {input: {default: {threshold: 0.9}}, output: {default: {threshold: 0.9}}}
stream: {mode: window, window: 64}
`}
}

// sorts of request, of which each is judged otherwise by the two documents.
const sorts = 4

func request(n int) caller.Request {
	q := caller.Request{ID: fmt.Sprintf("r-%06d", n), Model: "sluice-dev/say"}
	switch n % sorts {
	case 0:
		q.Messages = caller.User("Write to " + mail(n) + " for me.")
	case 1:
		q.Messages = caller.User(fmt.Sprintf("Say MAYBE-S1 of number %d.", n))
	case 2:
		q.Stream = true
		q.Messages = caller.User(strings.Repeat("The miller waits for the water. ", 12) + fmt.Sprint(n))
	case 3:
		q.Model = "sluice-dev/leak"
		q.Messages = caller.User(fmt.Sprintf("What do you know of %d?", n))
	}
	return q
}

func mail(n int) string { return fmt.Sprintf("miller.%s@example.org", strings.Repeat("i", n%40+1)) }

// misfit says what of an answer and its record does not come of this document.
func (d document) misfit(n int, a caller.Answer, r evidence.Record) string {
	blocked := n%sorts == 0 && d.blocksMail || n%sorts == 1 && d.blocksHazard
	switch {
	case r.Policy.Version != d.version || !slices.Equal(r.Policy.Required, d.required) || !slices.Equal(r.RequiredChecks, d.required):
		return fmt.Sprintf("version %s with required checks %v", r.Policy.Version, r.RequiredChecks)
	case r.Deadline.Sub(r.Accepted) != d.deadline:
		return fmt.Sprintf("a deadline of %s", r.Deadline.Sub(r.Accepted))
	case blocked != (r.Outcome == "refused"), !blocked && r.Outcome != "completed":
		return "outcome " + r.Outcome
	case blocked && (a.Status != http.StatusBadRequest || a.Code != "content_filter" || len(a.Pieces) > 0), !blocked && !a.Completed():
		return fmt.Sprintf("the answer %d %s", a.Status, a.Code)
	case !blocked && !r.GuardrailPass:
		return "guardrail_pass false"
	}
	switch n % sorts {
	case 0:
		action := map[bool]string{true: "block", false: "pseudonymize"}[d.blocksMail]
		if got := actionOn(r.Findings["input"], "EMAIL_ADDRESS"); got != action {
			return "an e-mail address on which was done: " + got
		}
		if !blocked && a.Text() != request(n).Messages[0].Content {
			return "pseudonyms that were not restored"
		}
	case 1:
		if got := r.Guard["input"].State; blocked != (got == exchange.Failed) || blocked != (actionOn(r.Findings["input"], "HAZARD") == "block") {
			return "a hazard judged as " + string(got)
		}
	case 2:
		if (r.Streamed != nil) != d.live {
			return fmt.Sprintf("a stream that was live: %t", r.Streamed != nil)
		}
	case 3:
		if got := actionOn(r.Findings["output"], "EMAIL_ADDRESS"); got != d.leaked {
			return "a leaked e-mail address on which was done: " + got
		}
	}
	return ""
}

// actionOn joins what was done to findings of a type.
func actionOn(all []exchange.Finding, typ string) string {
	var out []string
	for _, f := range all {
		if f.Type == typ && !slices.Contains(out, f.Action) {
			out = append(out, f.Action)
		}
	}
	return strings.Join(out, "+")
}
