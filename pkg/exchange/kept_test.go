package exchange

import (
	"bytes"
	"testing"
)

func TestKept(t *testing.T) {
	x := &Exchange{Sections: map[string][]byte{SectionPrompt: []byte("sealed")}}
	if _, ok := x.Kept(SectionPrompt, x.Sections[SectionPrompt]); ok {
		t.Error("kept before Keep")
	}
	x.Keep(SectionPrompt, []byte("plain"))
	if got, ok := x.Kept(SectionPrompt, x.Sections[SectionPrompt]); !ok || string(got) != "plain" {
		t.Errorf("%q, %t", got, ok)
	}
	x.KeepParsed(SectionPrompt, "parsed")
	if x.KeptParsed(SectionPrompt) != "parsed" || x.KeptParsed(SectionCompletion) != nil {
		t.Error("what was parsed is not kept, or is another section's")
	}
	if _, ok := x.Kept(SectionPrompt, bytes.Clone(x.Sections[SectionPrompt])); ok {
		t.Error("bytes that only look alike were taken for the section")
	}
	if _, ok := x.Kept(SectionCompletion, x.Sections[SectionPrompt]); ok {
		t.Error("another section's")
	}
	x.Sections[SectionPrompt] = []byte("sealed anew")
	if _, ok := x.Kept(SectionPrompt, x.Sections[SectionPrompt]); ok {
		t.Error("kept for a section that was sealed anew")
	}
	if x.KeepParsed(SectionPrompt, "stale"); x.KeptParsed(SectionPrompt) != nil {
		t.Error("parsed for a section that was sealed anew")
	}
	delete(x.Sections, SectionPrompt)
	if _, ok := x.Kept(SectionPrompt, x.Sections[SectionPrompt]); ok {
		t.Error("kept for a section that is gone")
	}
	data, err := x.Encode()
	if err != nil || bytes.Contains(data, []byte("plain")) {
		t.Errorf("what is kept travels (%v)", err)
	}
}
