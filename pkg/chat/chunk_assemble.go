package chat

import (
	"strconv"
	"strings"
)

// Delta is text that one event of a stream adds to one field of one choice, or
// log-probabilities, which come before the texts of their event.
type Delta struct {
	Choice int
	Field  string // content, reasoning_content, reasoning or refusal; of Tokens content, which may be of reasoning too, or refusal
	Text   string
	Tokens []Token
	Odd    bool // after Tokens there was what cannot be read as one
}

// Bounds of a stream, beside those of its Limits.
const (
	maxChoices = 8
	maxCalls   = 128
)

// Assembler puts the chat.completion.chunk events of a stream together into one
// chat.completion. Log-probabilities are not in it: they spell text that may be
// changed. One goroutine uses it.
type Assembler struct {
	Tokens bool // log-probabilities are told with the texts

	lim     Limits
	size    int // of all that was taken, in bytes
	head    Value
	choices []*assembled
	usage   Value
}

// assembled is one choice as it grows.
type assembled struct {
	role   string
	fields map[string]*strings.Builder // by name
	calls  []*grownCall
	old    *grownCall // function_call
	finish string
}

type grownCall struct {
	id, kind, name string
	arguments      strings.Builder
}

// NewAssembler returns an assembler for one stream. lim.Bytes bounds the text of
// all events together; lim.Depth and lim.Nodes each event.
func NewAssembler(lim Limits) *Assembler {
	if lim.Bytes <= 0 {
		lim.Bytes = DefaultBytes
	}
	return &Assembler{lim: lim, head: NewObject()}
}

// streamFields are the fields of a delta whose text grows, in the order in which
// a message has them.
func streamFields() []string { return []string{"reasoning_content", "reasoning", "content", "refusal"} }

// Add takes one event's data and returns the text that it adds. Whatever is not as
// OpenAI's stream is ErrEngineAnswer, and the stream is of no use any more.
func (a *Assembler) Add(event []byte) ([]Delta, error) {
	doc, err := Parse(event, Limits{Bytes: min(a.lim.Bytes, DefaultBytes), Depth: a.lim.Depth, Nodes: a.lim.Nodes})
	if err != nil || doc.Root.Kind != Object || !doc.Root.Get("error").IsNull() {
		return nil, ErrEngineAnswer()
	}
	root := doc.Root
	for _, name := range []string{"id", "created", "model", "system_fingerprint", "service_tier"} {
		if v := root.Get(name); !v.IsNull() && a.head.Get(name) == nil {
			a.head.Set(name, *v)
		}
	}
	if u := root.Get("usage"); !u.IsNull() {
		a.usage = *u
	}
	choices := root.Get("choices")
	if choices.IsNull() {
		return nil, nil
	}
	if choices.Kind != Array {
		return nil, ErrEngineAnswer()
	}
	var out []Delta
	for i := range choices.Elems {
		if out, err = a.choice(&choices.Elems[i], out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (a *Assembler) choice(v *Value, out []Delta) ([]Delta, error) {
	n, ok := wholeNumber(v.Get("index"))
	if v.Get("index") == nil {
		n, ok = 0, true
	}
	if !ok || n < 0 || n >= maxChoices {
		return nil, ErrEngineAnswer()
	}
	for int64(len(a.choices)) <= n {
		a.choices = append(a.choices, &assembled{})
	}
	c := a.choices[n]
	if a.Tokens {
		out = a.tokens(int(n), v.Get("logprobs"), out)
	}
	delta := v.Get("delta")
	if delta != nil && delta.Kind == Object {
		var err error
		if out, err = a.delta(c, int(n), delta, out); err != nil {
			return nil, err
		}
	}
	if f := v.Get("finish_reason"); !f.IsNull() {
		if f.Kind != String || f.Str == "" || c.finish != "" && c.finish != f.Str {
			return nil, ErrEngineAnswer()
		}
		c.finish = f.Str
	}
	return out, nil
}

func (a *Assembler) delta(c *assembled, n int, delta *Value, out []Delta) ([]Delta, error) {
	if role := delta.Get("role").Text(); role != "" {
		c.role = role
	}
	for _, name := range streamFields() {
		v := delta.Get(name)
		switch {
		case v.IsNull() || v.Kind == String && v.Str == "":
			continue
		case v.Kind != String || c.finish != "" || !a.room(len(v.Str)):
			return nil, ErrEngineAnswer()
		}
		c.field(name).WriteString(v.Str)
		out = append(out, Delta{Choice: n, Field: name, Text: v.Str})
	}
	if old := delta.Get("function_call"); !old.IsNull() {
		if c.old == nil {
			c.old = &grownCall{kind: "function"}
		}
		if c.finish != "" || !a.grow(c.old, old) {
			return nil, ErrEngineAnswer()
		}
	}
	calls := delta.Get("tool_calls")
	if calls.IsNull() {
		return out, nil
	}
	if calls.Kind != Array || c.finish != "" {
		return nil, ErrEngineAnswer()
	}
	for i := range calls.Elems {
		if !a.call(c, &calls.Elems[i]) {
			return nil, ErrEngineAnswer()
		}
	}
	return out, nil
}

// call takes a piece of a tool call: id and name with its first, then arguments.
func (a *Assembler) call(c *assembled, v *Value) bool {
	n, ok := wholeNumber(v.Get("index"))
	if !ok || n < 0 || n > int64(len(c.calls)) || n >= maxCalls {
		return false
	}
	kind := "function"
	if v.Get("custom") != nil {
		kind = "custom"
	}
	what := v.Get(kind)
	if n == int64(len(c.calls)) {
		id, name := v.Get("id").Text(), what.Get("name").Text()
		if id == "" || name == "" {
			return false
		}
		c.calls = append(c.calls, &grownCall{id: id, kind: kind})
		if !a.room(len(id)) {
			return false
		}
	}
	call := c.calls[n]
	if id := v.Get("id").Text(); id != "" && id != call.id {
		return false
	}
	return what.IsNull() || kind == call.kind && a.grow(call, what)
}

func (a *Assembler) grow(call *grownCall, v *Value) bool {
	if name := v.Get("name").Text(); name != "" {
		if call.name != "" && call.name != name || !a.room(len(name)) {
			return false
		}
		call.name = name
	}
	input := v.Get("arguments")
	if call.kind == "custom" {
		input = v.Get("input")
	}
	if input.IsNull() {
		return true
	}
	call.arguments.WriteString(input.Text())
	return input.Kind == String && a.room(len(input.Str))
}

func (a *Assembler) room(n int) bool {
	a.size += n
	return a.size <= a.lim.Bytes
}

func (c *assembled) field(name string) *strings.Builder {
	if c.fields[name] == nil {
		if c.fields == nil {
			c.fields = map[string]*strings.Builder{}
		}
		c.fields[name] = &strings.Builder{}
	}
	return c.fields[name]
}

// Finished says whether there is a choice, and every one has its reason to end.
func (a *Assembler) Finished() bool {
	for _, c := range a.choices {
		if c.finish == "" {
			return false
		}
	}
	return len(a.choices) > 0
}

// Body is the whole as one chat.completion. It is as unchecked as its parts were.
func (a *Assembler) Body() ([]byte, error) {
	if len(a.choices) == 0 {
		return nil, ErrEngineAnswer()
	}
	root := NewObject(Member{"object", NewString("chat.completion")})
	for _, m := range a.head.Members {
		root.Set(m.Name, m.Value)
	}
	choices := NewArray()
	for i, c := range a.choices {
		choices.Elems = append(choices.Elems, c.value(i))
	}
	root.Set("choices", choices)
	if !a.usage.IsNull() {
		root.Set("usage", a.usage)
	}
	return root.AppendJSON(nil), nil
}

func (c *assembled) value(index int) Value {
	role := c.role
	if role == "" {
		role = "assistant"
	}
	message := NewObject(Member{"role", NewString(role)}, Member{"content", Value{}})
	for _, name := range streamFields() {
		if text := c.fields[name]; text != nil {
			message.Set(name, NewString(text.String()))
		}
	}
	if len(c.calls) > 0 {
		calls := NewArray()
		for _, call := range c.calls {
			input := "arguments"
			if call.kind == "custom" {
				input = "input"
			}
			calls.Elems = append(calls.Elems, NewObject(Member{"id", NewString(call.id)}, Member{"type", NewString(call.kind)},
				Member{call.kind, NewObject(Member{"name", NewString(call.name)}, Member{input, NewString(call.arguments.String())})}))
		}
		message.Set("tool_calls", calls)
	}
	if c.old != nil {
		message.Set("function_call", NewObject(Member{"name", NewString(c.old.name)}, Member{"arguments", NewString(c.old.arguments.String())}))
	}
	finish := Value{}
	if c.finish != "" {
		finish = NewString(c.finish)
	}
	return NewObject(Member{"index", NewNumber(strconv.Itoa(index))}, Member{"message", message}, Member{"finish_reason", finish})
}
