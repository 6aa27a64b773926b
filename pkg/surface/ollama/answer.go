package ollama

import (
	"strconv"
	"strings"
	"time"

	"sluice/pkg/chat"
	"sluice/pkg/surface"
)

// Answer is the one object of an answer that was not streamed.
func (a *asked) Answer(done []byte) ([]byte, *chat.Error) {
	c, fault := surface.Completion(done)
	if fault != nil {
		return nil, fault
	}
	var choice *chat.Value
	if all := c.Doc.Root.Get("choices"); all != nil && len(all.Elems) > 0 {
		choice = &all.Elems[0]
	}
	from := choice.Get("message")
	text := c.Text(0)
	if text == "" {
		text = from.Get("refusal").Text()
	}
	message := said(text, thoughts(from))
	if calls := c.Calls(0); len(calls) > 0 {
		out := chat.NewArray()
		for i, call := range calls {
			one, ok := called(i, call.ID, call.Name, call.Arguments)
			if !ok {
				return nil, chat.ErrEngineAnswer()
			}
			out.Elems = append(out.Elems, one)
		}
		message.Set("tool_calls", out)
	}
	answer := line(c.Model(), c.Doc.Root.Get("created"), message, true)
	if told := choice.Get("logprobs").Get("content"); !told.IsNull() {
		answer.Set("logprobs", *told)
	}
	a.end(&answer, c.FinishReason(0), c.Doc.Root.Get("usage"))
	return answer.AppendJSON(nil), nil
}

// thoughts are a message's, or what a delta adds to them. Some engines say the same under
// both names.
func thoughts(v *chat.Value) string {
	if text := v.Get("reasoning_content").Text(); text != "" {
		return text
	}
	return v.Get("reasoning").Text()
}

func said(text, thoughts string) chat.Value {
	message := chat.NewObject(chat.Member{Name: "role", Value: chat.NewString("assistant")}, chat.Member{Name: "content", Value: chat.NewString(text)})
	if thoughts != "" {
		message.Set("thinking", chat.NewString(thoughts))
	}
	return message
}

// called is one call; its arguments must be an object's JSON text.
func called(index int, id, name, arguments string) (chat.Value, bool) {
	given := chat.NewObject()
	if strings.TrimSpace(arguments) != "" {
		doc, err := chat.ParseString(arguments, chat.Limits{Bytes: len(arguments) + 1})
		if err != nil || doc.Root.Kind != chat.Object {
			return chat.Value{}, false
		}
		given = *doc.Root
	}
	return chat.NewObject(
		chat.Member{Name: "id", Value: chat.NewString(id)},
		chat.Member{Name: "function", Value: chat.NewObject(
			chat.Member{Name: "index", Value: chat.NewNumber(strconv.Itoa(index))},
			chat.Member{Name: "name", Value: chat.NewString(name)},
			chat.Member{Name: "arguments", Value: given},
		)}), true
}

// line is what all answers, and all lines of one, have.
func line(model string, created *chat.Value, message chat.Value, done bool) chat.Value {
	at := time.Unix(0, 0)
	if created != nil {
		if n, err := strconv.ParseInt(created.Num, 10, 64); err == nil {
			at = time.Unix(n, 0)
		}
	}
	return chat.NewObject(
		chat.Member{Name: "model", Value: chat.NewString(model)},
		chat.Member{Name: "created_at", Value: chat.NewString(at.UTC().Format(time.RFC3339))},
		chat.Member{Name: "message", Value: message},
		chat.Member{Name: "done", Value: truth(done)},
	)
}

// end says why an answer ended, how long it took as the edge has it, and what it cost as
// the engine told it. What is not known is left out: the times of the model's parts.
func (a *asked) end(to *chat.Value, finish string, usage *chat.Value) {
	reason := "stop"
	if finish == "length" || finish == chat.CodeContentFilter {
		reason = finish
	}
	to.Set("done_reason", chat.NewString(reason))
	to.Set("total_duration", chat.NewNumber(strconv.FormatInt(max(0, a.took().Nanoseconds()), 10)))
	for _, told := range [][2]string{{"prompt_tokens", "prompt_eval_count"}, {"completion_tokens", "eval_count"}} {
		if n := usage.Get(told[0]); n != nil && n.Kind == chat.Number {
			to.Set(told[1], *n)
		}
	}
}
