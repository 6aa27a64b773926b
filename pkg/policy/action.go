package policy

import "slices"

// Action is what is done with a finding.
type Action string

// The actions, from the strictest to the mildest. All are legal in both
// directions, but what is judged is not rewritten: for hazards and for types of
// Known.Judged only Block, Flag and Allow are.
const (
	Block        Action = "block"        // the request or answer is refused
	Redact       Action = "redact"       // the finding is replaced for good
	Replace      Action = "replace"      // the finding is replaced by a text of the policy
	Hash         Action = "hash"         // the finding is replaced by a keyed digest of it
	Pseudonymize Action = "pseudonymize" // the finding is replaced, and restored for its caller
	Mask         Action = "mask"         // all but the last four letters and digits are hidden
	Flag         Action = "flag"         // the finding is recorded and passes
	Keep         Action = "keep"         // the same, for analysts who ask for what is of low severity
	Allow        Action = "allow"        // the finding passes, and is counted
	Ignore       Action = "ignore"       // the finding passes as if nobody had found it
)

// Unscannable is the type of what could not be looked at to its end. Default
// actions do not hold for it: what nobody named is Block.
const Unscannable = "UNSCANNABLE"

// Strictness orders actions: of two findings in one place the stricter one is
// acted on. What is none of the actions is as strict as Block.
func (a Action) Strictness() int {
	order := []Action{Ignore, Allow, Keep, Flag, Mask, Pseudonymize, Hash, Replace, Redact, Block}
	if n := slices.Index(order, a); n >= 0 {
		return n
	}
	return len(order) - 1
}

// Rewrites says whether an action takes the text away, in what passes or with
// the whole.
func (a Action) Rewrites() bool { return a.Strictness() >= Mask.Strictness() }

// treatment is an action and what it needs.
type treatment struct {
	action Action
	with   string // of Replace
}

// actions are what one direction says.
type actions struct {
	fallback treatment
	levels   []level // a tenant's own before everybody's
}

// level is what one part of a document names.
type level struct{ types, rules map[string]treatment }

// Action says what is done with a finding of this type by this rule. The most
// specific entry wins: the rule's, then the type's, then what a user's rule asks for
// itself, then the default. A default
// that would rewrite blocks what is judged and cannot be rewritten. For a
// direction that is neither Input nor Output it is Block.
func (p *Policy) Action(d Direction, typ, rule string) Action {
	return p.treatment(d, typ, rule).action
}

// Replacement is the text that stands for such a finding where its action is Replace.
func (p *Policy) Replacement(d Direction, typ, rule string) string {
	return p.treatment(d, typ, rule).with
}

func (p *Policy) treatment(d Direction, typ, rule string) treatment {
	a := p.actions(d)
	if a == nil {
		return treatment{action: Block}
	}
	for _, l := range a.levels {
		if t, ok := l.rules[rule]; ok {
			return t
		}
		if t, ok := l.types[typ]; ok {
			return t
		}
	}
	if act, ok := p.asked[rule]; ok {
		return treatment{action: act}
	}
	if typ == Unscannable || p.judged[typ] && a.fallback.action.Rewrites() {
		return treatment{action: Block}
	}
	return a.fallback
}

// Asks says whether the document names a type of finding and does not ignore it.
// What costs time or stands in most texts is looked for only then.
func (p *Policy) Asks(d Direction, typ string) bool {
	a := p.actions(d)
	if a == nil {
		return false
	}
	for _, l := range a.levels {
		if t, ok := l.types[typ]; ok {
			return t.action != Ignore
		}
	}
	return false
}

func (p *Policy) actions(d Direction) *actions {
	switch d {
	case Input:
		return &p.input
	case Output:
		return &p.output
	}
	return nil
}

// For is the policy as it holds for one tenant: where the document has a section
// for it, that goes before what is said for all. It is the same document.
func (p *Policy) For(tenant string) *Policy {
	if own := p.tenants[tenant]; own != nil {
		return own
	}
	return p
}
