package exchange

import "slices"

// Stage is a station on an exchange's way. A stage, its consumers, its span and
// its dead-letter subject bear this name.
type Stage string

const (
	StageDLP        Stage = "dlp"
	StageGuard      Stage = "guard"
	StageToolauth   Stage = "toolauth"
	StageDispatch   Stage = "dispatch"
	StageProvenance Stage = "provenance"
	StageDone       Stage = "" // the record is stored and the outcome released
)

// Next is where the exchange goes, given its pages. A refusal goes straight to
// provenance: refused exchanges are evidence too. A page that is missing or
// whose check did not end in passed or excepted never lets an exchange on to
// the next expensive or visible step.
func Next(x *Exchange) Stage {
	if x.Refusal != nil {
		return StageProvenance
	}
	for _, s := range way {
		switch state, written := s.page(x); {
		case s.passBy != nil && s.passBy(x):
		case !written:
			return s.stage
		case !lets(state):
			return StageProvenance
		}
	}
	return StageProvenance
}

// station is one step of the way: who writes which page, and when it is passed by.
type station struct {
	stage  Stage
	check  string
	page   func(*Exchange) (CheckState, bool)
	passBy func(*Exchange) bool
}

// way is the whole flow. toolauth is passed by where no tools are offered or called.
var way = [...]station{
	{StageDLP, CheckDLPInput, func(x *Exchange) (CheckState, bool) {
		if x.DLP == nil {
			return "", false
		}
		return x.DLP.State, true
	}, nil},
	{StageGuard, CheckGuardInput, func(x *Exchange) (CheckState, bool) { return x.GuardInput.ended() }, nil},
	{StageToolauth, CheckToolOffer, func(x *Exchange) (CheckState, bool) { return x.ToolOffer.ended() },
		func(x *Exchange) bool { return !x.Tools }},
	{StageDispatch, CheckDLPOutput, func(x *Exchange) (CheckState, bool) {
		if x.Dispatch == nil {
			return "", false
		}
		return x.Dispatch.State, true
	}, nil},
	{StageGuard, CheckGuardOutput, func(x *Exchange) (CheckState, bool) { return x.GuardOutput.ended() }, nil},
	{StageToolauth, CheckToolCalls, func(x *Exchange) (CheckState, bool) { return x.ToolCalls.ended() },
		func(x *Exchange) bool {
			return x.Dispatch == nil || len(x.Dispatch.ToolCalls) == 0 || x.Dispatch.ToolsDropped
		}},
}

func (p *GuardPage) ended() (CheckState, bool) {
	if p == nil {
		return "", false
	}
	return p.State, true
}

func (p *ToolPage) ended() (CheckState, bool) {
	if p == nil {
		return "", false
	}
	return p.State, true
}

// Stages are all stages that an exchange may wait for on a stream.
func Stages() []Stage { return []Stage{StageGuard, StageToolauth, StageDispatch, StageProvenance} }

// After are the stages to which an exchange can go from one stage: what its
// credentials may publish to.
func After(from Stage) []Stage {
	var out []Stage
	add := func(s Stage) {
		if slices.Contains(out, s) {
			return
		}
		out = append(out, s)
	}
	for i, s := range way {
		if s.stage != from {
			continue
		}
		for _, t := range way[i+1:] {
			add(t.stage)
			if t.passBy == nil {
				break
			}
		}
		add(StageProvenance)
	}
	return out
}

func lets(s CheckState) bool { return s == Passed || s == Excepted }

// States lists how every check of this exchange ended. A check that left no page
// is not_run; one of tools that had nothing to check is not listed.
func States(x *Exchange) map[string]CheckState {
	out := map[string]CheckState{}
	for _, s := range way {
		if s.passBy != nil && s.passBy(x) {
			continue
		}
		out[s.check] = NotRun
		if state, written := s.page(x); written && state != "" {
			out[s.check] = state
		}
	}
	return out
}

// GuardrailPass is true only if every check that the policy requires passed, and
// those of tools where there are any. No required checks at all is not a pass, and
// neither is a prompt with a part that nobody looked into, whatever is required.
func GuardrailPass(x *Exchange) bool {
	if len(x.Policy.Required) == 0 || x.DLP != nil && x.DLP.Unscanned != nil {
		return false
	}
	states := States(x)
	for _, c := range x.Policy.Required {
		if states[c] != Passed {
			return false
		}
	}
	for _, c := range []string{CheckToolOffer, CheckToolCalls} {
		if s, there := states[c]; there && s != Passed {
			return false
		}
	}
	return true
}

// Releasable says whether a completion may go to the caller: it exists, nothing
// refused it, every stage on its way left its page, and each check of theirs, and
// each required one, passed or was excepted by policy.
func Releasable(x *Exchange) bool {
	if x.Refusal != nil || len(x.Sections[SectionCompletion]) == 0 {
		return false
	}
	states := States(x)
	for _, c := range x.Policy.Required {
		if !lets(states[c]) {
			return false
		}
	}
	for _, s := range states {
		if !lets(s) {
			return false
		}
	}
	return true
}
