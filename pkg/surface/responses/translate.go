package responses

import "sluice/pkg/chat"

// translation is the work on one request: root is read, out is written. Values are shared
// between the two, and neither is changed afterwards.
type translation struct {
	root    *chat.Value
	out     chat.Value
	written map[string]bool // the names in out: a request may have very many

	messages []chat.Value
	places   []origin        // of the messages
	turn     bool            // the last message is the assistant's and may take more of its turn
	thinking []string        // what was reasoned in it
	carried  []chat.Member   // what its items have beside what is read
	carries  map[string]bool // their names

	logprobs  bool // they are asked for
	summary   bool // reasoning is told as a summary
	topTokens *chat.Value
}

// request writes the members in a fixed order: model and messages, then the caller's.
func (t *translation) request() *chat.Error {
	t.set("model", *t.root.Get("model"))
	if fault := t.input(); fault != nil {
		return fault
	}
	t.set("messages", chat.NewArray(t.messages...))
	for i := range t.root.Members {
		m := &t.root.Members[i]
		if fault := t.member(m.Name, &m.Value); fault != nil {
			return fault
		}
	}
	if t.logprobs {
		t.set("logprobs", yes())
		if t.topTokens != nil {
			t.set("top_logprobs", *t.topTokens)
		}
	}
	return nil
}

func (t *translation) set(name string, v chat.Value) {
	if t.written[name] {
		t.out.Set(name, v)
		return
	}
	if t.written == nil {
		t.written = map[string]bool{}
	}
	t.written[name] = true
	t.out.Members = append(t.out.Members, chat.Member{Name: name, Value: v})
}

func yes() chat.Value { return chat.Value{Kind: chat.Bool, Bool: true} }

func isTrue(v *chat.Value) bool { return v != nil && v.Kind == chat.Bool && v.Bool }

// member translates one member of the request. What it does not know goes along under
// its name, to be scanned and to reach the engine.
func (t *translation) member(name string, v *chat.Value) *chat.Error {
	switch name {
	case "model", "input", "instructions", "store", "truncation":
		// The first three are written; nothing is kept, and nothing is cut off.
	case "previous_response_id", "conversation", "prompt", "context_management", "moderation":
		if !v.IsNull() {
			return unsupported(name, hosted(name))
		}
	case "background":
		if isTrue(v) {
			return unsupported(name, "Nothing runs after the answer. Ask with 'stream', or wait for the answer")
		}
	case "messages", "n", "functions", "function_call", "response_format", "max_tokens", "max_completion_tokens",
		"reasoning_effort", "verbosity", "logprobs", "modalities", "audio", "web_search_options":
		return foreign(name, "it is one of /v1/chat/completions")
	case "max_output_tokens":
		// The older of chat's two names: every engine knows it.
		t.unlessNull("max_tokens", v)
	case "top_logprobs":
		if !v.IsNull() {
			t.topTokens = v
			t.logprobs = t.logprobs || v.Num != "0"
		}
	case "include":
		if v.Kind == chat.Array {
			for i := range v.Elems {
				t.logprobs = t.logprobs || v.Elems[i].Str == "message.output_text.logprobs"
			}
		}
	case "stream":
		t.set("stream", *v)
		if isTrue(v) {
			t.streamOptions()
		}
	case "stream_options":
		if !isTrue(t.root.Get("stream")) {
			t.streamOptions()
		}
	case "reasoning":
		t.reasoning(v)
	case "text":
		t.text(v)
	case "tools":
		t.tools(v)
	case "tool_choice":
		return t.toolChoice(v)
	default:
		t.set(name, *v)
	}
	return nil
}

func (t *translation) unlessNull(name string, v *chat.Value) {
	if !v.IsNull() {
		t.set(name, *v)
	}
}

// streamOptions asks for the usage, which the last event bears. The events are not
// padded: include_obfuscation is dropped.
func (t *translation) streamOptions() {
	options := t.rest(t.root.Get("stream_options"), "include_obfuscation", "include_usage")
	if isTrue(t.root.Get("stream")) {
		options.Set("include_usage", yes())
	}
	if len(options.Members) > 0 {
		t.set("stream_options", options)
	}
}

// rest is an object without the given members; of what is none, an empty one.
func (t *translation) rest(v *chat.Value, without ...string) chat.Value {
	left := chat.NewObject()
	if v == nil {
		return left
	}
next:
	for i := range v.Members {
		for _, name := range without {
			if v.Members[i].Name == name {
				continue next
			}
		}
		left.Members = append(left.Members, v.Members[i])
	}
	return left
}

// reasoning: a summary that is asked for says where the model's reasoning is told.
func (t *translation) reasoning(v *chat.Value) {
	t.unlessNull("reasoning_effort", v.Get("effort"))
	t.summary = !v.Get("summary").IsNull() || !v.Get("generate_summary").IsNull()
	if left := t.rest(v, "effort", "summary", "generate_summary"); len(left.Members) > 0 {
		t.set("reasoning", left)
	}
}

// text: the format text is what there is without one.
func (t *translation) text(v *chat.Value) {
	t.unlessNull("verbosity", v.Get("verbosity"))
	if left := t.rest(v, "verbosity", "format"); len(left.Members) > 0 {
		t.set("text", left)
	}
	format := v.Get("format")
	kind := format.Get("type")
	switch left := t.rest(format, "type"); {
	case format.IsNull(), kind.Text() == "text" && len(left.Members) == 0:
	case kind.Text() == "json_schema":
		t.set("response_format", chat.NewObject(chat.Member{Name: "type", Value: *kind}, chat.Member{Name: "json_schema", Value: left}))
	default:
		t.set("response_format", *format)
	}
}
