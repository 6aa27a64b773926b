package chat

// Voice is how a stream is spoken to a client. It gets the chunks of one stream, in
// order, as OpenAI's chat.completion.chunk objects, and may keep what it needs to know
// of them. One goroutine uses it; each method appends to dst what is to be sent now.
type Voice interface {
	// Type is the media type of the stream.
	Type() string
	// Chunk says one chunk. It keeps no part of it.
	Chunk(dst []byte, chunk *Value) []byte
	// Done ends a stream whose choices have all finished.
	Done(dst []byte) []byte
	// Fail ends a stream that broke off. It may be the first that is said.
	Fail(dst []byte, fault *Error) []byte
}

// Events is OpenAI's own voice: each chunk is one server-sent event.
type Events struct{}

// Type is that of server-sent events.
func (Events) Type() string { return "text/event-stream" }

// Chunk appends the chunk as it is.
func (Events) Chunk(dst []byte, chunk *Value) []byte {
	dst = append(dst, "data: "...)
	dst = chunk.AppendJSON(dst)
	return append(dst, "\n\n"...)
}

// Done appends "data: [DONE]".
func (Events) Done(dst []byte) []byte { return append(dst, "data: [DONE]\n\n"...) }

// Fail appends the error as an event: OpenAI's clients raise it.
func (Events) Fail(dst []byte, fault *Error) []byte {
	dst = append(dst, "data: "...)
	dst = append(dst, fault.Body()...)
	return append(dst, "\n\n"...)
}
