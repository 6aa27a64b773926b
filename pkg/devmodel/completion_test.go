package devmodel

import (
	"encoding/json"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// rendered is a Llama Guard prompt around a conversation.
func rendered(conversation string) string {
	return "<|begin_of_text|>Task: Check for UNSAFE-S3.\n\n<BEGIN CONVERSATION>\n\n" + conversation +
		"\n\n<END CONVERSATION>\n\nProvide your safety assessment for UNSAFE-S4.<|eot_id|>"
}

func completionOf(t *testing.T, body []byte) textCompletion {
	t.Helper()
	r := TakeCompletion(nil, body)
	var c textCompletion
	if err := json.Unmarshal(r.Body, &c); r.Status != 200 || err != nil || len(c.Choices) != 1 {
		t.Fatalf("status %d: %s, %v", r.Status, r.Body, err)
	}
	return c
}

func TestGuard(t *testing.T) {
	tests := []struct {
		name, prompt, text string
		unsafe             float64
	}{
		{"clean", rendered("User: hello"), "\n\nsafe", 0.01},
		{"unsafe", rendered("User: UNSAFE-S1!"), "\n\nunsafe\nS1", 0.98},
		{"maybe", rendered("User: a MAYBE-S14 b"), "\n\nunsafe\nS14", 0.55},
		{"both", rendered("User: MAYBE-S2 UNSAFE-S1"), "\n\nunsafe\nS1,S2", 0.98},
		{"sorted and once", rendered("User: UNSAFE-S10 UNSAFE-S9 UNSAFE-S10"), "\n\nunsafe\nS9,S10", 0.98},
		{"last turn only", rendered("User: UNSAFE-S1\n\nAgent: fine"), "\n\nsafe", 0.01},
		{"last turn", rendered("User: fine\n\nAgent: UNSAFE-S1"), "\n\nunsafe\nS1", 0.98},
		{"a turn of many lines", rendered("User: fine\nand UNSAFE-S1\nmore"), "\n\nunsafe\nS1", 0.98},
		{"no category", rendered("User: UNSAFE-S15 UNSAFE-S0 UNSAFE-S100 unsafe-S1 XUNSAFE-S1"), "\n\nsafe", 0.01},
	}
	for _, tt := range tests {
		c := completionOf(t, fmt.Appendf(nil, `{"model":"sluice-dev/guard","prompt":%s,"max_tokens":20,"logprobs":5}`, encode(tt.prompt))).Choices[0]
		if c.Text != tt.text || strings.Join(c.Logprobs.Tokens, "") != tt.text || c.FinishReason != "stop" {
			t.Errorf("%s: got %+v", tt.name, c)
		}
		top := c.Logprobs.TopLogprobs[1]
		if p := math.Exp(top["unsafe"]); math.Abs(p-tt.unsafe) > 1e-9 || c.Logprobs.TokenLogprobs[1] != top[c.Logprobs.Tokens[1]] {
			t.Errorf("%s: P(unsafe) is %v: %+v", tt.name, p, c.Logprobs)
		}
	}
	for _, lost := range []string{"UNSAFE-S1", "User: UNSAFE-S1", "<END CONVERSATION>\n\nUser: x", "no turn\n<END CONVERSATION>"} {
		c := completionOf(t, fmt.Appendf(nil, `{"model":"sluice-dev/guard","prompt":%s}`, encode(lost))).Choices[0]
		if strings.Contains(c.Text, "safe") || c.Logprobs != nil {
			t.Errorf("%q got %+v", lost, c)
		}
	}
	chat := decode(t, Answer("sluice-dev/guard", []byte(`{"messages":[{"role":"user","content":"UNSAFE-S7"}]}`)))
	if got := *chat.Choices[0].Message.Content; got != "\n\nunsafe\nS7" {
		t.Errorf("in a chat it says %q", got)
	}
}

func TestCompletionBounds(t *testing.T) {
	prompt := encode(rendered("User: UNSAFE-S1"))
	c := completionOf(t, fmt.Appendf(nil, `{"model":"sluice-dev/guard","prompt":%s,"max_tokens":2,"logprobs":1}`, prompt)).Choices[0]
	if c.Text != "\n\nunsafe" || c.FinishReason != "length" || len(c.Logprobs.Tokens) != 2 || len(c.Logprobs.TopLogprobs[1]) != 1 {
		t.Errorf("got %+v", c)
	}
	for model, want := range map[string]string{"sluice-dev": FixedAnswer, "sluice-dev/echo": "p é", "sluice-dev/say": "p é", "sluice-dev/long-3": "The old boat", "sluice-dev/leak": Leak().text()} {
		if got := completionOf(t, fmt.Appendf(nil, `{"model":%q,"prompt":"p é"}`, model)).Choices[0]; got.Text != want {
			t.Errorf("%s says %q", model, got.Text)
		}
	}
	for body, want := range map[string]int{
		`{"model":"nobody","prompt":"x"}`: 404, `{"model":"sluice-dev/error-503","prompt":"x"}`: 503, `{`: 400,
		`{"model":"sluice-dev","prompt":["a","b"]}`: 400, `{"model":"sluice-dev","prompt":"x","stream":true}`: 400,
	} {
		if r := TakeCompletion(nil, []byte(body)); r.Status != want || !json.Valid(r.Body) {
			t.Errorf("%s got %d", body, r.Status)
		}
	}
}

// Raw completions are journalled like chats.
func TestCompletionIsJournalled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	j, err := OpenJournal(path)
	if err != nil {
		t.Fatal(err)
	}
	const body = `{"model":"sluice-dev/guard","prompt":"x"}`
	TakeCompletion(j, []byte(body))
	got, err := ReadJournal(path)
	if err != nil || len(got) != 1 || string(got[0].Body) != body || got[0].Model != "sluice-dev/guard" {
		t.Errorf("the journal has %v, %v", got, err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if r := TakeCompletion(j, []byte(body)); r.Status != 500 {
		t.Errorf("without the journal it answers %d", r.Status)
	}
}

func TestNamedCalls(t *testing.T) {
	const offer = `,"tools":[{"type":"function","function":{"name":"get_ticket"}},{"type":"function","function":{"name":"second"}}]`
	tests := []struct{ name, text, rest, want string }{
		{"two", `call get_ticket {"id":7} and delete_user {"id":1}`, offer, `get_ticket {"id":7}|delete_user {"id":1}`},
		{"one", `Please call second {"q": "a } b"} now`, offer, `second {"q": "a } b"}`},
		{"three", `call a {} , b {"x":[{}]}, and call c.d-e {}`, offer, `a {}|b {"x":[{}]}|c.d-e {}`},
		{"the same twice", `call a {"n":1} and a {"n":2}`, offer, `a {"n":1}|a {"n":2}`},
		{"ends at other words", `call a {"n":1} then b {"n":2}`, offer, `a {"n":1}`},
		{"ends at what is no JSON", `call a {"n":1} and b {n}`, offer, `a {"n":1}`},
		{"over lines", "call a\n{\"n\":\n1}\nand b {}", offer, "a {\"n\":\n1}|b {}"},
		{"no tools offered", `call get_ticket {"id":7}`, "", `search.docs {"id":7}`},
		{"no such text", `use {"id":7}`, offer, `get_ticket {"id":7}`},
		{"no object", `call second`, offer, `get_ticket {}`},
		{"recall", `recall second {"a":1}`, offer, `get_ticket {"a":1}`},
	}
	for _, tt := range tests {
		body := fmt.Appendf(nil, `{"messages":[{"role":"user","content":"call never {}"},{"role":"user","content":%s},{"role":"assistant","content":"call never {}"}]%s}`, encode(tt.text), tt.rest)
		if tt.rest == "" || strings.Contains(tt.want, "get_ticket {}") || strings.HasPrefix(tt.text, "use") || strings.HasPrefix(tt.text, "re") {
			body = fmt.Appendf(nil, `{"messages":[{"role":"user","content":%s}]%s}`, encode(tt.text), tt.rest)
		}
		r := Answer("sluice-dev/tool", body)
		var got, ids []string
		for _, c := range decode(t, r).Choices[0].Message.ToolCalls {
			got = append(got, c.Function.Name+" "+c.Function.Arguments)
			ids = append(ids, c.ID)
		}
		if strings.Join(got, "|") != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
		slices.Sort(ids)
		if len(slices.Compact(ids)) != len(got) {
			t.Errorf("%s: the ids are %q", tt.name, ids)
		}
	}
}

// The work on hostile text is bounded, and what comes out are names and JSON objects.
func FuzzNamedCalls(f *testing.F) {
	f.Add(strings.Repeat(`call a {"a":`, 1<<14))
	f.Add(strings.Repeat("call a {} and ", 1<<14))
	f.Add(`call a {} and b {"x":1}`)
	f.Fuzz(func(t *testing.T, text string) {
		for _, c := range namedCalls(text) {
			if c.Name == "" || !json.Valid([]byte(c.Arguments)) || c.Arguments[0] != '{' {
				t.Errorf("got %+v", c)
			}
		}
	})
}

func TestSay(t *testing.T) {
	for _, text := range []string{"", "<b>&amp; é\n ", "AKIA"} {
		body := fmt.Appendf(nil, `{"messages":[{"role":"user","content":"old"},{"role":"user","content":%s},{"role":"assistant","content":"mine"}]}`, encode(text))
		if got := *decode(t, Answer("sluice-dev/say", body)).Choices[0].Message.Content; got != text {
			t.Errorf("got %q, want %q", got, text)
		}
	}
	if got := *decode(t, Answer("sluice-dev/say", []byte(`{"messages":[]}`))).Choices[0].Message.Content; got != "" {
		t.Errorf("nobody said %q", got)
	}
}

// TestLong: so many words, in small pieces however long it is.
func TestLong(t *testing.T) {
	for _, n := range []int{1, 50, 1000, 200000} {
		model := fmt.Sprintf("sluice-dev/long-%d", n)
		r := Answer(model, ask(model, `,"stream":true`))
		text := *decode(t, r).Choices[0].Message.Content
		if len(strings.Fields(text)) != n {
			t.Errorf("%s has %d words", model, len(strings.Fields(text)))
		}
		if n > 1000 {
			continue
		}
		var streamed strings.Builder
		for _, ev := range r.Events() {
			var c chunk
			if json.Unmarshal(ev, &c) == nil && len(c.Choices) > 0 && c.Choices[0].Delta.Content != nil {
				piece := *c.Choices[0].Delta.Content
				streamed.WriteString(piece)
				if len(piece) > finePiece {
					t.Errorf("a piece of %d bytes", len(piece))
				}
			}
		}
		if streamed.String() != text {
			t.Errorf("%s streams another text", model)
		}
	}
}

// TestParallelCallsStream: each call by its index, id and name first, then its arguments in small pieces.
func TestParallelCallsStream(t *testing.T) {
	body := []byte(`{"stream":true,"tools":[{"function":{"name":"get_ticket"}}],"messages":[{"role":"user",
		"content":"call get_ticket {\"id\":7,\"note\":\"a longer argument\"} and delete_user {\"id\":1}"}]}`)
	r := Answer("sluice-dev/tool", body)
	var lines []string
	for _, ev := range r.Events() {
		lines = append(lines, string(ev))
		if strings.Contains(string(ev), "longer argument") {
			t.Errorf("the arguments come whole: %s", ev)
		}
	}
	want := decode(t, r)
	got, _ := assemble(t, lines[:len(lines)-1], want)
	if a, b := string(encode(got)), string(encode(want.Choices[0])); a != b || len(got.Message.ToolCalls) != 2 {
		t.Errorf("streamed %s\nplain    %s", a, b)
	}
}
