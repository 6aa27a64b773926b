package chat

import "slices"

// Request is a view of a chat completion request that passed ValidateRequest. It reads and
// writes the document itself.
type Request struct{ Doc *Document }

// Model returns the name of the model that was asked for.
func (r Request) Model() string { return r.Doc.Root.Get("model").Text() }

// Stream reports whether the caller wants server-sent events.
func (r Request) Stream() bool { return isTrue(r.Doc.Root.Get("stream")) }

// IncludeUsage reports whether a streamed answer ends with a usage chunk.
func (r Request) IncludeUsage() bool {
	return isTrue(r.Doc.Root.Get("stream_options").Get("include_usage"))
}

// AppendWithoutStream appends the body for an engine that answers whole: everything but
// stream and stream_options. The document keeps them.
func (r Request) AppendWithoutStream(dst []byte) []byte {
	v := *r.Doc.Root
	v.Members = slices.DeleteFunc(slices.Clone(v.Members), func(m Member) bool {
		return m.Name == "stream" || m.Name == "stream_options"
	})
	return v.AppendJSON(dst)
}

func isTrue(v *Value) bool { return v != nil && v.Kind == Bool && v.Bool }
