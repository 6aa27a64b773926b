package dispatch

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"sluice/pkg/chat"
	"sluice/pkg/exchange"
	"sluice/pkg/live"
	"sluice/pkg/policy"
	"sluice/pkg/stage"
)

const secretKey = "AKIA" + "QYLPMN5HFIQR7XYA"

// said is an event: text of a field of a choice, and tokens.
type said struct {
	choice int
	field  string
	text   string
	tokens []string // JSON
}

func (s said) event() []byte {
	logprobs := "null"
	if s.tokens != nil {
		name := "content"
		if s.field == "refusal" {
			name = s.field
		}
		logprobs = `{"` + name + `":[` + strings.Join(s.tokens, ",") + `]}`
	}
	delta := "{}"
	if s.text != "" {
		delta = `{"` + s.field + `":` + string(chat.AppendString(nil, s.text)) + `}`
	}
	return fmt.Appendf(nil, `{"choices":[{"index":%d,"delta":%s,"logprobs":%s}]}`, s.choice, delta, logprobs)
}

// token is one as engines write it, with its bytes, and alternatives.
func token(text string, others ...string) string {
	one := func(text string) string {
		var numbers []string
		for _, b := range []byte(text) {
			numbers = append(numbers, fmt.Sprint(b))
		}
		return fmt.Sprintf(`"token":%s,"logprob":-0.25,"bytes":[%s]`, chat.AppendString(nil, strings.ToValidUTF8(text, "\ufffd")), strings.Join(numbers, ","))
	}
	var all []string
	for _, o := range others {
		all = append(all, "{"+one(o)+"}")
	}
	return `{` + one(text) + `,"top_logprobs":[` + strings.Join(all, ",") + `]}`
}

// words are events of a text, cut in tokens of a few bytes, each its own alternative.
func words(choice int, text string) (out []said) {
	for len(text) > 0 {
		n := min(5, len(text))
		out = append(out, said{choice, "content", text[:n], []string{token(text[:n], text[:n])}})
		text = text[n:]
	}
	return out
}

// told is what the edge got: texts and tokens by choice, and whether any token came
// before its text.
type told struct {
	texts  map[int]string
	tokens map[int]string
	others map[int]string
	early  bool
}

func (w *stand) told() told {
	w.t.Helper()
	if err := w.s.Bus.NC.Flush(); err != nil {
		w.t.Fatal(err)
	}
	if err := w.edge.NC.Flush(); err != nil {
		w.t.Fatal(err)
	}
	out := told{texts: map[int]string{}, tokens: map[int]string{}, others: map[int]string{}}
	for len(w.deltas) > 0 {
		var d live.Delta
		if err := json.Unmarshal((<-w.deltas).Data, &d); err != nil {
			w.t.Fatal(err)
		}
		for _, p := range d.Parts {
			out.texts[p.Choice] += p.Text
			var list []listed
			if len(p.Logprobs) > 0 {
				if err := json.Unmarshal(p.Logprobs, &list); err != nil || len(p.Logprobs) > live.MaxLogprobs {
					w.t.Fatal(len(p.Logprobs), err)
				}
			}
			for _, one := range list {
				out.tokens[p.Choice] += string(one.spells())
				for _, o := range one.Others {
					out.others[p.Choice] += o.Token
				}
			}
			out.early = out.early || !strings.HasPrefix(out.texts[p.Choice], out.tokens[p.Choice])
		}
	}
	return out
}

// listed is a token as a client reads it.
type listed struct {
	Token  string `json:"token"`
	Bytes  []int  `json:"bytes"`
	Others []struct {
		Token string `json:"token"`
	} `json:"top_logprobs"`
}

func (l listed) spells() []byte {
	var out []byte
	for _, b := range l.Bytes {
		out = append(out, byte(b))
	}
	return out
}

// kept is what the completion's log-probabilities spell, choice by choice; "-" where
// they are null.
func (w *stand) kept(x *exchange.Exchange) (out []string) {
	w.t.Helper()
	body, err := stage.Open(w.t.Context(), w.s.Sealer, x, exchange.SectionCompletion)
	if err != nil {
		w.t.Fatal(err)
	}
	var c struct {
		Choices []struct {
			Logprobs *struct{ Content, Refusal []listed }
		}
	}
	if err := json.Unmarshal(body, &c); err != nil {
		w.t.Fatal(err)
	}
	for _, choice := range c.Choices {
		if choice.Logprobs == nil {
			out = append(out, "-")
			continue
		}
		var text strings.Builder
		for _, l := range append(choice.Logprobs.Content, choice.Logprobs.Refusal...) {
			text.Write(l.spells())
		}
		out = append(out, text.String())
	}
	return out
}

func TestLogprobsOfLiveStreams(t *testing.T) {
	clean := strings.Repeat(sentence, 8)
	half := len(clean) / 2
	for name, tt := range map[string]struct {
		said    []said
		silent  bool           // the client did not ask
		tokens  map[int]string // that left, at least their beginning
		least   int            // bytes of them
		never   []string       // in no token, nor alternative
		kept    []string
		finding bool // of a secret in the tokens
		code    string
	}{
		"clean":            {said: words(0, clean), tokens: map[int]string{0: clean}, least: half, kept: []string{clean}},
		"nobody asked":     {said: words(0, clean), silent: true, kept: []string{"-"}},
		"several choices":  {said: append(words(0, clean), words(1, clean)...), tokens: map[int]string{0: clean, 1: clean}, least: half, kept: []string{clean, clean}},
		"choices by turns": {said: turns(words(0, clean), words(1, clean)), tokens: map[int]string{0: clean, 1: clean}, least: half, kept: []string{clean, clean}},
		"a secret in the middle": {
			said: words(0, clean+"the id is "+secretKey+". "+clean), tokens: map[int]string{0: clean}, least: half, never: []string{secretKey[:6], "XYA"}, kept: []string{"-"}},
		"a secret in another choice": {
			said: turns(words(0, clean+clean), words(1, secretKey+" "+clean)), tokens: map[int]string{0: clean + clean, 1: ""}, never: []string{secretKey[:6]}, kept: []string{"-", "-"}},
		"tokens before their text": {
			said: append([]said{{0, "content", "", tokensOf(clean[:100])}, {0, "content", clean[:100], nil}}, words(0, clean[100:])...), tokens: map[int]string{0: clean}, least: half, kept: []string{clean}},
		"tokens after their text": {
			said: append([]said{{0, "content", clean[:100], nil}, {0, "content", "", tokensOf(clean[:100])}}, words(0, clean[100:])...), tokens: map[int]string{0: clean}, least: half, kept: []string{clean}},
		"one for the end":  {said: append(words(0, clean), said{0, "content", "", []string{token("<|eot|>")}}), tokens: map[int]string{0: clean}, least: half, kept: []string{clean}},
		"runes in parts":   {said: append([]said{{0, "content", "ö€ ", []string{token("\xc3"), token("\xb6\xe2\x82"), token("\xac ")}}}, words(0, clean)...), tokens: map[int]string{0: "ö€ " + clean}, least: half / 2, kept: []string{"ö€ " + clean}},
		"thoughts with":    {said: append([]said{{0, "reasoning_content", clean, tokensOf(clean)}}, words(0, clean)...), tokens: map[int]string{0: clean + clean}, least: half, kept: []string{clean + clean}},
		"thoughts without": {said: append([]said{{0, "reasoning_content", clean, nil}}, words(0, clean)...), tokens: map[int]string{0: clean}, kept: []string{clean}},
		"a refusal":        {said: []said{{0, "refusal", clean[:half], tokensOf(clean[:half])}, {0, "refusal", clean[half:], tokensOf(clean[half:])}}, tokens: map[int]string{0: clean}, least: half / 2, kept: []string{clean}},
		"another text":     {said: append(words(0, clean[:half]), said{0, "content", clean[half:], []string{token(secretKey)}}), tokens: map[int]string{0: clean}, never: []string{secretKey[:6]}, kept: []string{"-"}},
		"empty tokens": {
			said: append([]said{{0, "content", "", []string{`{"token":"","logprob":0,"bytes":[],"top_logprobs":[]}`}}}, words(0, clean)...), tokens: map[int]string{0: clean}, least: half, kept: []string{clean}},
		"other bytes": {
			said: append(words(0, clean[:half]), said{0, "content", clean[half:], []string{fmt.Sprintf(`{"token":%q,"bytes":[65,75]}`, clean[half:])}}), tokens: map[int]string{0: clean[:half]}, kept: []string{"-"}},
		"no bytes of text": {
			said: append(words(0, clean[:half]), said{0, "content", clean[half:], []string{fmt.Sprintf(`{"token":%q,"bytes":[300]}`, clean[half:])}}), tokens: map[int]string{0: clean[:half]}, kept: []string{"-"}},
		"no token":                      {said: append(words(0, clean[:half]), said{0, "content", clean[half:], []string{`7`}}), tokens: map[int]string{0: clean[:half]}, kept: []string{"-"}},
		"a secret for a part of a rune": {said: append([]said{{0, "content", "ö ", []string{`{"token":"` + secretKey + `","bytes":[195]}`, token("\xb6 ")}}}, words(0, clean)...), tokens: map[int]string{0: "ö " + clean}, least: half, never: []string{secretKey[:6]}, kept: []string{"ö " + clean}},
		"an alternative is a secret": {
			said: append(words(0, clean[:half]), said{0, "content", clean[half:], []string{token(clean[half:], secretKey)}}), tokens: map[int]string{0: clean[:half]}, never: []string{secretKey[:6]}, kept: []string{"-"}, finding: true},
		"alternatives spell a secret": {
			said: alternatives(clean, " the id is "+secretKey+". "), tokens: map[int]string{0: clean}, never: []string{secretKey[:12]}, kept: []string{"-"}, finding: true},
		"second alternatives spell a secret": {
			said: seconds(alternatives(clean, " the id is "+secretKey+". ")), tokens: map[int]string{0: clean}, never: []string{secretKey[:12]}, kept: []string{"-"}, finding: true},
		"bytes of an alternative are a secret": {
			said:   append(words(0, clean[:half]), said{0, "content", clean[half:], []string{strings.Replace(token(clean[half:], secretKey), `{"token":"`+secretKey+`"`, `{"token":"x"`, 1)}}),
			tokens: map[int]string{0: clean}, least: 1, never: []string{"x"}, kept: []string{clean}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newStand(t, "", func(_ context.Context, each func([]byte) error) error {
				ends := map[int]bool{}
				for _, s := range tt.said {
					if err := each(s.event()); err != nil {
						return err
					}
					ends[s.choice] = true
				}
				for i := range len(ends) {
					if err := each(fmt.Appendf(nil, `{"choices":[{"index":%d,"delta":{},"finish_reason":"stop"}]}`, i)); err != nil {
						return err
					}
				}
				return nil
			})
			if !tt.silent {
				w.ask(`"logprobs":true,"top_logprobs":1`)
			}
			x := w.dispatch()
			if code(x) != tt.code {
				t.Fatalf("it ended as %+v", x.Refusal)
			}
			got := w.told()
			if got.early {
				t.Error("a token left before its text")
			}
			for i, want := range tt.tokens {
				if !strings.HasPrefix(want, got.tokens[i]) || len(got.tokens[i]) < tt.least {
					t.Errorf("of choice %d left %q", i, got.tokens[i])
				}
			}
			for i, text := range got.tokens {
				if _, may := tt.tokens[i]; !may && text != "" {
					t.Errorf("of choice %d left %q", i, text)
				}
				for _, never := range tt.never {
					if strings.Contains(text, never) || strings.Contains(got.others[i], never) {
						t.Errorf("tokens spell %q, %q", text, got.others[i])
					}
				}
			}
			if kept := w.kept(x); fmt.Sprint(kept) != fmt.Sprint(tt.kept) {
				t.Errorf("kept %q", kept)
			}
			if found := len(x.Dispatch.Findings) > 0; tt.finding != found && len(tt.never) == 0 {
				t.Errorf("findings %+v", x.Dispatch.Findings)
			}
			if n := secretsIn(x); tt.finding && n != 1 {
				t.Errorf("%d secrets are on record", n)
			}
		})
	}
}

func tokensOf(text string) (out []string) {
	for _, s := range words(0, text) {
		out = append(out, s.tokens...)
	}
	return out
}

// turns are the events of two choices, one of each in turn.
func turns(a, b []said) (out []said) {
	for i := range max(len(a), len(b)) {
		out = append(out, a[min(i, len(a)):min(i+1, len(a))]...)
		out = append(out, b[min(i, len(b)):min(i+1, len(b))]...)
	}
	return out
}

// seconds have every token be the first of its own alternatives, as engines tell it.
func seconds(all []said) []said {
	for i := range all {
		for n, t := range all[i].tokens {
			if !strings.HasSuffix(t, `"top_logprobs":[]}`) {
				all[i].tokens[n] = strings.Replace(t, `"top_logprobs":[`, `"top_logprobs":[{"token":`+string(chat.AppendString(nil, all[i].text))+`,"logprob":-0.25},`, 1)
			}
		}
	}
	return all
}

// alternatives say a clean text whose alternatives spell another.
func alternatives(text, other string) []said {
	all := words(0, text)
	for i := range all {
		n := min(5, len(other))
		all[i].tokens = []string{token(all[i].text, other[:n])}
		if other = other[n:]; n == 0 {
			all[i].tokens = []string{token(all[i].text)}
		}
	}
	return all
}

func secretsIn(x *exchange.Exchange) (n int) {
	for _, f := range x.Dispatch.Findings {
		if f.Type == "SECRET" {
			n += f.Count
		}
	}
	return n
}

// What an alternative spells blocks where the policy says so of a text.
func TestAlternativesThatBlock(t *testing.T) {
	document := strings.Replace(string(policy.Default()), "SECRET: redact", "SECRET: block", -1)
	clean := strings.Repeat(sentence, 3)
	w := newStand(t, document, func(_ context.Context, each func([]byte) error) error {
		for _, s := range append(words(0, clean), said{0, "content", "So", []string{token("So", secretKey)}}) {
			if err := each(s.event()); err != nil {
				return err
			}
		}
		return each(finish())
	})
	w.ask(`"logprobs":true,"top_logprobs":1`)
	x := w.dispatch()
	if code(x) != chat.CodeContentFilter || len(x.Refusal.Rules) != 1 || secretsIn(x) != 1 {
		t.Errorf("it ended as %+v with %+v", x.Refusal, x.Dispatch.Findings)
	}
}

// Tokens over their bounds are dropped; the text is not.
func TestTooManyLogprobs(t *testing.T) {
	text := strings.Repeat(sentence, 40)
	w := newStand(t, "", func(_ context.Context, each func([]byte) error) error {
		for _, s := range words(0, text) {
			if err := each(s.event()); err != nil {
				return err
			}
		}
		return each(finish())
	})
	w.ask(`"logprobs":true`)
	w.s.MaxAnswer = 64 << 10
	x := w.dispatch()
	got := w.told()
	if x.Refusal != nil || got.tokens[0] == "" || len(got.tokens[0]) >= len(got.texts[0]) || fmt.Sprint(w.kept(x)) != "[-]" {
		t.Errorf("of %d bytes %d were told, it ended as %+v", len(got.texts[0]), len(got.tokens[0]), x.Refusal)
	}
}
