// Package policy is the document that says what happens to what the checks
// find. Policy is one checked document, which answers questions without I/O.
// Store keeps documents in a NATS bucket, and Live is the one in force, followed
// there. The package finds nothing itself and holds no prompt text.
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
	Types      []string          // of findings, such as SECRET
	Rules      []string          // ids of detectors
	Judged     []string          // types whose text is judged and never rewritten, such as INJECTION
	RuleTypes  map[string]string // type by rule, for the rules of judged types
	Actions    map[string]Action // by rule: what a user's rule asks for itself
	Checks     []string          // names of checks, such as dlp_input
	Categories []string          // of hazards, such as S1

	CategoryNames map[string]string // code by published name, such as S1 by Violent Crimes
}

// Policy is a checked document. It does not change, and is safe for
// concurrent use.
type Policy struct {
	text     string
	version  string
	digest   string
	deadline time.Duration
	required []string
	judged   map[string]bool   // types
	asked    map[string]Action // by rule, where the document names neither it nor its type
	input    actions
	output   actions
	own      map[string]own     // by tenant
	tenants  map[string]*Policy // as it holds for those of own
	guard    guard
	canaries []string
	level    string // the lowest severity that becomes an event
	buffer   bool
	window   int // bytes
	content  Content
	admit    admission
	models   models
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

// Text is the document itself.
func (p *Policy) Text() []byte { return []byte(p.text) }

// Digest identifies the document: "sha256:" and 64 hex digits over its bytes.
func (p *Policy) Digest() string { return p.digest }

// Version is what the document calls itself.
func (p *Policy) Version() string { return p.version }

// RequiredChecks are the checks that must have passed for a request to count
// as passed, in the document's order.
func (p *Policy) RequiredChecks() []string { return slices.Clone(p.required) }

// Deadline is the time from ingress after which a request is refused.
func (p *Policy) Deadline() time.Duration { return p.deadline }

// Canaries are made-up markers that are planted in protected texts: an answer
// that repeats one discloses such a text.
func (p *Policy) Canaries() []string { return slices.Clone(p.canaries) }

// FlagLevel is the lowest severity of findings that become events:
// informational, low, medium, high or critical.
func (p *Policy) FlagLevel() string { return p.level }

// StreamBuffer says that a streamed answer is held until it is whole and judged.
func (p *Policy) StreamBuffer() bool { return p.buffer }

// StreamWindow is how many bytes of a streamed answer's text are judged before
// they are released.
func (p *Policy) StreamWindow() int { return p.window }

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return "sha256:" + hex.EncodeToString(sum[:])
}
