package exchange

import "testing"

// TestShedForgets: what nobody on the rest of the way opens does not stay in memory.
func TestShedForgets(t *testing.T) {
	x := sample()
	x.Keep(SectionPrompt, []byte("plain"))
	x.Keep(SectionCompletion, []byte("answer"))
	x.Refuse(Refusal{Stage: string(StageGuard)})
	x.Shed()
	if len(x.kept) != 1 {
		t.Errorf("%d sections are kept", len(x.kept))
	}
	if _, ok := x.Kept(SectionCompletion, x.Sections[SectionCompletion]); !ok {
		t.Error("the completion was forgotten with the prompt")
	}
}
