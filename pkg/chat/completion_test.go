package chat

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func completion(t *testing.T, text string) *Completion {
	t.Helper()
	c, err := newValidator(t).ParseCompletion([]byte(text), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const twoChoices = `{"id":"x","object":"chat.completion","created":1,"model":"m","choices":[
 {"index":0,"message":{"role":"assistant","content":[{"type":"text","text":"Hel"},{"type":"text","text":"lo"}],"refusal":null,"reasoning_content":"Think."},"logprobs":{"content":[{"token":"Hello","logprob":-0.1}]},"finish_reason":"stop"},
 {"index":1,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}},{"id":"c2","type":"custom","custom":{"name":"g","input":"in"}}],"function_call":{"name":"old","arguments":"{}"}},"finish_reason":"tool_calls"}],
 "usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}`

func TestCompletion(t *testing.T) {
	c := completion(t, twoChoices)
	if u, told := c.Usage(); !told || u != (Usage{3, 4, 7}) {
		t.Errorf("usage %+v %v", u, told)
	}
	if c.Choices() != 2 || c.FinishReason(0) != "stop" || c.FinishReason(1) != "tool_calls" || c.FinishReason(2) != "" || c.Text(0) != "Hello" || c.Text(1) != "" {
		t.Errorf("choices %d, reasons %q %q, text %q", c.Choices(), c.FinishReason(0), c.FinishReason(1), c.Text(0))
	}
	if got := c.ToolCalls(1); !slices.Equal(got, []string{"f", "g", "old"}) || c.ToolCalls(0) != nil {
		t.Errorf("tool calls %q", got)
	}
	c.DropLogprobs(0)
	c.DropLogprobs(1)
	if c.RemoveToolCalls(0) || !c.RemoveToolCalls(1) || c.RemoveToolCalls(1) {
		t.Error("RemoveToolCalls reports wrongly")
	}
	c.SetID("y")
	c.SetModel("n")
	got := string(c.AppendJSON(nil))
	for _, gone := range []string{`"f"`, `"old"`, "-0.1", `"tool_calls"`} {
		if strings.Contains(got, gone) {
			t.Errorf("%s is still in %s", gone, got)
		}
	}
	if c.FinishReason(1) != "content_filter" || c.FinishReason(0) != "stop" || c.ID() != "y" || c.Model() != "n" {
		t.Errorf("got %s", got)
	}
}

func TestUsageNotTold(t *testing.T) {
	for _, usage := range []string{"", `,"usage":null`, `,"usage":{}`, `,"usage":{"prompt_tokens":null}`} {
		if u, told := completion(t, `{"choices":[{"message":{"content":"x"}}]`+usage+`}`).Usage(); told || u != (Usage{}) {
			t.Errorf("%s: %+v %v", usage, u, told)
		}
	}
}

// chunk is what a client reads of an event.
type chunk struct {
	ID, Object, Model string
	Choices           []struct {
		Index int
		Delta struct {
			Role, Content, Refusal *string
			Reasoning              string `json:"reasoning_content"`
			ToolCalls              []struct {
				Index            int
				ID, Type         string
				Function, Custom struct{ Name, Arguments, Input string }
			} `json:"tool_calls"`
		}
		Logprobs     json.RawMessage
		FinishReason *string `json:"finish_reason"`
	}
	Usage *struct {
		TotalTokens int `json:"total_tokens"`
	}
}

func events(t *testing.T, sse string) (chunks []chunk) {
	t.Helper()
	all := strings.Split(sse, "\n\n")
	if n := len(all); n < 2 || all[n-1] != "" || all[n-2] != "data: [DONE]" {
		t.Fatalf("ends in %q", sse[max(0, len(sse)-40):])
	}
	for _, e := range all[:len(all)-2] {
		data, ok := strings.CutPrefix(e, "data: ")
		var c chunk
		if err := json.Unmarshal([]byte(data), &c); !ok || err != nil || strings.Contains(data, "\n") {
			t.Fatalf("event %q: %v", e, err)
		}
		if c.Object != "chat.completion.chunk" || c.ID != "x" || c.Model != "m" {
			t.Errorf("event %s", data)
		}
		chunks = append(chunks, c)
	}
	return chunks
}

func TestSSE(t *testing.T) {
	long := strings.Repeat("äö", 3000)
	c := completion(t, strings.Replace(twoChoices, `"Hel"`, `"`+long+`"`, 1))
	sse := string(c.AppendStream(nil, Events{}, true))
	var text, reasoning [2]string
	var calls [2]string
	var reasons [2]string
	seenRole := [2]bool{}
	all := events(t, sse)
	for i, e := range all {
		if len(e.Choices) == 0 {
			if i != len(all)-1 || e.Usage == nil || e.Usage.TotalTokens != 7 {
				t.Errorf("usage chunk %d: %+v", i, e)
			}
			continue
		}
		if len(e.Choices) != 1 || e.Usage != nil {
			t.Fatalf("chunk %+v", e)
		}
		choice := e.Choices[0]
		n := choice.Index
		if reasons[n] != "" || !seenRole[n] != (choice.Delta.Role != nil) {
			t.Errorf("chunk %d is out of order", i)
		}
		seenRole[n] = true
		if choice.Delta.Content != nil {
			text[n] += *choice.Delta.Content
		}
		reasoning[n] += choice.Delta.Reasoning
		for _, call := range choice.Delta.ToolCalls {
			calls[n] += fmt.Sprintf("%d %s%s%s%s%s%s;", call.Index, call.ID, call.Type, call.Function.Name, call.Custom.Name, call.Function.Arguments, call.Custom.Input)
		}
		if choice.FinishReason != nil {
			reasons[n] = *choice.FinishReason
		}
	}
	if text != [2]string{long + "lo", ""} || reasoning != [2]string{"Think.", ""} || reasons != [2]string{"stop", "tool_calls"} {
		t.Errorf("got %d bytes, %q, %q", len(text[0]), reasoning, reasons)
	}
	if want := `0 c1functionf;0 {"a":1};1 c2customg;1 in;`; calls[1] != want || calls[0] != "" {
		t.Errorf("calls %q, want %q", calls[1], want)
	}
	if strings.Count(sse, `"logprob":-0.1`) != 1 {
		t.Error("log-probabilities are not there once")
	}
	if !strings.Contains(sse, `"function_call":{"name":"old","arguments":"{}"}`) {
		t.Error("the old function_call is missing")
	}
}

func TestSSEOfLittle(t *testing.T) {
	c := completion(t, `{"id":"x","model":"m","choices":[{"message":{"content":"Hi"}}]}`)
	all := events(t, string(c.AppendStream(nil, Events{}, false)))
	if len(all) != 3 || *all[0].Choices[0].Delta.Role != "assistant" || *all[1].Choices[0].Delta.Content != "Hi" || *all[2].Choices[0].FinishReason != "stop" {
		t.Errorf("got %+v", all)
	}
	all = events(t, string(c.AppendStream(nil, Events{}, true)))
	if len(all) != 4 || all[3].Usage == nil {
		t.Errorf("got %+v", all)
	}
}

// Token ids spell a text that a scan has redacted: with the model's tokenizer anybody
// reads them.
func TestTokenIDsGo(t *testing.T) {
	c := completion(t, `{"prompt_token_ids":[9906],"prompt_logprobs":[null,{"1":{"logprob":-1}}],"choices":[
		{"message":{"content":"hi","token_ids":[6151]},"token_ids":[6151],"hidden_states":[[0.5]]}],"kept":[1]}`)
	if got, want := string(c.AppendJSON(nil)), `{"choices":[{"message":{"content":"hi"}}],"kept":[1]}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
