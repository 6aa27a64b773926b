package responses

import (
	"strconv"

	"sluice/pkg/chat"
)

// event appends one event. Each has the next number.
func (v *voice) event(kind string, members ...chat.Member) {
	if v.mute {
		return
	}
	v.dst = append(v.dst, "event: "...)
	v.dst = append(v.dst, kind...)
	v.dst = append(v.dst, "\ndata: {\"type\":"...)
	v.dst = chat.AppendString(v.dst, kind)
	v.dst = append(v.dst, `,"sequence_number":`...)
	v.dst = strconv.AppendInt(v.dst, v.number, 10)
	for i := range members {
		v.dst = append(v.dst, ',')
		v.dst = chat.AppendString(v.dst, members[i].Name)
		v.dst = append(v.dst, ':')
		v.dst = members[i].Value.AppendJSON(v.dst)
	}
	v.dst = append(v.dst, "}\n\n"...)
	v.number++
}

// lifecycle is an event with the whole response as far as it has come.
func (v *voice) lifecycle(kind, status string) {
	if !v.mute {
		v.event(kind, chat.Member{Name: "response", Value: v.response(status)})
	}
}

// about is an event about an item, or about one of its parts.
func (v *voice) about(kind string, it *item, p *part, members ...chat.Member) {
	if v.mute {
		return
	}
	all := []chat.Member{{Name: "item_id", Value: chat.NewString(it.id)}, {Name: "output_index", Value: number(it.index)}}
	if p != nil {
		all = append(all, chat.Member{Name: p.kind.place(), Value: number(p.index)})
	}
	v.event(kind, append(all, members...)...)
}

// whole is an event with an item as far as it has come.
func (v *voice) whole(kind string, it *item, status string) {
	if !v.mute {
		v.event(kind, chat.Member{Name: "output_index", Value: number(it.index)}, chat.Member{Name: "item", Value: it.value(status)})
	}
}

func number(n int) chat.Value { return chat.NewNumber(strconv.Itoa(n)) }
