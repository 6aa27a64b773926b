package responses

import (
	"strconv"
	"strings"

	"sluice/pkg/chat"
)

// An answer has at most one item of reasoning and one message open at a time, both until
// a call or the end: their texts may come by turns, and the last of either late.

func (v *voice) think(text string) {
	k := reasoningText
	if v.asked.summary {
		k = summaryText
	}
	v.extend(v.open(reasoning, "rs_"), k, text, nil)
}

func (v *voice) say(k kind, text string, tokens *chat.Value) {
	v.extend(v.open(message, "msg_"), k, text, tokens)
}

// spell takes log-probabilities that come without a text: of one that was sent before.
func (v *voice) spell(tokens *chat.Value) {
	if tokens.IsNull() || !v.asked.logprobs {
		return
	}
	for _, it := range v.items {
		if it.kind == message && it.status == "" && len(it.parts) > 0 && it.parts[0].kind == outputText {
			it.parts[0].take(tokens)
		}
	}
}

// extend adds text to a part.
func (v *voice) extend(it *item, k kind, text string, tokens *chat.Value) {
	p := v.part(it, k)
	if text == "" {
		return
	}
	p.text.WriteString(text)
	told := chat.NewArray()
	if tokens != nil && v.asked.logprobs {
		before := len(p.tokens)
		p.take(tokens)
		told.Elems = p.tokens[before:]
	}
	delta := []chat.Member{{Name: "delta", Value: chat.NewString(text)}}
	if k == outputText {
		delta = append(delta, chat.Member{Name: "logprobs", Value: told})
	}
	v.about(k.events()+".delta", it, p, delta...)
}

// take keeps log-probabilities, which are the chunk's, in the shape that both APIs share.
func (p *part) take(tokens *chat.Value) {
	for i := range tokens.Elems {
		p.tokens = append(p.tokens, tokens.Elems[i].Clone())
	}
}

// call takes a piece of a call: the first has its type and name, and its id where the
// engine gave one.
func (v *voice) call(piece *chat.Value) {
	function := piece.Get("function")
	if piece.Get("type") != nil {
		v.end(completed)
		it := v.add(call, "fc_")
		it.call, it.name = piece.Get("id").Text(), function.Get("name").Text()
		if it.call == "" {
			it.call = "call_" + strings.TrimPrefix(it.id, "fc_")
		}
		v.whole("response.output_item.added", it, inProgress)
	}
	text := function.Get("arguments").Text()
	if len(v.items) == 0 || text == "" {
		return
	}
	it := v.items[len(v.items)-1]
	it.arguments.WriteString(text)
	v.about("response.function_call_arguments.delta", it, nil, chat.Member{Name: "delta", Value: chat.NewString(text)})
}

// open is the open item of a kind, or a new one.
func (v *voice) open(kind, prefix string) *item {
	for _, it := range v.items {
		if it.kind == kind && it.status == "" {
			return it
		}
	}
	it := v.add(kind, prefix)
	v.whole("response.output_item.added", it, inProgress)
	return it
}

func (v *voice) add(kind, prefix string) *item {
	index := len(v.items)
	it := &item{kind: kind, index: index, id: prefix + v.id + "_" + strconv.Itoa(index)}
	v.items = append(v.items, it)
	return it
}

// part is the part of a kind in an item, or a new one.
func (v *voice) part(it *item, k kind) *part {
	for _, p := range it.parts {
		if p.kind == k {
			return p
		}
	}
	p := &part{kind: k, index: len(it.parts)}
	it.parts = append(it.parts, p)
	v.about(k.partEvents()+".added", it, p, chat.Member{Name: "part", Value: p.value()})
	return p
}

// end closes what is open: the last item with the given status.
func (v *voice) end(status string) {
	for i, it := range v.items {
		if it.status != "" {
			continue
		}
		it.status = completed
		if i == len(v.items)-1 {
			it.status = status
		}
		for _, p := range it.parts {
			v.endPart(it, p)
		}
		if it.kind == call {
			v.about("response.function_call_arguments.done", it, nil,
				chat.Member{Name: "name", Value: chat.NewString(it.name)},
				chat.Member{Name: "arguments", Value: chat.NewString(it.arguments.String())})
		}
		v.whole("response.output_item.done", it, it.status)
	}
}

func (v *voice) endPart(it *item, p *part) {
	done := []chat.Member{{Name: p.kind.member(), Value: chat.NewString(p.text.String())}}
	if p.kind == outputText {
		done = append(done, p.logprobs())
	}
	v.about(p.kind.events()+".done", it, p, done...)
	v.about(p.kind.partEvents()+".done", it, p, chat.Member{Name: "part", Value: p.value()})
}
