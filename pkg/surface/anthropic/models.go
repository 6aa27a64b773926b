package anthropic

import "sluice/pkg/chat"

// Models is the list of these models, whole: there are no further pages. When a model
// was made is not known, for which Anthropic's word is the epoch.
func Models(names []string) []byte {
	data := []chat.Value{}
	for _, name := range names {
		data = append(data, block("model", chat.Member{Name: "id", Value: chat.NewString(name)},
			chat.Member{Name: "display_name", Value: chat.NewString(name)},
			chat.Member{Name: "created_at", Value: chat.NewString("1970-01-01T00:00:00Z")}))
	}
	var first, last chat.Value
	if len(names) > 0 {
		first, last = chat.NewString(names[0]), chat.NewString(names[len(names)-1])
	}
	list := chat.NewObject(chat.Member{Name: "data", Value: chat.NewArray(data...)},
		chat.Member{Name: "has_more", Value: chat.Value{Kind: chat.Bool}},
		chat.Member{Name: "first_id", Value: first}, chat.Member{Name: "last_id", Value: last})
	return list.AppendJSON(nil)
}
