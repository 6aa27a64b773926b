package anthropic

import (
	"sluice/pkg/chat"
	"sluice/pkg/surface"
)

// Whether blocks are rich: what may stand in a place.
const (
	texts = false // texts only
	all   = true  // images, documents and search results too
)

// contentOf is the content of a message of these parts: one plain text is a string, which
// every engine's template knows.
func contentOf(parts []chat.Value) chat.Value {
	if len(parts) == 1 && len(parts[0].Members) == 2 && parts[0].Get("type").Text() == "text" {
		return *parts[0].Get("text")
	}
	return chat.NewArray(parts...)
}

func textPart(text string) chat.Value {
	return chat.NewObject(chat.Member{Name: "type", Value: chat.NewString("text")}, chat.Member{Name: "text", Value: chat.NewString(text)})
}

// parts are the parts of an array of blocks.
func (t *translation) parts(blocks *chat.Value, at *surface.Place, rich bool) []chat.Value {
	if !t.Is(blocks, chat.Array, "string or array", at) {
		return nil
	}
	var out []chat.Value
	for i := range blocks.Elems {
		out = t.part(out, &blocks.Elems[i], at.Nth(i), rich)
	}
	return out
}

// part appends the parts of one block.
func (t *translation) part(out []chat.Value, v *chat.Value, at *surface.Place, rich bool) []chat.Value {
	if !t.Is(v, chat.Object, "object", at) {
		return out
	}
	kind := v.Get("type").Text()
	switch {
	case kind == "text":
		part := textPart(t.Text(v.Get("text"), at.In("text")))
		if cited := v.Get("citations"); cited.IsNull() || cited.Kind == chat.Array && len(cited.Elems) == 0 {
			t.more(v, &part, "type", "text", "citations")
		} else {
			t.more(v, &part, "type", "text")
		}
		return append(out, part)
	case kind == "image" && rich:
		return append(out, t.image(v, at))
	case kind == "document" && rich:
		return t.document(out, v, at)
	case kind == "search_result" && rich:
		return t.found(out, v, at)
	}
	t.NoContent(at.In("type"), "is of no type that can be passed on here")
	return out
}

// image is a picture, in the request or elsewhere.
func (t *translation) image(v *chat.Value, at *surface.Place) chat.Value {
	source, at := v.Get("source"), at.In("source")
	if !t.Is(source, chat.Object, "object", at) {
		return chat.Value{}
	}
	url := ""
	switch source.Get("type").Text() {
	case "base64":
		kind := source.Get("media_type").Text()
		switch kind {
		case "image/jpeg", "image/png", "image/gif", "image/webp":
		default:
			t.WrongValue(at.In("media_type"), "image/jpeg, image/png, image/gif or image/webp")
		}
		url = "data:" + kind + ";base64," + t.Text(source.Get("data"), at.In("data"))
		t.nothingElse(source, at, "type", "media_type", "data")
	case "url":
		url = t.Text(source.Get("url"), at.In("url"))
		t.nothingElse(source, at, "type", "url")
	default:
		t.NoContent(at.In("type"), "must be base64 or url: files that were uploaded elsewhere cannot be read")
	}
	part := chat.NewObject(chat.Member{Name: "type", Value: chat.NewString("image_url")}, chat.Member{Name: "image_url",
		Value: chat.NewObject(chat.Member{Name: "url", Value: chat.NewString(url)})})
	t.more(v, &part, "type", "source")
	return part
}

// document is a text to be read, which becomes parts of the prompt with its title before
// it, or a file.
func (t *translation) document(out []chat.Value, v *chat.Value, at *surface.Place) []chat.Value {
	if cited := v.Get("citations"); !cited.IsNull() {
		t.noCitations(cited, at.In("citations"))
	}
	t.nothingElse(v, at, "type", "source", "title", "context", "citations")
	source, title := v.Get("source"), v.Get("title")
	out = t.heading(out, v.Get("context"), at.In("context"))
	at = at.In("source")
	if !t.Is(source, chat.Object, "object", at) {
		return out
	}
	switch source.Get("type").Text() {
	case "text":
		out = t.heading(out, title, at)
		if source.Get("media_type").Text() != "text/plain" {
			t.WrongValue(at.In("media_type"), "text/plain")
		}
		t.nothingElse(source, at, "type", "media_type", "data")
		return append(out, textPart(t.Text(source.Get("data"), at.In("data"))))
	case "content":
		out = t.heading(out, title, at)
		t.nothingElse(source, at, "type", "content")
		if content := source.Get("content"); content != nil && content.Kind == chat.String {
			return append(out, textPart(content.Str))
		}
		return append(out, t.parts(source.Get("content"), at.In("content"), all)...)
	case "base64":
		if source.Get("media_type").Text() != "application/pdf" {
			t.WrongValue(at.In("media_type"), "application/pdf")
		}
		t.nothingElse(source, at, "type", "media_type", "data")
		name := "document.pdf"
		if !title.IsNull() {
			name = t.Text(title, at)
		}
		return append(out, chat.NewObject(chat.Member{Name: "type", Value: chat.NewString("file")}, chat.Member{Name: "file", Value: chat.NewObject(
			chat.Member{Name: "filename", Value: chat.NewString(name)},
			chat.Member{Name: "file_data", Value: chat.NewString("data:application/pdf;base64," + t.Text(source.Get("data"), at.In("data")))},
		)}))
	}
	t.NoContent(at.In("type"), "must be text, content or base64: documents elsewhere cannot be read")
	return out
}

// heading appends what is said about a document, if anything is.
func (t *translation) heading(out []chat.Value, v *chat.Value, at *surface.Place) []chat.Value {
	if v.IsNull() {
		return out
	}
	return append(out, textPart(t.Text(v, at)))
}

// noCitations refuses to promise them: engines give none.
func (t *translation) noCitations(v *chat.Value, at *surface.Place) {
	if on := v.Get("enabled"); v.Kind != chat.Object || len(v.Members) != 1 || on == nil || on.Kind != chat.Bool || on.Bool {
		t.WrongValue(at, `left out, or {"enabled": false}: engines cite nothing`)
	}
}

// found is what a search gave: title and source, then its texts.
func (t *translation) found(out []chat.Value, v *chat.Value, at *surface.Place) []chat.Value {
	if cited := v.Get("citations"); !cited.IsNull() {
		t.noCitations(cited, at.In("citations"))
	}
	t.nothingElse(v, at, "type", "title", "source", "content", "citations")
	out = append(out, textPart(t.Text(v.Get("title"), at.In("title"))), textPart(t.Text(v.Get("source"), at.In("source"))))
	return append(out, t.parts(v.Get("content"), at.In("content"), texts)...)
}
