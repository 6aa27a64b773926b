package guard

import (
	"strings"
	"testing"

	"sluice/pkg/exchange"
)

// TestParsedIsKeptWhileSmall: a model may take minutes, and all that time what was
// parsed of a large prompt would be held beside its text.
func TestParsedIsKeptWhileSmall(t *testing.T) {
	for size, kept := range map[int]bool{100: true, maxKept: false} {
		x := &exchange.Exchange{Sections: map[string][]byte{exchange.SectionPrompt: []byte("sealed")}}
		x.Keep(exchange.SectionPrompt, []byte(`{"messages":[{"role":"user","content":"`+strings.Repeat("a", size)+`"}]}`))
		doc, err := (&Service{}).open(t.Context(), x, exchange.SectionPrompt)
		if err != nil {
			t.Fatal(err)
		}
		if len(promptPieces(doc)) == 0 {
			t.Error("nothing of the prompt is judged")
		}
		if got := x.KeptParsed(exchange.SectionPrompt) != nil; got != kept {
			t.Errorf("%d bytes: kept %t", size, got)
		}
	}
}
