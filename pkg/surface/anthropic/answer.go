package anthropic

import (
	"slices"
	"strconv"
	"strings"

	"sluice/pkg/chat"
	"sluice/pkg/surface"
)

// limits of what a model writes as a tool's input: it was bounded as a whole before.
const inputNodes = 200_000

// Answer is the message of a completion.
func (a *asked) Answer(done []byte) ([]byte, *chat.Error) {
	c, fault := surface.Completion(done)
	if fault != nil {
		return nil, fault
	}
	choice := choiceOf(c)
	blocks, fault := blocksOf(c, choice.Get("message"))
	if fault != nil {
		return nil, fault
	}
	reason, stop := reasonOf(c.FinishReason(0), choice.Get("message").Get("refusal").Text() != "", len(c.Calls(0)) > 0), chat.Value{}
	// vLLM and SGLang say which stop sequence it was.
	for _, name := range []string{"stop_reason", "matched_stop"} {
		if said := choice.Get(name).Text(); reason == reasonEnd && said != "" && slices.Contains(a.stops, said) {
			reason, stop = reasonStop, chat.NewString(said)
		}
	}
	out := head(c.ID(), c.Model(), blocks)
	out.Set("stop_reason", chat.NewString(reason))
	out.Set("stop_sequence", stop)
	out.Set("usage", countOf(c.Doc.Root.Get("usage")).value())
	return out.AppendJSON(nil), nil
}

// head is a message without its end.
func head(id, model string, content []chat.Value) chat.Value {
	return chat.NewObject(
		chat.Member{Name: "id", Value: chat.NewString("msg_" + strings.TrimPrefix(id, "chatcmpl-"))},
		chat.Member{Name: "type", Value: chat.NewString("message")},
		chat.Member{Name: "role", Value: chat.NewString("assistant")},
		chat.Member{Name: "model", Value: chat.NewString(model)},
		chat.Member{Name: "content", Value: chat.NewArray(content...)},
		chat.Member{Name: "stop_reason"},
		chat.Member{Name: "stop_sequence"},
	)
}

// choiceOf is the first choice: a request for a message asks for no more.
func choiceOf(c *chat.Completion) *chat.Value {
	if all := c.Doc.Root.Get("choices"); all != nil && len(all.Elems) > 0 {
		return &all.Elems[0]
	}
	return nil
}

// blocksOf are thoughts, text and calls, in this order.
func blocksOf(c *chat.Completion, message *chat.Value) ([]chat.Value, *chat.Error) {
	out := []chat.Value{}
	for _, field := range reasoningFields() {
		if text := message.Get(field).Text(); text != "" {
			out = append(out, thinkingBlock(text))
			break // some engines say the same under both names
		}
	}
	for _, text := range []string{c.Text(0), message.Get("refusal").Text()} {
		if text != "" {
			out = append(out, textBlock(text))
		}
	}
	for _, call := range c.Calls(0) {
		input, err := chat.ParseString(call.Arguments, chat.Limits{Bytes: len(call.Arguments) + 1, Nodes: inputNodes})
		switch {
		case strings.TrimSpace(call.Arguments) == "":
			input = &chat.Document{Root: &chat.Value{Kind: chat.Object}}
		case err != nil || input.Root.Kind != chat.Object:
			return nil, chat.ErrEngineAnswer()
		}
		out = append(out, toolBlock(call.ID, call.Name, *input.Root))
	}
	return out, nil
}

// reasoningFields are what engines call a model's thoughts.
func reasoningFields() []string { return []string{"reasoning_content", "reasoning"} }

func block(kind string, more ...chat.Member) chat.Value {
	return chat.NewObject(append([]chat.Member{{Name: "type", Value: chat.NewString(kind)}}, more...)...)
}

func textBlock(text string) chat.Value {
	return block("text", chat.Member{Name: "text", Value: chat.NewString(text)})
}

// thinkingBlock has no signature: no engine signs.
func thinkingBlock(text string) chat.Value {
	return block("thinking", chat.Member{Name: "thinking", Value: chat.NewString(text)}, chat.Member{Name: "signature", Value: chat.NewString("")})
}

func toolBlock(id, name string, input chat.Value) chat.Value {
	return block("tool_use", chat.Member{Name: "id", Value: chat.NewString(id)},
		chat.Member{Name: "name", Value: chat.NewString(name)}, chat.Member{Name: "input", Value: input})
}

// Why a message ended.
const (
	reasonEnd     = "end_turn"
	reasonMax     = "max_tokens"
	reasonStop    = "stop_sequence"
	reasonTool    = "tool_use"
	reasonRefusal = "refusal"
)

// reasonOf is Anthropic's word for why an answer ended.
func reasonOf(finish string, refused, called bool) string {
	switch {
	case finish == chat.CodeContentFilter || refused:
		return reasonRefusal
	case finish == "length":
		return reasonMax
	case called:
		return reasonTool
	}
	return reasonEnd
}

// count is what was counted; told says whether the engine said anything of its cache.
type count struct {
	input, output, cached int64
	told                  bool
}

// countOf reads OpenAI's usage. Anthropic counts what came out of a cache apart.
func countOf(usage *chat.Value) count {
	var n count
	n.input, _ = number(usage.Get("prompt_tokens"))
	n.output, _ = number(usage.Get("completion_tokens"))
	n.cached, n.told = number(usage.Get("prompt_tokens_details").Get("cached_tokens"))
	n.cached = min(n.cached, n.input)
	n.input -= n.cached
	return n
}

func number(v *chat.Value) (int64, bool) {
	if v == nil || v.Kind != chat.Number {
		return 0, false
	}
	n, err := strconv.ParseInt(v.Num, 10, 64)
	return max(n, 0), err == nil
}

func (n count) value() chat.Value {
	whole := func(n int64) chat.Value { return chat.NewNumber(strconv.FormatInt(n, 10)) }
	cached := chat.Value{}
	if n.told {
		cached = whole(n.cached)
	}
	return chat.NewObject(
		chat.Member{Name: "input_tokens", Value: whole(n.input)},
		chat.Member{Name: "cache_creation_input_tokens"},
		chat.Member{Name: "cache_read_input_tokens", Value: cached},
		chat.Member{Name: "output_tokens", Value: whole(n.output)},
	)
}
