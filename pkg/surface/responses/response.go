package responses

import "sluice/pkg/chat"

// Statuses of a response and of its items.
const (
	inProgress = "in_progress"
	completed  = "completed"
	incomplete = "incomplete"
	failed     = "failed"
)

// response is the response object as far as it has come: the answer, and what of the
// request OpenAI's repeats.
func (v *voice) response(status string) chat.Value {
	r := chat.NewObject()
	set := func(name string, value chat.Value) {
		r.Members = append(r.Members, chat.Member{Name: name, Value: value})
	}
	echo := func(name string, otherwise chat.Value) {
		if told := v.asked.repeats.Get(name); !told.IsNull() {
			otherwise = *told
		}
		set(name, otherwise)
	}
	null := chat.Value{}
	set("id", chat.NewString("resp_"+v.id))
	set("object", chat.NewString("response"))
	set("created_at", chat.NewNumber(v.created))
	set("status", chat.NewString(status))
	set("background", chat.Value{Kind: chat.Bool})
	set("error", null)
	set("incomplete_details", v.incompleteDetails(status))
	echo("instructions", null)
	echo("max_output_tokens", null)
	set("model", chat.NewString(v.model))
	set("output", v.output())
	echo("parallel_tool_calls", yes())
	set("previous_response_id", null)
	set("reasoning", v.asked.known("reasoning", "effort", "summary"))
	set("service_tier", v.tier)
	set("store", chat.Value{Kind: chat.Bool}) // nothing can be fetched later
	echo("temperature", null)
	set("text", v.asked.textSettings())
	echo("tool_choice", chat.NewString(chat.ChoiceAuto))
	echo("tools", chat.NewArray())
	echo("top_logprobs", null)
	echo("top_p", null)
	set("truncation", chat.NewString("disabled"))
	set("usage", v.usage(status))
	if user := v.asked.repeats.Get("user"); !user.IsNull() {
		set("user", *user)
	}
	echo("metadata", chat.NewObject())
	return r
}

// repeated is what of a request its response repeats. The rest need not be kept until then.
func repeated(request *chat.Value) *chat.Value {
	kept := chat.NewObject()
	for _, name := range []string{
		"instructions", "max_output_tokens", "parallel_tool_calls", "reasoning", "temperature", "text", "tool_choice", "tools",
		"top_logprobs", "top_p", "user", "metadata",
	} {
		if v := request.Get(name); v != nil {
			kept.Members = append(kept.Members, chat.Member{Name: name, Value: *v})
		}
	}
	return &kept
}

// known is an object of the request with just these members, null where it does not say.
func (a *asked) known(name string, members ...string) chat.Value {
	told := chat.NewObject()
	for _, m := range members {
		v := a.repeats.Get(name).Get(m)
		if v.IsNull() {
			v = &chat.Value{}
		}
		told.Members = append(told.Members, chat.Member{Name: m, Value: *v})
	}
	return told
}

func (a *asked) textSettings() chat.Value {
	format := chat.NewObject(chat.Member{Name: "type", Value: chat.NewString("text")})
	text := a.repeats.Get("text")
	if v := text.Get("format"); !v.IsNull() {
		format = *v
	}
	told := chat.NewObject(chat.Member{Name: "format", Value: format})
	if v := text.Get("verbosity"); !v.IsNull() {
		told.Set("verbosity", *v)
	}
	return told
}

// status is how the response ended. A choice that never finished was withheld.
func (v *voice) status() string {
	switch v.finish {
	case "", "length", chat.CodeContentFilter:
		return incomplete
	}
	return completed
}

func (v *voice) incompleteDetails(status string) chat.Value {
	if status != incomplete {
		return chat.Value{}
	}
	reason := chat.CodeContentFilter
	if v.finish == "length" {
		reason = "max_output_tokens"
	}
	return chat.NewObject(chat.Member{Name: "reason", Value: chat.NewString(reason)})
}

// usage is null until the response has ended. What the engine does not tell is zero.
func (v *voice) usage(status string) chat.Value {
	if status != completed && status != incomplete {
		return chat.Value{}
	}
	count := func(names ...string) chat.Value {
		at := &v.counts
		for _, name := range names {
			at = at.Get(name)
		}
		if at == nil || at.Kind != chat.Number {
			return chat.NewNumber("0")
		}
		return *at
	}
	return chat.NewObject(
		chat.Member{Name: "input_tokens", Value: count("prompt_tokens")},
		chat.Member{Name: "input_tokens_details", Value: chat.NewObject(
			chat.Member{Name: "cached_tokens", Value: count("prompt_tokens_details", "cached_tokens")},
			chat.Member{Name: "cache_write_tokens", Value: count("prompt_tokens_details", "cache_write_tokens")})},
		chat.Member{Name: "output_tokens", Value: count("completion_tokens")},
		chat.Member{Name: "output_tokens_details", Value: chat.NewObject(
			chat.Member{Name: "reasoning_tokens", Value: count("completion_tokens_details", "reasoning_tokens")})},
		chat.Member{Name: "total_tokens", Value: count("total_tokens")})
}
