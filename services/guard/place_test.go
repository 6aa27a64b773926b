package guard

import (
	"net/http"
	"strings"
	"testing"

	"sluice/pkg/exchange"
	"sluice/pkg/injection"
	"sluice/pkg/llamaguard"
	"sluice/pkg/policy"
)

// The page names the segment that decided, by place and bytes, and no word of a
// caller's.
func TestWorstPlace(t *testing.T) {
	long := strings.Repeat("plain words ", 2000)
	m := func(role, text string) string { return `{"role":"` + role + `","content":"` + text + `"}` }
	at := func(where, role string, start, end int) *exchange.Place {
		return &exchange.Place{Where: where, Role: role, Start: start, End: end}
	}
	s := &Service{Deps: Deps{Injection: injection.New(), Classifier: scripted{
		"a bomb": {Unsafe: 0.9, Categories: one("S9", 0.9)}, "a worse": {Unsafe: 0.97, Categories: one("S9", 0.97)},
		"advice": {Unsafe: 0.99, Categories: one("S6", 0.99)}, // flagged alone
	}}}
	p := parsed(t, strict)
	for name, tt := range map[string]struct {
		body string
		want *exchange.Place
	}{
		"nothing":             {`"messages":[` + m("user", "hello") + `]`, nil},
		"the last turn":       {`"messages":[` + m("system", "hi") + `,` + m("user", "a bomb") + `]`, at("messages[1]", "user", 0, 6)},
		"the worse of two":    {`"messages":[` + m("user", "a bomb") + `,` + m("assistant", "a worse") + `,` + m("user", "so?") + `]`, at("messages[1]", "assistant", 0, 7)},
		"what blocks":         {`"messages":[` + m("user", "advice") + `,` + m("user", "a bomb") + `]`, at("messages[1]", "user", 0, 6)},
		"what is flagged":     {`"messages":[` + m("user", "x") + `,` + m("user", "advice") + `]`, at("messages[1]", "user", 0, 6)},
		"in the middle":       {`"messages":[` + m("user", long[:10000]+"a bomb "+long[:10000]) + `]`, at("messages[0]", "user", segmentBytes-overlapBytes, 2*segmentBytes-overlapBytes)},
		"at the end":          {`"messages":[` + m("tool", long+"a bomb") + `]`, at("messages[0]", "tool", 3*(segmentBytes-overlapBytes), len(long)+6)},
		"a part":              {`"messages":[{"role":"user","content":[{"type":"text","text":"x"},{"type":"text","text":"a bomb"}]}]`, nil},
		"beside the messages": {`"messages":[` + m("user", "x") + `],"documents":[{"text":"a bomb"}]`, at("documents", "", 0, 6)},
		"a caller's word":     {`"messages":[` + m("user", "x") + `],"secret-7781":"a bomb"`, at(unknownWord, "", 0, 6)},
		"a caller's role":     {`"messages":[` + m("secret-7781", "a bomb") + `]`, at("messages[0]", unknownWord, 0, 6)},
	} {
		v := s.judge(t.Context(), p, policy.Input, promptPieces(document(t, `{"model":"m",`+tt.body+`}`)), nil)
		if name == "a part" {
			if v.Worst == nil || v.Worst.Where != "messages[0]" || v.Worst.Start != 0 || v.Worst.End < 8 {
				t.Errorf("%s: %+v", name, v.Worst)
			}
			continue
		}
		if (v.Worst == nil) != (tt.want == nil) || v.Worst != nil && *v.Worst != *tt.want {
			t.Errorf("%s: %+v, want %+v", name, v.Worst, tt.want)
		}
	}
	said := completionPieces(document(t, `{"choices":[{"message":{"content":"fine","reasoning":"a bomb"}}]}`), nil)
	v := s.judge(t.Context(), p, policy.Output, said, nil)
	if want := (exchange.Place{Where: "texts[1]", End: 6}); v.Worst == nil || *v.Worst != want {
		t.Errorf("of a completion: %+v, want %+v", v.Worst, want)
	}
}

// A turn that the guard has no room for is judged in pieces, and the piece is named.
func TestWorstPlaceOfANarrowGuard(t *testing.T) {
	long := strings.Repeat("wörter ", 900)
	for name, text := range map[string]string{"start": "a bomb " + long, "middle": long + "a bomb " + long[:100], "end": long + "a bomb"} {
		c, _ := narrow(t, 4000, http.StatusBadRequest)
		j, err := c.Judge(t.Context(), "p", []llamaguard.Turn{{Role: llamaguard.User, Text: text}})
		if err != nil {
			t.Fatal(err)
		}
		if part := text[j.At.Start:j.At.End]; !strings.Contains(part, "a bomb") || len(part) > 4000 || j.Took <= 0 {
			t.Errorf("%s: bytes %d to %d of %d, %s", name, j.At.Start, j.At.End, len(text), j.Took)
		}
	}
}
