// Package engine calls inference engines: it posts a chat completion request that was already sanitized and gives
// back the completion, whole (Engine) or event by event (Streamer); it has a raw prompt continued and scored
// (Generator), or a text labelled by a classifier (Labeler). All bounded. Small files for each engine, over one HTTP core.
//
// It does not choose between engines, retry or count failures (package pool does), and it does not scan: an Answer
// is raw, and its caller scans it before it is stored or released. An engine's error body is never passed on.
package engine

import "context"

// Engine is one inference engine at one address. It is safe for concurrent use.
type Engine interface {
	// Chat posts body, an OpenAI chat completion request without streaming, as it is. The model is the name in
	// body, for engines that want it beside. Errors are *Error; the context's deadline ends the call.
	Chat(ctx context.Context, model string, body []byte) (*Answer, error)

	// Name is the configured name of the backend.
	Name() string
}

// Answer is what an engine said.
type Answer struct {
	// Body is one OpenAI chat.completion JSON object as the engine sent it: bounded in size, valid JSON, with
	// choices, and otherwise unchecked and unscanned.
	Body []byte
}

// Identity says which weights answer to a model's name.
type Identity struct {
	Engine string // the kind of engine: "ollama"
	Model  string // the engine's own name for the weights
	SHA    string // lower-case hex SHA-256 of the weights or their manifest; empty where the engine does not tell

	// Revision is the commit of the repository that was loaded, lower-case hex, where the engine tells no SHA but that.
	Revision string
}

// Identifier is an Engine that can be asked for the identity of a model's weights. It is a call over the network:
// not for the request path.
type Identifier interface {
	Identify(ctx context.Context, model string) (Identity, error)
}
