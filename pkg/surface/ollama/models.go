package ollama

import (
	"sluice/pkg/chat"
	"sluice/pkg/surface"
)

// Tags lists these models. Of their files the edge knows nothing.
func Tags(names []string) []byte {
	all := chat.NewArray()
	for _, name := range names {
		all.Elems = append(all.Elems, chat.NewObject(
			chat.Member{Name: "name", Value: chat.NewString(name)}, chat.Member{Name: "model", Value: chat.NewString(name)}))
	}
	list := chat.NewObject(chat.Member{Name: "models", Value: all})
	return list.AppendJSON(nil)
}

// Version is a version in Ollama's shape.
func Version(version string) []byte {
	v := chat.NewObject(chat.Member{Name: "version", Value: chat.NewString(version)})
	return v.AppendJSON(nil)
}

// Asked is the model that a request asks about. It takes little: the edge does not bound
// how many of them are read at once.
func Asked(body []byte) (string, *chat.Error) {
	doc, fault := surface.ReadWithin(body, chat.Limits{Bytes: 64 << 10, Nodes: 1000})
	if fault != nil {
		return "", fault
	}
	var d surface.Draft
	if !d.Is(doc.Root, chat.Object, "object", nil) {
		_, fault = d.Body()
		return "", fault
	}
	named := doc.Root.Get("model")
	if named.IsNull() {
		named = doc.Root.Get("name") // as older clients have it
	}
	name := d.Text(named, surface.At("model"))
	_, fault = d.Body()
	return name, fault
}

// Shown is what is known of a model that is there: that it can be asked.
func Shown() []byte {
	v := chat.NewObject(chat.Member{Name: "details", Value: chat.NewObject()}, chat.Member{Name: "model_info", Value: chat.NewObject()},
		chat.Member{Name: "capabilities", Value: chat.NewArray(chat.NewString("completion"))})
	return v.AppendJSON(nil)
}
