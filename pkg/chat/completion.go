package chat

import (
	"strconv"
	"strings"
)

// Completion is a view of a finished chat completion that fits its schema. It reads and
// writes the document itself. Choices are named by their place in the array, from 0.
type Completion struct{ Doc *Document }

// ParseCompletion parses and checks an engine's answer. Every refusal is ErrEngineAnswer, or
// ErrTooLarge's 413 where body is over the limit: the answer says nothing that a caller may
// hear. What spells the text again in numbers is taken away: token ids, which a request
// may ask vLLM for, are read by no scan.
func (v *Validator) ParseCompletion(body []byte, lim Limits) (*Completion, error) {
	doc, err := Parse(body, lim)
	if err != nil {
		if refusal, ok := err.(*Error); ok && refusal.Status == 413 {
			return nil, refusal
		}
		return nil, ErrEngineAnswer()
	}
	if err := v.completion.Check(doc.Root); err != nil {
		return nil, ErrEngineAnswer()
	}
	c := &Completion{doc}
	c.dropTokenIDs()
	return c, nil
}

// dropTokenIDs removes what vLLM and SGLang add on request: the tokens of the prompt and of the
// answer as numbers, and what the model computed of them.
func (c *Completion) dropTokenIDs() {
	drop := func(v *Value) {
		for _, name := range [...]string{"token_ids", "prompt_token_ids", "output_token_ids", "output_ids", "input_ids", "prompt_logprobs", "hidden_states"} {
			v.Delete(name)
		}
	}
	drop(c.Doc.Root)
	for i := range c.choices() {
		drop(c.choice(i))
		drop(c.choice(i).Get("message"))
	}
}

// Usage counts tokens as the engine told them.
type Usage struct{ Prompt, Completion, Total int }

// Usage returns the token counts, and whether the engine told any.
func (c *Completion) Usage() (u Usage, told bool) {
	v := c.Doc.Root.Get("usage")
	for _, f := range []struct {
		name string
		to   *int
	}{{"prompt_tokens", &u.Prompt}, {"completion_tokens", &u.Completion}, {"total_tokens", &u.Total}} {
		if n, ok := wholeNumber(v.Get(f.name)); ok {
			*f.to, told = int(n), true
		}
	}
	if u.Total == 0 {
		u.Total = u.Prompt + u.Completion
	}
	return u, told
}

// ID and Model return what the engine wrote.
func (c *Completion) ID() string { return c.Doc.Root.Get("id").Text() }

// Model returns the model's name as the engine wrote it.
func (c *Completion) Model() string { return c.Doc.Root.Get("model").Text() }

// SetID replaces the completion's id.
func (c *Completion) SetID(id string) { c.Doc.Root.Set("id", NewString(id)) }

// SetModel replaces the model's name.
func (c *Completion) SetModel(name string) { c.Doc.Root.Set("model", NewString(name)) }

// Choices returns how many choices there are.
func (c *Completion) Choices() int { return len(c.choices()) }

func (c *Completion) choices() []Value {
	if v := c.Doc.Root.Get("choices"); v != nil && v.Kind == Array {
		return v.Elems
	}
	return nil
}

func (c *Completion) choice(i int) *Value {
	if all := c.choices(); i >= 0 && i < len(all) {
		return &all[i]
	}
	return nil
}

// FinishReason returns why choice i ended: a word of OpenAI's, "other" where the engine
// has another, which may be any text, "" where it did not say.
func (c *Completion) FinishReason(i int) string {
	switch word := c.choice(i).Get("finish_reason").Text(); word {
	case "", "stop", "length", "tool_calls", "content_filter", "function_call":
		return word
	}
	return "other"
}

// Text returns what choice i says: its content, or its text parts in order.
func (c *Completion) Text(i int) string {
	return contentText(c.choice(i).Get("message").Get("content"))
}

// ToolCalls returns the names of the tools that choice i calls, in order, the old
// function_call included.
func (c *Completion) ToolCalls(i int) []string {
	var names []string
	message := c.choice(i).Get("message")
	if calls := message.Get("tool_calls"); calls != nil {
		for j := range calls.Elems {
			for _, kind := range []string{"function", "custom"} {
				if name := calls.Elems[j].Get(kind).Get("name"); name != nil {
					names = append(names, name.Text())
				}
			}
		}
	}
	if call := message.Get("function_call"); !call.IsNull() {
		names = append(names, call.Get("name").Text())
	}
	return names
}

// RemoveToolCalls removes choice i's tool calls and says content_filter as its reason to end.
// It reports whether there were any.
func (c *Completion) RemoveToolCalls(i int) bool {
	choice := c.choice(i)
	message := choice.Get("message")
	found := len(c.ToolCalls(i)) > 0
	message.Delete("tool_calls")
	message.Delete("function_call")
	if found {
		if message.Get("content") == nil {
			message.Set("content", Value{})
		}
		choice.Set("finish_reason", NewString(CodeContentFilter))
	}
	return found
}

// DropLogprobs sets choice i's log-probabilities to null, where it has any. They spell the
// choice's text a second time.
func (c *Completion) DropLogprobs(i int) {
	if logprobs := c.choice(i).Get("logprobs"); logprobs != nil {
		*logprobs = Value{}
	}
}

// AppendJSON appends the completion as JSON.
func (c *Completion) AppendJSON(dst []byte) []byte { return c.Doc.AppendJSON(dst) }

// contentText joins the text of a message's content: a string, or an array of parts.
func contentText(content *Value) string {
	if content == nil || content.Kind != Array {
		return content.Text()
	}
	var b strings.Builder
	for i := range content.Elems {
		b.WriteString(content.Elems[i].Get("text").Text())
	}
	return b.String()
}

// wholeNumber returns v as an int64, where it is a number without a fraction, such as 3 or
// 3.0, that fits.
func wholeNumber(v *Value) (int64, bool) {
	if v == nil || v.Kind != Number {
		return 0, false
	}
	if n, err := strconv.ParseInt(v.Num, 10, 64); err == nil {
		return n, true
	}
	f, err := strconv.ParseFloat(v.Num, 64)
	if err != nil || f != float64(int64(f)) || f < -1<<53 || f > 1<<53 {
		return 0, false
	}
	return int64(f), true
}
