package chat

import (
	"net/url"
	"strings"
)

// Accept says which parts of a prompt may pass that nobody can look into. The zero value
// takes none.
type Accept struct {
	Images, Audio, Files bool
	ImageLinks           bool // images that the engine fetches by itself
	PartBytes            int  // the longest part, as it is encoded
}

// Kinds of parts that nobody looks into.
const (
	PartImage     = "image"
	PartImageLink = "image_link"
	PartAudio     = "audio"
	PartFile      = "file"
)

// Opaque is one such part.
type Opaque struct {
	Kind  string
	Bytes int    // as it is encoded; 0 of a link
	value *Value // what is not looked into; nil of a link, which is a string like others
}

// opaqueKind is a part's, and whether it is accepted.
func (a Accept) opaqueKind(part *Value) (kind string, ok bool) {
	switch part.Get("type").Text() {
	case "image_url":
		return PartImage, a.Images
	case "input_audio":
		return PartAudio, a.Audio
	default:
		return PartFile, a.Files
	}
}

// payload is the member of a part that holds what nobody looks into, and its path below
// the part.
func payload(part *Value) (v *Value, at string) {
	switch part.Get("type").Text() {
	case "image_url":
		return part.Get("image_url").Get("url"), "image_url.url"
	case "input_audio":
		return part.Get("input_audio").Get("data"), "input_audio.data"
	case "file":
		return part.Get("file").Get("file_data"), "file.file_data"
	}
	return nil, ""
}

// Beside calls each for every string of a part but the one that nobody looks into.
func Beside(part *Value, each func(string)) {
	skip, _ := payload(part)
	if skip != nil && isLink(skip.Text()) {
		skip = nil
	}
	var walk func(v *Value)
	walk = func(v *Value) {
		if v == skip {
			return
		}
		if v.Text() != "" {
			each(v.Str)
		}
		for i := range v.Elems {
			walk(&v.Elems[i])
		}
		for i := range v.Members {
			walk(&v.Members[i].Value)
		}
	}
	for i := range part.Members {
		if m := &part.Members[i]; m.Name != "type" {
			walk(&m.Value)
		}
	}
}

// Detach takes what nobody looks into out of its document, so that whoever scans that reads
// the rest alone. The returned function puts it back; in between the document may be
// rewritten, but no part of it taken away.
func Detach(parts []Opaque) (attach func()) {
	kept := make([]string, len(parts))
	for i, p := range parts {
		if p.value != nil {
			kept[i], p.value.Str = p.value.Str, ""
		}
	}
	return func() {
		for i, p := range parts {
			if p.value != nil {
				*p.value = NewString(kept[i])
			}
		}
	}
}

// opaque checks a part that is no text. param is its place.
func (a Accept) opaque(part *Value, param string) (Opaque, *Error) {
	kind, ok := a.opaqueKind(part)
	if !ok {
		return Opaque{}, unsupportedContent(param + ".type")
	}
	v, below := payload(part)
	param += "." + below
	switch {
	case v == nil && kind == PartFile:
		return Opaque{}, ErrInvalid(param, "unsupported_content", "A file is taken as 'file_data' alone: one that lies elsewhere is not to be had here.")
	case v == nil || v.Kind != String || v.Str == "":
		return Opaque{}, ErrInvalid(param, "invalid_type", "Invalid request: '"+param+"' must be a string.")
	case kind == PartImage && isLink(v.Str):
		return a.link(v.Str, param)
	case len(v.Str) > a.PartBytes:
		return Opaque{}, ErrInvalid(param, "string_above_max_length", "Invalid request: '"+param+"' is longer than the policy allows for one part.")
	}
	data := v.Str
	media := part.Get("input_audio").Get("format").Text()
	if kind != PartAudio {
		media, data = split(v.Str)
	}
	if !isMedia(kind, media, data) {
		return Opaque{}, ErrInvalid(param, "invalid_value",
			"Invalid request: '"+param+"' must be "+strings.Join(mediaTypes(kind), ", ")+" in base64, and be what it says; an image or a file comes as a data: URL.")
	}
	return Opaque{Kind: kind, Bytes: len(data), value: v}, nil
}

// maxLink bounds a link in bytes.
const maxLink = 4096

func isLink(s string) bool {
	head := strings.ToLower(s[:min(len(s), len("https://"))])
	return strings.HasPrefix(head, "http://") || head == "https://"
}

// link is an image that an engine would fetch: by it a caller reaches what the engine's
// machine reaches, so a policy must allow it.
func (a Accept) link(s, param string) (Opaque, *Error) {
	if !a.ImageLinks {
		return Opaque{}, ErrInvalid(param, "unsupported_content",
			"Images are taken in the request itself, not by their address: the model's engine would fetch '"+param+"'. Send it as a data: URL.")
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.User != nil || len(s) > maxLink {
		return Opaque{}, ErrInvalid(param, "invalid_value", "Invalid request: '"+param+"' must be an address of at most 4096 bytes, without a user in it.")
	}
	return Opaque{Kind: PartImageLink}, nil
}
