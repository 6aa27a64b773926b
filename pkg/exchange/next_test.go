package exchange

import (
	"fmt"
	"testing"
)

// states are all ends of a check, with a page whose state nobody set and one
// that no code knows.
var states = []CheckState{"", Passed, Failed, NotRun, Errored, Excepted, "unheard_of"}

// cases calls visit with every combination of pages, refusals, completion and
// required checks.
func cases(visit func(name string, x *Exchange)) {
	pages := append([]CheckState{"missing"}, states...)
	for _, in := range pages {
		for _, out := range pages {
			for _, refused := range []bool{false, true} {
				for _, completion := range []bool{false, true} {
					for _, required := range [][]string{nil, {CheckDLPInput}, {CheckDLPOutput}, Checks(), {"unknown"}} {
						x := &Exchange{Policy: PolicyRef{Required: required}, Sections: map[string][]byte{}}
						if in != "missing" {
							x.DLP = &DLPPage{State: in}
						}
						if out != "missing" {
							x.Dispatch = &DispatchPage{State: out}
						}
						if refused {
							x.Refusal = &Refusal{}
						}
						if completion {
							x.Sections[SectionCompletion] = []byte("sealed")
						}
						visit(fmt.Sprintf("in=%q out=%q refused=%t completion=%t required=%v", in, out, refused, completion, required), x)
					}
				}
			}
		}
	}
}

func TestNext(t *testing.T) {
	n := 0
	cases(func(name string, x *Exchange) {
		n++
		want := StageProvenance
		if x.Refusal == nil {
			switch {
			case x.DLP == nil:
				want = StageDLP
			case x.DLP.State != Passed && x.DLP.State != Excepted:
			case x.Dispatch == nil:
				want = StageDispatch
			}
		}
		if got := Next(x); got != want {
			t.Errorf("%s: goes to %q, want %q", name, got, want)
		}
	})
	if n != 8*8*2*2*5 {
		t.Errorf("%d cases", n)
	}
}

func TestGuardrailPass(t *testing.T) {
	ended := func(x *Exchange, check string) CheckState {
		switch {
		case check == CheckDLPInput && x.DLP != nil:
			return x.DLP.State
		case check == CheckDLPOutput && x.Dispatch != nil:
			return x.Dispatch.State
		}
		return ""
	}
	passes, releases := 0, 0
	cases(func(name string, x *Exchange) {
		pass := len(x.Policy.Required) > 0
		fit := x.Refusal == nil && x.DLP != nil && x.Dispatch != nil && len(x.Sections[SectionCompletion]) > 0
		for _, c := range x.Policy.Required {
			s := ended(x, c)
			pass = pass && s == Passed
			fit = fit && (s == Passed || s == Excepted)
		}
		for _, c := range Checks() {
			s := ended(x, c)
			fit = fit && (s == Passed || s == Excepted)
		}
		if got := GuardrailPass(x); got != pass {
			t.Errorf("%s: guardrail_pass is %t", name, got)
		}
		if got := Releasable(x); got != fit {
			t.Errorf("%s: releasable is %t", name, got)
		}
		if pass {
			passes++
		}
		if fit {
			releases++
		}
		for check, s := range States(x) {
			if s == "" {
				t.Errorf("%s: %s ended in nothing", name, check)
			}
		}
	})
	if passes == 0 || releases == 0 {
		t.Errorf("%d pass and %d may be released: the cases tell nothing", passes, releases)
	}
}

func TestNothingIsNoPass(t *testing.T) {
	x := &Exchange{DLP: &DLPPage{}, Dispatch: &DispatchPage{}, Policy: PolicyRef{Required: Checks()},
		Sections: map[string][]byte{SectionCompletion: {1}}}
	if Next(x) != StageProvenance || GuardrailPass(x) || Releasable(x) {
		t.Error("the zero state of a check passes")
	}
	if got := States(x); got[CheckDLPInput] != NotRun || got[CheckDLPOutput] != NotRun {
		t.Errorf("states are %v, want both not_run", got)
	}
	if s := States(&Exchange{}); len(s) != len(Checks()) {
		t.Errorf("states of nothing are %v", s)
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
