package ocsf

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"regexp"
	"slices"

	"sluice/pkg/exchange"
)

// Categories of flags, as they stand on subjects.
const (
	CategoryDLP       = "dlp"
	CategoryHazard    = "hazard"
	CategoryInjection = "injection"
	CategoryTool      = "tool"
	CategoryGuard     = "guard"  // a check without a verdict
	CategoryStream    = "stream" // an exchange that ended on its way
	CategoryModel     = "model"  // a backend; of no exchange
)

// Categories are all of them.
func Categories() []string {
	return []string{CategoryDLP, CategoryHazard, CategoryInjection, CategoryTool, CategoryGuard, CategoryStream, CategoryModel}
}

// defaultDeny stands for a policy where none allowed a tool.
const defaultDeny = "default_deny"

// finding is what one event tells, before it has OCSF's form.
type finding struct {
	exchange.Finding
	page     string // the check whose page it stands on
	category string
	model    string   // what judged, if not a rule
	score    *float64 // of a hazard, from 0 to 1
	worst    *exchange.Place
	tools    []string
	reasons  []string
	bundle   string
}

// findings reads the pages that the stage wrote, in their order.
func findings(x *exchange.Exchange, at exchange.Stage) []finding {
	var out []finding
	switch at {
	case exchange.StageDLP:
		if p := x.DLP; p != nil {
			out = listed(exchange.CheckDLPInput, p.Findings, nil)
			if p.Unscanned == nil {
				out = append(out, unjudged(exchange.CheckDLPInput, p.State, "")...)
			} else {
				out = append(out, unscanned(p.Unscanned, p.State)...)
			}
		}
	case exchange.StageGuard:
		page, check := x.GuardInput, exchange.CheckGuardInput
		if x.GuardOutput != nil {
			page, check = x.GuardOutput, exchange.CheckGuardOutput
		}
		if page != nil {
			out = listed(check, page.Findings, page)
			out = append(out, unjudged(check, page.State, page.Error)...)
		}
	case exchange.StageToolauth:
		page, check := x.ToolOffer, exchange.CheckToolOffer
		if x.ToolCalls != nil {
			page, check = x.ToolCalls, exchange.CheckToolCalls
		}
		if page != nil {
			out = append(denied(check, page), unjudged(check, page.State, "")...)
		}
	case exchange.StageDispatch:
		if p := x.Dispatch; p != nil {
			out = listed(exchange.CheckDLPOutput, p.Findings, nil)
			out = append(out, unjudged(exchange.CheckDLPOutput, p.State, "")...)
			if p.ToolsDropped && len(p.ToolCalls) > 0 {
				out = append(out, finding{
					Finding: exchange.Finding{Type: TypeTool, Rule: defaultDeny, Action: ActDeny, Count: len(p.ToolCalls)},
					page:    exchange.CheckToolCalls, category: CategoryTool,
					tools: add(nil, p.ToolCalls...), reasons: []string{"not_offered"},
				})
			}
		}
	}
	return append(out, failed(x, at)...)
}

// listed are a page's own findings. Those of live windows stand on the page of the
// stage that streamed them, so the type decides, not the page.
func listed(check string, all []exchange.Finding, guard *exchange.GuardPage) []finding {
	var out []finding
	for _, f := range all {
		one := finding{Finding: f, page: check, category: CategoryDLP}
		switch f.Type {
		case TypeHazard:
			one.category = CategoryHazard
			if guard == nil {
				break
			}
			one.model, one.worst = guard.Classifier, guard.Worst
			for _, c := range guard.Categories {
				if c.Code == f.Rule {
					one.score = &c.Score
				}
			}
		case TypeInjection:
			one.category = CategoryInjection
		}
		out = append(out, one)
	}
	return out
}

// unjudged is a check that ended without a verdict: let pass as an exception, or not.
func unjudged(check string, state exchange.CheckState, kind string) []finding {
	action := ActRefuse
	switch state {
	case exchange.Excepted:
		action = ActExcept
	case exchange.Errored:
	default:
		return nil
	}
	return []finding{{
		Finding: exchange.Finding{Type: TypeCheck, Rule: cmp.Or(kind, "error"), Action: action, Count: 1}, page: check, category: CategoryGuard,
	}}
}

// unscanned are parts that nobody looked into, by kind, in a prompt that goes on.
func unscanned(parts *exchange.Unscanned, state exchange.CheckState) []finding {
	if state != exchange.Excepted {
		return nil
	}
	var out []finding
	for _, kind := range slices.Sorted(maps.Keys(parts.Kinds)) {
		out = append(out, finding{
			Finding: exchange.Finding{Type: TypeUnscanned, Rule: kind, Action: ActExcept, Count: parts.Kinds[kind]},
			page:    exchange.CheckDLPInput, category: CategoryDLP,
		})
	}
	return out
}

func denied(check string, p *exchange.ToolPage) []finding {
	var out []finding
	for _, d := range p.Decisions {
		if d.Allowed {
			continue
		}
		out = append(out, finding{
			Finding: exchange.Finding{Type: TypeTool, Rule: cmp.Or(d.Policy, defaultDeny), Action: ActDeny, Count: 1},
			page:    check, category: CategoryTool, tools: add(nil, d.Tool), reasons: add(nil, d.Reason), bundle: p.Bundle,
		})
	}
	return out
}

// failed is a refusal by this stage for a failure of ours: a dead letter, or a live
// stream that ended after its opening.
func failed(x *exchange.Exchange, at exchange.Stage) []finding {
	r := x.Refusal
	if r == nil || r.Stage != string(at) {
		return nil
	}
	opened := x.Live && x.Dispatch != nil && !x.Dispatch.Opened.IsZero()
	action := ActCut
	switch {
	case r.Dead:
		action = ActDeadLetter
	case !r.Failed || !opened:
		return nil
	}
	return []finding{{
		Finding: exchange.Finding{Type: TypeFailure, Rule: cmp.Or(r.Code, "error"), Action: action, Count: 1},
		page:    string(at), category: CategoryStream,
	}}
}

// maxNames bounds how many tools or reasons one event names.
const maxNames = 16

// add takes up names that are not there yet. A tool's name is the caller's or the
// model's word: what does not look like one is not told.
func add(to []string, names ...string) []string {
	for _, n := range names {
		if len(to) < maxNames && word.MatchString(n) && !slices.Contains(to, n) {
			to = append(to, n)
		}
	}
	return to
}

var word = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$`)

// id names a finding for ever: who makes it again gives it the same id.
func (f finding) id(x *exchange.Exchange) string {
	return x.Instance() + ":" + f.page + ":" + plain(f.Type) + ":" + plain(f.Rule) + ":" + plain(f.Action)
}

// plain keeps a word as it is; of anything else it is a digest, so that nothing
// strange stands in a header and no two findings become one.
func plain(s string) string {
	if word.MatchString(s) {
		return s
	}
	h := sha256.Sum256([]byte(s))
	return "x" + hex.EncodeToString(h[:8])
}
