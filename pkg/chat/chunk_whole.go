package chat

import (
	"strconv"
	"unicode/utf8"
)

// maxPiece bounds the text in one chunk, in bytes.
const maxPiece = 4096

// AppendStream appends a finished completion as a stream, one choice after the other: role
// first, then reasoning, content and refusal in pieces, tool calls by index (id and name
// first, then arguments), the reason to finish; after the last choice a usage chunk with
// empty choices where includeUsage asks for it, and the end. Log-probabilities go with the
// last piece of the content.
func (c *Completion) AppendStream(dst []byte, in Voice, includeUsage bool) []byte {
	return c.appendStream(dst, in, includeUsage, nil)
}

// appendStream leaves out the role of choices that were begun before.
func (c *Completion) appendStream(dst []byte, in Voice, includeUsage bool, begun map[int]bool) []byte {
	w := chunks{dst: dst, voice: in, usage: includeUsage}
	root := c.Doc.Root
	for _, name := range []string{"id", "created", "model", "system_fingerprint", "service_tier"} {
		if v := root.Get(name); !v.IsNull() {
			w.head = append(w.head, Member{name, *v})
		}
	}
	for i, choice := range c.choices() {
		w.index = int64(i)
		if n, ok := wholeNumber(choice.Get("index")); ok {
			w.index = n
		}
		w.choice(&choice, begun[i])
	}
	if includeUsage {
		usage, _ := c.Usage()
		v := root.Get("usage")
		if v.IsNull() {
			counts := usage.value()
			v = &counts
		}
		w.event(NewArray(), *v)
	}
	return w.voice.Done(w.dst)
}

func (u Usage) value() Value {
	number := func(n int) Value { return NewNumber(strconv.Itoa(n)) }
	return NewObject(Member{"prompt_tokens", number(u.Prompt)},
		Member{"completion_tokens", number(u.Completion)}, Member{"total_tokens", number(u.Total)})
}

// chunks writes the events of one completion.
type chunks struct {
	dst   []byte
	voice Voice
	head  []Member // the members that all chunks share, without object
	usage bool     // every chunk has a usage member, null but for the last
	index int64    // the present choice
}

func (w *chunks) choice(choice *Value, begun bool) {
	message := choice.Get("message")
	calls := message.Get("tool_calls")
	text := contentText(message.Get("content"))

	first := NewObject(Member{"role", NewString("assistant")})
	if calls.IsNull() || text != "" {
		first.Set("content", NewString(""))
	} else {
		first.Set("content", Value{})
	}
	if message != nil {
		for _, m := range message.Members {
			switch m.Name {
			case "role", "content", "reasoning", "reasoning_content", "refusal", "tool_calls", "function_call":
			default:
				first.Set(m.Name, m.Value)
			}
		}
	}
	if !begun {
		w.delta(first, nil, nil)
	}

	for _, name := range []string{"reasoning_content", "reasoning"} {
		w.text(name, message.Get(name).Text(), nil)
	}
	logprobs := choice.Get("logprobs")
	if logprobs.IsNull() {
		logprobs = nil
	}
	refusal := message.Get("refusal").Text()
	switch {
	case text != "":
		w.text("content", text, logprobs)
		logprobs = nil
		w.text("refusal", refusal, nil)
	default:
		w.text("refusal", refusal, logprobs)
		if refusal != "" {
			logprobs = nil
		}
	}
	if calls != nil {
		for i := range calls.Elems {
			w.call(int64(i), &calls.Elems[i])
		}
	}
	if old := message.Get("function_call"); !old.IsNull() {
		w.delta(NewObject(Member{"function_call", NewObject(
			Member{"name", NewString(old.Get("name").Text())}, Member{"arguments", NewString(old.Get("arguments").Text())},
		)}), nil, nil)
	}
	reason := NewString("stop")
	if r := choice.Get("finish_reason"); !r.IsNull() {
		reason = *r
	}
	w.delta(NewObject(), logprobs, &reason)
}

// call writes a tool call: id, type and name first, then the arguments.
func (w *chunks) call(index int64, call *Value) {
	place := Member{"index", NewNumber(strconv.FormatInt(index, 10))}
	kind, name, input := "function", "name", "arguments"
	if call.Get("function") == nil {
		kind, input = "custom", "input"
	}
	what := call.Get(kind)
	first := NewObject(place)
	if id := call.Get("id"); !id.IsNull() {
		first.Set("id", *id)
	}
	first.Set("type", NewString(kind))
	first.Set(kind, NewObject(Member{name, NewString(what.Get(name).Text())}, Member{input, NewString("")}))
	w.delta(NewObject(Member{"tool_calls", NewArray(first)}), nil, nil)
	for _, piece := range pieces(what.Get(input).Text()) {
		next := NewObject(place, Member{kind, NewObject(Member{input, NewString(piece)})})
		w.delta(NewObject(Member{"tool_calls", NewArray(next)}), nil, nil)
	}
}

func (w *chunks) text(name, text string, logprobs *Value) {
	all := pieces(text)
	for i, piece := range all {
		if i < len(all)-1 {
			w.delta(NewObject(Member{name, NewString(piece)}), nil, nil)
		} else {
			w.delta(NewObject(Member{name, NewString(piece)}), logprobs, nil)
		}
	}
}

// delta writes a chunk of the present choice. A nil logprobs or reason is null.
func (w *chunks) delta(delta Value, logprobs, reason *Value) {
	orNull := func(v *Value) Value {
		if v == nil {
			return Value{}
		}
		return *v
	}
	w.event(NewArray(NewObject(
		Member{"index", NewNumber(strconv.FormatInt(w.index, 10))}, Member{"delta", delta},
		Member{"logprobs", orNull(logprobs)}, Member{"finish_reason", orNull(reason)},
	)), Value{})
}

func (w *chunks) event(choices, usage Value) {
	chunk := make([]Member, 0, len(w.head)+3)
	chunk = append(chunk, Member{"object", NewString("chat.completion.chunk")})
	chunk = append(chunk, w.head...)
	chunk = append(chunk, Member{"choices", choices})
	if w.usage {
		chunk = append(chunk, Member{"usage", usage})
	}
	v := NewObject(chunk...)
	w.dst = w.voice.Chunk(w.dst, &v)
}

// pieces cuts s into parts of at most maxPiece bytes, between runes. None for "".
func pieces(s string) []string {
	var all []string
	for len(s) > maxPiece {
		n := maxPiece
		for !utf8.RuneStart(s[n]) {
			n--
		}
		all = append(all, s[:n])
		s = s[n:]
	}
	if s != "" {
		all = append(all, s)
	}
	return all
}
