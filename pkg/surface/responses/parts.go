package responses

import (
	"fmt"

	"sluice/pkg/chat"
)

// parts translates the content of a message or the output of a call. One plain text
// becomes a string: not every engine takes parts.
func parts(v *chat.Value, at string) (chat.Value, *chat.Error) {
	if v.Kind == chat.String {
		return *v, nil
	}
	all := chat.NewArray()
	for i := range v.Elems {
		p, fault := newPart(&v.Elems[i], fmt.Sprintf("%s[%d]", at, i))
		if fault != nil {
			return chat.Value{}, fault
		}
		all.Elems = append(all.Elems, p)
	}
	if first := &all.Elems[0]; len(all.Elems) == 1 && len(first.Members) == 2 && first.Get("text") != nil {
		return *first.Get("text"), nil
	}
	return all, nil
}

func newPart(v *chat.Value, at string) (chat.Value, *chat.Error) {
	switch kind := v.Get("type").Str; kind {
	case "input_text", "output_text":
		// What an answer bears beside its text is not asked again.
		return retyped("text", v, "annotations", "logprobs"), nil
	case "input_image":
		if v.Get("image_url").IsNull() {
			return chat.Value{}, unsupported(at+".file_id", "No files are kept here. Send the image itself as 'image_url'")
		}
		image := chat.NewObject(chat.Member{Name: "url", Value: *v.Get("image_url")})
		if detail := v.Get("detail"); !detail.IsNull() {
			image.Set("detail", *detail)
		}
		p := retyped("image_url", v, "image_url", "detail")
		p.Set("image_url", image)
		return p, nil
	case "input_file":
		if v.Get("file_data").IsNull() {
			return chat.Value{}, unsupported(at, "No files are kept or fetched here. Send the file itself as 'file_data'")
		}
		file := chat.NewObject()
		for _, m := range v.Members {
			if m.Name != "type" {
				file.Members = append(file.Members, m)
			}
		}
		return chat.NewObject(chat.Member{Name: "type", Value: chat.NewString("file")}, chat.Member{Name: "file", Value: file}), nil
	default: // a refusal or sound, which chat has in the same shape
		return *v, nil
	}
}

// retyped is a part under chat's name for its type, without what is told elsewhere.
func retyped(kind string, v *chat.Value, without ...string) chat.Value {
	p := chat.NewObject(chat.Member{Name: "type", Value: chat.NewString(kind)})
next:
	for _, m := range v.Members {
		for _, name := range append(without, "type") {
			if m.Name == name {
				continue next
			}
		}
		p.Members = append(p.Members, m)
	}
	return p
}
