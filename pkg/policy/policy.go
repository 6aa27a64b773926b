// Package policy is the document that says what happens to what the checks
// find: it is parsed once, checked against the names that mean something, and
// then answers questions without I/O. It finds nothing itself and holds no
// prompt text.
package policy

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"slices"
	"time"
)

// Action is what is done with a finding.
type Action string

// The actions, from the strictest to the mildest. All are legal in both
// directions.
const (
	Block        Action = "block"        // the request or answer is refused
	Redact       Action = "redact"       // the finding is replaced for good
	Pseudonymize Action = "pseudonymize" // the finding is replaced, and restored for its caller
	Flag         Action = "flag"         // the finding is recorded and passes
	Allow        Action = "allow"        // the finding passes
)

// Direction is the way in which a text travels.
type Direction string

// Input is towards the model, Output from it.
const (
	Input  Direction = "input"
	Output Direction = "output"
)

// Known are the names that mean something in this process. A document that
// uses another one is refused.
type Known struct {
	Types  []string // of findings, such as SECRET
	Rules  []string // ids of detectors
	Checks []string // names of checks, such as dlp_input
}

// Policy is a checked document. It does not change, and is safe for
// concurrent use.
type Policy struct {
	version  string
	digest   string
	deadline time.Duration
	required []string
	input    actions
	output   actions
}

// actions are what one direction says.
type actions struct {
	fallback Action
	types    map[string]Action
	rules    map[string]Action
}

// Bounds of a document.
const (
	MaxBytes    = 64 << 10
	MinDeadline = time.Second
	MaxDeadline = time.Hour

	defaultDeadline = 120 * time.Second
	defaultName     = "default policy"
)

//go:embed default.yaml
var defaultDocument string

// Default returns the built-in document with its comments, to print or to
// start a policy of one's own from.
func Default() []byte { return []byte(defaultDocument) }

// Load reads and checks the document at path; path "" is the built-in one.
func Load(path string, known Known) (*Policy, error) {
	if path == "" {
		return Parse(defaultName, Default(), known)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading policy: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("reading policy: %w", err)
	}
	return Parse(path, data, known)
}

// Action says what is done with a finding of this type by this rule. The most
// specific entry wins: the rule's, then the type's, then the default. For a
// direction that is neither Input nor Output it is Block.
func (p *Policy) Action(d Direction, typ, rule string) Action {
	var a *actions
	switch d {
	case Input:
		a = &p.input
	case Output:
		a = &p.output
	default:
		return Block
	}
	if act, ok := a.rules[rule]; ok {
		return act
	}
	if act, ok := a.types[typ]; ok {
		return act
	}
	return a.fallback
}

// Digest identifies the document: "sha256:" and 64 hex digits over its bytes.
func (p *Policy) Digest() string { return p.digest }

// Version is what the document calls itself.
func (p *Policy) Version() string { return p.version }

// RequiredChecks are the checks that must have passed for a request to count
// as passed, in the document's order.
func (p *Policy) RequiredChecks() []string { return slices.Clone(p.required) }

// Deadline is the time from ingress after which a request is refused.
func (p *Policy) Deadline() time.Duration { return p.deadline }

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return "sha256:" + hex.EncodeToString(sum[:])
}
