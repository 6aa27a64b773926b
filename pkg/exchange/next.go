package exchange

// Stage is a station on an exchange's way. A stage, its consumer, its span and
// its dead-letter subject bear this name.
type Stage string

const (
	StageDLP        Stage = "dlp"
	StageDispatch   Stage = "dispatch"
	StageProvenance Stage = "provenance"
	StageDone       Stage = "" // the record is stored and the outcome released
)

// Next is where the exchange goes, given its pages. A refusal goes straight to
// provenance: refused exchanges are evidence too. A page that is missing or
// whose check did not end in passed or excepted never lets an exchange on to
// the next expensive or visible step.
func Next(x *Exchange) Stage {
	switch {
	case x.Refusal != nil:
		return StageProvenance
	case x.DLP == nil:
		return StageDLP
	case !lets(x.DLP.State):
		return StageProvenance
	case x.Dispatch == nil:
		return StageDispatch
	default:
		return StageProvenance
	}
}

// Stages are all stages that an exchange may wait for on a stream.
func Stages() []Stage { return []Stage{StageDispatch, StageProvenance} }

func lets(s CheckState) bool { return s == Passed || s == Excepted }

// States lists how every check of this exchange ended. A check that left no page
// is not_run.
func States(x *Exchange) map[string]CheckState {
	out := map[string]CheckState{CheckDLPInput: NotRun, CheckDLPOutput: NotRun}
	if x.DLP != nil && x.DLP.State != "" {
		out[CheckDLPInput] = x.DLP.State
	}
	if x.Dispatch != nil && x.Dispatch.State != "" {
		out[CheckDLPOutput] = x.Dispatch.State
	}
	return out
}

// GuardrailPass is true only if every check that the policy requires passed. No
// required checks at all is not a pass.
func GuardrailPass(x *Exchange) bool {
	if len(x.Policy.Required) == 0 {
		return false
	}
	states := States(x)
	for _, c := range x.Policy.Required {
		if states[c] != Passed {
			return false
		}
	}
	return true
}

// Releasable says whether a completion may go to the caller: it exists, nothing
// refused it, both stages left their page, and each check of theirs, and each
// required one, passed or was excepted by policy.
func Releasable(x *Exchange) bool {
	if x.Refusal != nil || x.DLP == nil || x.Dispatch == nil || len(x.Sections[SectionCompletion]) == 0 {
		return false
	}
	states := States(x)
	for _, c := range x.Policy.Required {
		if !lets(states[c]) {
			return false
		}
	}
	return lets(x.DLP.State) && lets(x.Dispatch.State)
}
