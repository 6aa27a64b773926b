package responses

import (
	"strings"

	"sluice/pkg/chat"
)

// item is one item of the output: reasoning, a message or a call of a function.
type item struct {
	kind   string
	id     string
	index  int
	parts  []*part
	status string // "" while it is open

	call, name string // of a call
	arguments  strings.Builder
}

// Kinds of items.
const (
	reasoning = "reasoning"
	message   = "message"
	call      = "function_call"
)

// part is one text of a message or of reasoning.
type part struct {
	kind   kind
	index  int
	text   strings.Builder
	tokens []chat.Value
}

// kind is what a part is, by its type.
type kind string

const (
	outputText    kind = "output_text"
	refused       kind = "refusal"
	reasoningText kind = "reasoning_text"
	summaryText   kind = "summary_text"
)

// events is how the events of a text begin, and member what it is called in them.
func (k kind) events() string {
	if k == summaryText {
		return "response.reasoning_summary_text"
	}
	return "response." + string(k)
}

func (k kind) member() string {
	if k == refused {
		return "refusal"
	}
	return "text"
}

func (k kind) place() string {
	if k == summaryText {
		return "summary_index"
	}
	return "content_index"
}

// partEvents is how the events of a part begin.
func (k kind) partEvents() string {
	if k == summaryText {
		return "response.reasoning_summary_part"
	}
	return "response.content_part"
}

// value is the part as it stands.
func (p *part) value() chat.Value {
	v := chat.NewObject(chat.Member{Name: "type", Value: chat.NewString(string(p.kind))},
		chat.Member{Name: p.kind.member(), Value: chat.NewString(p.text.String())})
	if p.kind == outputText {
		v.Members = append(v.Members, chat.Member{Name: "annotations", Value: chat.NewArray()}, p.logprobs())
	}
	return v
}

func (p *part) logprobs() chat.Member {
	return chat.Member{Name: "logprobs", Value: chat.NewArray(p.tokens...)}
}

// value is the item as it stands.
func (it *item) value(status string) chat.Value {
	v := chat.NewObject(chat.Member{Name: "id", Value: chat.NewString(it.id)}, chat.Member{Name: "type", Value: chat.NewString(it.kind)},
		chat.Member{Name: "status", Value: chat.NewString(status)})
	add := func(name string, value chat.Value) {
		v.Members = append(v.Members, chat.Member{Name: name, Value: value})
	}
	parts, summary := chat.NewArray(), chat.NewArray()
	for _, p := range it.parts {
		if p.kind == summaryText {
			summary.Elems = append(summary.Elems, p.value())
		} else {
			parts.Elems = append(parts.Elems, p.value())
		}
	}
	switch it.kind {
	case call:
		add("call_id", chat.NewString(it.call))
		add("name", chat.NewString(it.name))
		add("arguments", chat.NewString(it.arguments.String()))
	case message:
		add("role", chat.NewString("assistant"))
		add("content", parts)
	case reasoning:
		add("summary", summary)
		add("content", parts)
	}
	return v
}

// output are the items as they stand.
func (v *voice) output() chat.Value {
	all := chat.NewArray()
	for _, it := range v.items {
		status := it.status
		if status == "" {
			status = inProgress
		}
		all.Elems = append(all.Elems, it.value(status))
	}
	return all
}
