package chat

import (
	"slices"
	"strings"
	"testing"
)

const offering = `{"model":"m","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"},{"role":"developer","content":[{"type":"text","text":"Use "},{"type":"text","text":"tools."}]}],
 "tools":[{"type":"function","function":{"name":"a","description":"A","parameters":{"type":"object"},"strict":true}},{"type":"function","function":{"name":"b","parameters":null}},{"type":"function","function":{"name":"c"}}],"parallel_tool_calls":false`

func TestRequestTools(t *testing.T) {
	r := Request{parsed(t, offering+`}`)}
	got := r.Tools()
	if len(got) != 3 || got[0].Name != "a" || got[0].Description != "A" || !got[0].Strict || got[0].Parameters.Get("type").Text() != "object" {
		t.Fatalf("got %+v", got)
	}
	if got[1].Name != "b" || got[1].Parameters != nil || got[2].Parameters != nil || got[2].Strict {
		t.Errorf("got %+v", got)
	}
	none := Request{parsed(t, `{}`)}
	if none.Tools() != nil {
		t.Error("there is something in nothing")
	}
}

func TestRemoveTools(t *testing.T) {
	for name, tt := range map[string]struct {
		choice             string
		remove, left       []string
		mode, named        string
		parallel, unedited bool
	}{
		"none":            {`,"tool_choice":"required"`, nil, []string{"a", "b", "c"}, "required", "", true, true},
		"one":             {`,"tool_choice":"required"`, []string{"b"}, []string{"a", "c"}, "required", "", true, false},
		"no choice":       {``, []string{"b", "x"}, []string{"a", "c"}, "", "", true, false},
		"another's":       {`,"tool_choice":{"type":"function","function":{"name":"a"}}`, []string{"b"}, []string{"a", "c"}, "function", "a", true, false},
		"the chosen":      {`,"tool_choice":{"type":"function","function":{"name":"b"}}`, []string{"b"}, []string{"a", "c"}, "auto", "", true, false},
		"all":             {`,"tool_choice":"auto"`, []string{"c", "b", "a"}, nil, "", "", false, false},
		"all, one chosen": {`,"tool_choice":{"type":"function","function":{"name":"b"}}`, []string{"c", "b", "a"}, nil, "", "", false, false},
	} {
		t.Run(name, func(t *testing.T) {
			r := Request{parsed(t, offering+tt.choice+`}`)}
			before := string(r.Doc.AppendJSON(nil))
			r.RemoveTools(tt.remove)
			var left []string
			for _, tool := range r.Tools() {
				left = append(left, tool.Name)
			}
			mode, named := r.ToolChoice()
			if !slices.Equal(left, tt.left) || mode != tt.mode || named != tt.named {
				t.Errorf("left %q, choice %q %q", left, mode, named)
			}
			if (r.Doc.Root.Get("parallel_tool_calls") != nil) != tt.parallel {
				t.Error("parallel_tool_calls")
			}
			if tt.left == nil && r.Doc.Root.Get("tools") != nil {
				t.Error("an empty list of tools is left")
			}
			if after := string(r.Doc.AppendJSON(nil)); (after == before) != tt.unedited {
				t.Errorf("got %s", after)
			}
			if err := newValidator(t).ValidateRequest(r.Doc); err != nil {
				t.Errorf("no longer a request: %v", err)
			}
		})
	}
	Request{parsed(t, `{}`)}.RemoveTools([]string{"a"})
}

const calling = `{"id":"x","model":"m","choices":[{"message":{"role":"assistant","content":CONTENT,"tool_calls":[
 {"id":"c0","index":0,"type":"function","function":{"name":"a","arguments":"{\"x\":1}"}},
 {"id":"c1","index":1,"type":"function","function":{"name":"b","arguments":"{}"}},
 {"id":"c2","function":{"name":"c","arguments":null}},
 {"id":"c3","type":"custom","custom":{"name":"d","input":"in"}},
 {"id":"c4","type":"function","function":{"name":"e","arguments":"{}"},"custom":{"name":"f","input":"in"}},
 {"id":"c5","type":"custom","function":{"name":"g","arguments":"{}"}}],
 "function_call":{"name":"h","arguments":"{}"}},"logprobs":{"content":[{"token":"a","logprob":-0.1}]},"finish_reason":"tool_calls"}]}`

func TestCalls(t *testing.T) {
	c := completion(t, strings.Replace(calling, "CONTENT", "null", 1))
	want := []Call{
		{0, "function", "c0", "a", `{"x":1}`}, {1, "function", "c1", "b", "{}"}, {2, "function", "c2", "c", ""},
		{3, "custom", "c3", "d", "in"}, {4, "custom", "c4", "e", "{}"}, {5, "custom", "c5", "g", "{}"}, {-1, "function_call", "", "h", "{}"},
	}
	if got := c.Calls(0); !slices.Equal(got, want) {
		t.Errorf("got %+v", got)
	}
	if c.Calls(1) != nil || completion(t, `{"choices":[{"message":{}}]}`).Calls(0) != nil {
		t.Error("calls of nothing")
	}
}

func TestKeepCalls(t *testing.T) {
	for name, tt := range map[string]struct {
		content, keep, left, text string
	}{
		"all":        {`null`, "abcdegh", "abcdegh", ""},
		"one":        {`null`, "b", "b", "No."},
		"none":       {`null`, "", "", "No."},
		"old one":    {`null`, "h", "h", "No."},
		"said":       {`"Let me see."`, "ac", "ac", "Let me see.\n\nNo."},
		"said parts": {`[{"type":"text","text":"Let me see."}]`, "", "", "Let me see.\n\nNo."},
		"no parts":   {`[]`, "", "", "No."},
	} {
		t.Run(name, func(t *testing.T) {
			c := completion(t, strings.Replace(calling, "CONTENT", tt.content, 1))
			removed := c.KeepCalls(0, func(call Call) bool { return strings.Contains(tt.keep, call.Name) })
			if removed != 7-len(tt.left) {
				t.Errorf("%d removed", removed)
			}
			if removed > 0 {
				c.AppendText(0, "No.")
			}
			if c.Text(0) != tt.text {
				t.Errorf("says %q", c.Text(0))
			}
			out := string(c.AppendJSON(nil))
			again := completion(t, out)
			left := strings.Join(namesOfCalls(again), "")
			if left != tt.left {
				t.Errorf("left %q", left)
			}
			reason := "tool_calls"
			if removed > 0 {
				reason = "content_filter"
			}
			if again.FinishReason(0) != reason || strings.Contains(out, "logprob\"") != (removed == 0) || strings.Contains(out, `"tool_calls":[]`) {
				t.Errorf("got %s", out)
			}
			// What is streamed has the same calls, counted from 0.
			streamed, at := "", 0
			for _, e := range events(t, string(c.AppendStream(nil, Events{}, false))) {
				for _, call := range e.Choices[0].Delta.ToolCalls {
					if call.Function.Name+call.Custom.Name == "" {
						continue
					}
					if call.Index != at {
						t.Errorf("index %d, want %d", call.Index, at)
					}
					streamed += call.Function.Name + call.Custom.Name
					at++
				}
			}
			if want := strings.TrimSuffix(tt.left, "h"); streamed != want {
				t.Errorf("streamed %q, want %q", streamed, want)
			}
			if tt.keep == "b" && !strings.Contains(out, `{"id":"c1","index":0,`) {
				t.Errorf("not counted anew: %s", out)
			}
		})
	}
	c := completion(t, `{"choices":[{"message":{"content":"x"}}]}`)
	if c.KeepCalls(0, func(Call) bool { return false }) != 0 || c.KeepCalls(5, nil) != 0 || c.FinishReason(0) != "" {
		t.Error("removed something from nothing")
	}
	c.AppendText(5, "nowhere")
}

func namesOfCalls(c *Completion) []string {
	var names []string
	for _, call := range c.Calls(0) {
		names = append(names, call.Name)
	}
	return names
}

func TestValidToolName(t *testing.T) {
	for name, want := range map[string]bool{"": false, "a": true, "github__create-Issue_9": true, strings.Repeat("a", 64): true, strings.Repeat("a", 65): false, "a b": false, "a.b": false, "ä": false, "a\n": false} {
		if ValidToolName(name) != want {
			t.Errorf("%q", name)
		}
	}
}
