package exchange

import (
	"reflect"
	"slices"
	"testing"
)

// states are all ends of a check, with a missing page, one whose state nobody set
// and one that no code knows.
var states = []CheckState{"missing", "", Passed, Failed, NotRun, Errored, Excepted, "unheard_of"}

// parts is one combination of everything that routing looks at.
type parts struct {
	ends      [6]CheckState // dlp, guard in, offer, dispatch, guard out, calls
	tools     bool
	called    bool
	dropped   bool
	refused   bool
	completed bool
	required  []string
}

func (p parts) exchange() *Exchange {
	x := &Exchange{Tools: p.tools, Policy: PolicyRef{Required: p.required}, Sections: map[string][]byte{}}
	for i, s := range p.ends {
		if s == "missing" {
			continue
		}
		switch i {
		case 0:
			x.DLP = &DLPPage{State: s}
		case 1:
			x.GuardInput = &GuardPage{State: s}
		case 2:
			x.ToolOffer = &ToolPage{State: s}
		case 3:
			x.Dispatch = &DispatchPage{State: s, ToolsDropped: p.dropped}
			if p.called {
				x.Dispatch.ToolCalls = []string{"t"}
			}
		case 4:
			x.GuardOutput = &GuardPage{State: s}
		case 5:
			x.ToolCalls = &ToolPage{State: s}
		}
	}
	if p.refused {
		x.Refusal = &Refusal{}
	}
	if p.completed {
		x.Sections[SectionCompletion] = []byte("sealed")
	}
	return x
}

// needed says which of the six steps are on this exchange's way.
func (p parts) needed() [6]bool {
	return [6]bool{true, true, p.tools, true, true, p.ends[3] != "missing" && p.called && !p.dropped}
}

var (
	stations = [6]Stage{StageDLP, StageGuard, StageToolauth, StageDispatch, StageGuard, StageToolauth}
	checks   = [6]string{CheckDLPInput, CheckGuardInput, CheckToolOffer, CheckDLPOutput, CheckGuardOutput, CheckToolCalls}
)

// cases visits every combination of two steps' ends with the others passed, and
// every prefix of the way with the rest missing.
func cases(visit func(p parts)) {
	for _, tools := range []bool{false, true} {
		for _, called := range []bool{false, true} {
			for _, dropped := range []bool{false, true} {
				for _, refused := range []bool{false, true} {
					for _, completed := range []bool{false, true} {
						for _, required := range [][]string{nil, {CheckDLPInput}, {CheckGuardOutput}, Checks(), {"unknown"}} {
							base := parts{tools: tools, called: called, dropped: dropped, refused: refused, completed: completed, required: required}
							for i := range 6 {
								for j := range i + 1 {
									for _, s := range states {
										for _, t := range states {
											p := base
											p.ends = [6]CheckState{Passed, Passed, Passed, Passed, Passed, Passed}
											p.ends[i], p.ends[j] = s, t
											visit(p)
											for k := i + 1; k < 6; k++ {
												p.ends[k] = "missing"
											}
											visit(p)
										}
									}
								}
							}
						}
					}
				}
			}
		}
	}
}

func passes(s CheckState) bool { return s == Passed || s == Excepted }

func TestNext(t *testing.T) {
	seen := map[Stage]int{}
	cases(func(p parts) {
		want := StageProvenance
		if !p.refused {
			need := p.needed()
			for i, s := range p.ends {
				if !need[i] {
					continue
				}
				if s == "missing" {
					want = stations[i]
				}
				if !passes(s) {
					break
				}
			}
		}
		got := Next(p.exchange())
		seen[got]++
		if got != want {
			t.Errorf("%+v: goes to %q, want %q", p, got, want)
		}
	})
	for _, s := range append(Stages(), StageDLP) {
		if seen[s] == 0 {
			t.Errorf("no case goes to %s", s)
		}
	}
}

func TestGuardrailPass(t *testing.T) {
	passed, released, n := 0, 0, 0
	cases(func(p parts) {
		if n++; testing.Short() && n%7 != 0 {
			return
		}
		need := p.needed()
		ended := map[string]CheckState{}
		for i, s := range p.ends {
			if !need[i] {
				continue
			}
			if s == "missing" || s == "" {
				s = NotRun
			}
			ended[checks[i]] = s
		}
		x := p.exchange()
		if got := States(x); !reflect.DeepEqual(got, ended) {
			t.Errorf("%+v: states are %v, want %v", p, got, ended)
		}
		pass, fit := len(p.required) > 0, !p.refused && p.completed
		for _, c := range p.required {
			pass = pass && ended[c] == Passed
			fit = fit && passes(ended[c])
		}
		for _, c := range []string{CheckToolOffer, CheckToolCalls} {
			if s, there := ended[c]; there {
				pass = pass && s == Passed
			}
		}
		for _, s := range ended {
			fit = fit && passes(s)
		}
		if got := GuardrailPass(x); got != pass {
			t.Errorf("%+v: guardrail_pass is %t", p, got)
		}
		if got := Releasable(x); got != fit {
			t.Errorf("%+v: releasable is %t", p, got)
		}
		if pass {
			passed++
		}
		if fit {
			released++
		}
	})
	if passed == 0 || released == 0 {
		t.Errorf("%d pass and %d may be released: the cases tell nothing", passed, released)
	}
}

// What a stage may publish to is where Next can lead from it, and nothing else.
func TestAfter(t *testing.T) {
	want := map[Stage][]Stage{
		StageDLP:        {StageGuard, StageProvenance},
		StageGuard:      {StageToolauth, StageDispatch, StageProvenance},
		StageToolauth:   {StageDispatch, StageProvenance},
		StageDispatch:   {StageGuard, StageProvenance},
		StageProvenance: nil,
	}
	for from, to := range want {
		if got := After(from); !reflect.DeepEqual(got, to) {
			t.Errorf("after %s: %v, want %v", from, got, to)
		}
	}
	cases(func(p parts) {
		before := p.exchange()
		from := Next(before)
		if from == StageProvenance {
			return
		}
		after := p
		for i, s := range p.ends {
			if s == "missing" && p.needed()[i] {
				after.ends[i] = Passed
				for j := i + 1; j < len(p.ends); j++ {
					after.ends[j] = "missing" // pages are written in the order of the way
				}
				break
			}
		}
		if to := Next(after.exchange()); !slices.Contains(After(from), to) {
			t.Errorf("%+v: from %s to %s, which is not after it", p, from, to)
		}
	})
}

func TestNothingIsNoPass(t *testing.T) {
	x := &Exchange{DLP: &DLPPage{}, GuardInput: &GuardPage{}, Dispatch: &DispatchPage{}, GuardOutput: &GuardPage{},
		Policy: PolicyRef{Required: Checks()}, Sections: map[string][]byte{SectionCompletion: {1}}}
	if Next(x) != StageProvenance || GuardrailPass(x) || Releasable(x) {
		t.Error("the zero state of a check passes")
	}
	for check, s := range States(x) {
		if s != NotRun {
			t.Errorf("%s is %s, want not_run", check, s)
		}
	}
	if s := States(&Exchange{}); len(s) != len(Checks()) {
		t.Errorf("states of nothing are %v", s)
	}
}

// What nobody on the rest of the way opens does not travel.
// What nobody looked into lets an exchange go on as an exception, and is no pass whatever is
// required.
func TestUnscannedIsNoPass(t *testing.T) {
	x := &Exchange{DLP: &DLPPage{State: Excepted, Unscanned: &Unscanned{Count: 1}}, GuardInput: &GuardPage{State: Passed}}
	x.Policy.Required = []string{CheckGuardInput}
	if Next(x) != StageDispatch || GuardrailPass(x) {
		t.Errorf("it goes to %s, guardrail_pass %t", Next(x), GuardrailPass(x))
	}
	if x.DLP.Unscanned = nil; !GuardrailPass(x) {
		t.Error("without such a part it is no pass either")
	}
}

func TestShed(t *testing.T) {
	for _, refused := range []bool{false, true} {
		x := &Exchange{DLP: &DLPPage{State: Passed}, Sections: map[string][]byte{SectionPrompt: {1}, SectionRestore: {2}}}
		if refused {
			x.Refuse(Refusal{})
		}
		x.Shed()
		if _, there := x.Sections[SectionPrompt]; there == refused || x.Sections[SectionRestore] == nil {
			t.Errorf("refused=%t: sections are %v", refused, x.Sections)
		}
	}
}

func TestRefuseOnce(t *testing.T) {
	x := &Exchange{}
	x.Refuse(Refusal{Code: "first"})
	x.Refuse(Refusal{Code: "second"})
	if x.Refusal.Code != "first" {
		t.Errorf("the refusal is %q", x.Refusal.Code)
	}
}
