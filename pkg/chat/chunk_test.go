package chat_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"sluice/pkg/chat"
	"sluice/pkg/devmodel"
)

// assemble adds events and returns the whole, or the first error.
func assemble(events ...string) (*chat.Assembler, []chat.Delta, error) {
	a := chat.NewAssembler(chat.Limits{Bytes: 1 << 20})
	var all []chat.Delta
	for _, e := range events {
		deltas, err := a.Add([]byte(e))
		if err != nil {
			return a, all, err
		}
		all = append(all, deltas...)
	}
	return a, all, nil
}

func completion(t *testing.T, body []byte) *chat.Completion {
	t.Helper()
	v, err := chat.NewValidator()
	if err != nil {
		t.Fatal(err)
	}
	c, err := v.ParseCompletion(body, chat.Limits{})
	if err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	return c
}

// A streamed answer of the development model put together is its whole answer.
func TestAssembleWhatTheModelStreams(t *testing.T) {
	for _, model := range []string{"sluice-dev", "sluice-dev/echo", "sluice-dev/leak", "sluice-dev/tool"} {
		t.Run(model, func(t *testing.T) {
			body := `{"model":"` + model + `","messages":[{"role":"user","content":"call a {\"x\":1} and b {}"}],"tools":[{"type":"function","function":{"name":"a"}}]%s}`
			whole := completion(t, devmodel.Answer(model, fmt.Appendf(nil, body, "")).Body)
			var events []string
			for _, e := range devmodel.Answer(model, fmt.Appendf(nil, body, `,"stream":true,"stream_options":{"include_usage":true}`)).Events() {
				if string(e) != "[DONE]" {
					events = append(events, string(e))
				}
			}
			a, deltas, err := assemble(events...)
			if err != nil || !a.Finished() {
				t.Fatalf("finished %t, %v", a.Finished(), err)
			}
			data, err := a.Body()
			if err != nil {
				t.Fatal(err)
			}
			got := completion(t, data)
			if got.Text(0) != whole.Text(0) || got.FinishReason(0) != whole.FinishReason(0) || fmt.Sprint(got.ToolCalls(0)) != fmt.Sprint(whole.ToolCalls(0)) {
				t.Errorf("got %s\nwant %s", data, whole.AppendJSON(nil))
			}
			if calls := whole.Doc.Root.Get("choices").Elems[0].Get("message").Get("tool_calls"); !calls.IsNull() {
				mine := got.Doc.Root.Get("choices").Elems[0].Get("message").Get("tool_calls")
				ids := regexp.MustCompile(`call_dev_[0-9a-f]+`) // of the request's bytes
				if ids.ReplaceAllString(string(mine.AppendJSON(nil)), "") != ids.ReplaceAllString(string(calls.AppendJSON(nil)), "") {
					t.Errorf("calls are %s, want %s", mine.AppendJSON(nil), calls.AppendJSON(nil))
				}
			}
			var text strings.Builder
			for _, d := range deltas {
				if d.Field == "content" {
					text.WriteString(d.Text)
				}
			}
			if text.String() != whole.Text(0) {
				t.Errorf("the deltas say %q, want %q", text.String(), whole.Text(0))
			}
			if u, told := got.Usage(); !told || u.Completion == 0 && whole.Text(0) != "" {
				t.Errorf("usage %+v, told %t", u, told)
			}
		})
	}
}

func TestAssembleRefuses(t *testing.T) {
	one := func(delta string) string { return `{"choices":[{"index":0,"delta":` + delta + `}]}` }
	const end = `{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}`
	for name, events := range map[string][]string{
		"no JSON":                 {"{"},
		"an array":                {"[]"},
		"an error":                {`{"error":{"message":"x"}}`},
		"text that is no string":  {one(`{"content":7}`)},
		"a delta after the end":   {end, one(`{"content":"x"}`)},
		"a call after the end":    {end, one(`{"tool_calls":[{"index":0,"id":"1","function":{"name":"f"}}]}`)},
		"another end":             {end, `{"choices":[{"index":0,"delta":{},"finish_reason":"length"}]}`},
		"a negative choice":       {`{"choices":[{"index":-1,"delta":{}}]}`},
		"too many choices":        {`{"choices":[{"index":8,"delta":{}}]}`},
		"a call without an id":    {one(`{"tool_calls":[{"index":0,"function":{"name":"f"}}]}`)},
		"a call without a name":   {one(`{"tool_calls":[{"index":0,"id":"1","function":{"arguments":"{}"}}]}`)},
		"a call out of turn":      {one(`{"tool_calls":[{"index":1,"id":"1","function":{"name":"f"}}]}`)},
		"a call without an index": {one(`{"tool_calls":[{"id":"1","function":{"name":"f"}}]}`)},
		"a call that is renamed":  {one(`{"tool_calls":[{"index":0,"id":"1","function":{"name":"f"}}]}`), one(`{"tool_calls":[{"index":0,"function":{"name":"g"}}]}`)},
		"a call with another id":  {one(`{"tool_calls":[{"index":0,"id":"1","function":{"name":"f"}}]}`), one(`{"tool_calls":[{"index":0,"id":"2","function":{"arguments":""}}]}`)},
		"too much":                {one(`{"content":"` + strings.Repeat("x", 600<<10) + `"}`), one(`{"content":"` + strings.Repeat("x", 600<<10) + `"}`)},
		"too deep":                {strings.Repeat("[", 100) + strings.Repeat("]", 100)},
	} {
		if _, _, err := assemble(events...); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	if a, _, err := assemble(one(`{"content":"x"}`)); err != nil || a.Finished() {
		t.Errorf("a stream without its end is finished (%v)", err)
	}
	if a, _, err := assemble(); err != nil || a.Finished() {
		t.Errorf("nothing is finished (%v)", err)
	}
}

// For every cut: what is written first, and the rest, read together as the whole.
func TestRest(t *testing.T) {
	body := `{"id":"i","object":"chat.completion","created":5,"model":"m","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant",
		"content":"höre zu","reasoning_content":"hm","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]}}],
		"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}`
	head := chat.ChunkHead{ID: "chatcmpl-r", Model: "m", Created: 9, Voice: chat.Events{}}
	const text = "höre zu"
	for n := range len(text) + 1 {
		c := completion(t, []byte(body))
		if n < len(text) && text[n]&0xC0 == 0x80 {
			continue // no piece ends within a rune
		}
		var out []byte
		sent := map[chat.Strand]string{}
		if n > 0 {
			out = chat.AppendDelta(chat.AppendRole(out, head, 0), head, chat.Strand{Field: "content"}, text[:n], nil)
			sent[chat.Strand{Field: "content"}] = text[:n]
		}
		out, ok := c.AppendRest(out, head, sent, nil, true)
		if !ok {
			t.Fatalf("cut at %d: no rest", n)
		}
		roles := bytes.Count(out, []byte(`"role"`))
		a, _, err := assemble(datas(t, out)...)
		if err != nil || !a.Finished() || roles != 1 {
			t.Fatalf("cut at %d: %d roles, %v\n%s", n, roles, err, out)
		}
		data, err := a.Body()
		if err != nil {
			t.Fatal(err)
		}
		got := completion(t, data)
		if got.Text(0) != text || got.FinishReason(0) != "tool_calls" || len(got.ToolCalls(0)) != 1 || got.ID() != head.ID {
			t.Errorf("cut at %d: %s", n, data)
		}
		if string(c.AppendJSON(nil)) == "" || c.Text(0) != text {
			t.Error("writing the rest changed the completion")
		}
	}
	for name, sent := range map[string]map[chat.Strand]string{
		"another text":   {{Field: "content"}: "hörb"},
		"more than all":  {{Field: "content"}: text + "!"},
		"another field":  {{Field: "refusal"}: "x"},
		"another choice": {{Choice: 3, Field: "content"}: "h"},
	} {
		if _, ok := completion(t, []byte(body)).AppendRest(nil, head, sent, nil, true); ok {
			t.Errorf("%s: has a rest", name)
		}
	}
}

// What was blocked in its middle is a whole stream to a client: every choice finishes.
func TestFiltered(t *testing.T) {
	head := chat.ChunkHead{ID: "chatcmpl-r", Model: "m", Created: 9, Voice: chat.Events{}}
	for name, usage := range map[string]bool{"plain": false, "with usage": true} {
		out := chat.AppendDelta(chat.AppendRole(nil, head, 0), head, chat.Strand{Field: "content"}, "Once", nil)
		out = chat.AppendFiltered(chat.AppendRole(out, head, 1), head, []int{0, 1}, usage)
		a, _, err := assemble(datas(t, out)...)
		if err != nil || !a.Finished() {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
		data, err := a.Body()
		if err != nil {
			t.Fatal(err)
		}
		c := completion(t, data)
		if c.Text(0) != "Once" || c.FinishReason(0) != "content_filter" || c.FinishReason(1) != "content_filter" || bytes.Contains(out, []byte(`"usage"`)) != usage {
			t.Errorf("%s: %s", name, out)
		}
	}
}

// datas are the events of a stream, [DONE] left out.
func datas(t *testing.T, stream []byte) []string {
	t.Helper()
	var out []string
	done := false
	for e := range strings.SplitSeq(strings.TrimSuffix(string(stream), "\n\n"), "\n\n") {
		data, ok := strings.CutPrefix(e, "data: ")
		if !ok || done {
			t.Fatalf("event %q", e)
		}
		if done = data == "[DONE]"; !done {
			if !json.Valid([]byte(data)) {
				t.Fatalf("event %q is no JSON", data)
			}
			out = append(out, data)
		}
	}
	if !done {
		t.Fatal("no [DONE]")
	}
	return out
}
