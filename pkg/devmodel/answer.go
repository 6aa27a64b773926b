package devmodel

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strconv"
	"time"
)

// Reply is what the model does with one request. The caller carries out Delay, Hang and Cut: the core does no I/O.
type Reply struct {
	// Status is the HTTP status. Body is then a chat.completion (200) or an error in OpenAI's shape.
	Status int
	Body   []byte

	// Delay is how long the whole answer takes.
	Delay time.Duration
	// Hang says that no answer ever comes. Status and Body are empty.
	Hang bool
	// Cut says that the connection breaks after half of the body.
	Cut bool
	// Stream says that the caller asked for server-sent events; Events has them. Errors are never streamed.
	Stream bool

	done         *completion
	includeUsage bool
	fine         bool // streams in small pieces, however long it is
}

// defaultTool is what sluice-dev/tool calls when nothing was offered.
const defaultTool = "search.docs"

// Answer says what the model of that name does with a chat completion request. It is pure: the same name and body
// give the same Reply, whose id comes from the body's SHA-256. The "model" in the body is not looked at.
// Tokens in usage are words between white space: of all messages' text, and of the answer's text, reasoning and
// tool arguments.
func Answer(model string, body []byte) Reply {
	var req request
	if err := json.Unmarshal(body, &req); err != nil {
		return refuse(http.StatusBadRequest, "the body is not a chat completion request", "invalid_request_error", "invalid_body")
	}
	b := parse(model)
	text := FixedAnswer
	switch b.kind {
	case unknown:
		return refuse(http.StatusNotFound, "the development model has no such name; see /v1/models", "invalid_request_error", "model_not_found")
	case hang:
		return Reply{Hang: true, Stream: req.Stream}
	case fail:
		l := Leak()
		return refuse(b.status, "made-up engine failure with "+l.KeyID+" and "+l.Secret+" on the prompt: "+req.prompt(), "server_error", "engine_error")
	case echo:
		text = req.transcript()
	case say:
		text = req.lastUser()
	case long:
		text = prose(b.words)
	case guard:
		text = textOf(judge(req.last()).tokens())
	}
	sum := sha256.Sum256(body)
	id := hex.EncodeToString(sum[:12])
	c := choice{Message: answer{Role: "assistant"}, FinishReason: "stop"}
	switch b.kind {
	case tool:
		for _, called := range req.calls() {
			c.call(id, called.Name, called.Arguments)
		}
	case leak:
		l := Leak()
		c.Message.Content = new(l.text())
		c.Message.ReasoningContent = l.reasoning()
		c.Logprobs = &logprobs{Content: tokens(pieces(l.text()))}
		c.call(id, defaultTool, l.arguments())
	default:
		c.Message.Content = &text
	}
	done := &completion{
		ID: "chatcmpl-dev-" + id, Object: "chat.completion", Created: Created, Model: model,
		SystemFingerprint: Fingerprint, Choices: []choice{c}, Usage: count(&req, &c.Message),
	}
	return Reply{
		Status: http.StatusOK, Body: encode(done), Delay: b.delay, Cut: b.kind == cut,
		Stream: req.Stream, done: done, includeUsage: req.StreamOptions.IncludeUsage, fine: b.kind == long,
	}
}

// call adds a tool call and says so in the finish reason.
func (c *choice) call(id, name, arguments string) {
	if n := len(c.Message.ToolCalls); n > 0 {
		id += "_" + strconv.Itoa(n)
	}
	c.Message.ToolCalls = append(c.Message.ToolCalls, toolCall{
		ID: "call_dev_" + id, Type: "function", Function: functionCall{Name: name, Arguments: arguments},
	})
	c.FinishReason = "tool_calls"
}

func count(req *request, a *answer) usage {
	var u usage
	for _, m := range req.Messages {
		u.PromptTokens += words(string(m.Content))
	}
	if a.Content != nil {
		u.CompletionTokens += words(*a.Content)
	}
	u.CompletionTokens += words(a.ReasoningContent)
	for _, t := range a.ToolCalls {
		u.CompletionTokens += words(t.Function.Arguments)
	}
	u.TotalTokens = u.PromptTokens + u.CompletionTokens
	return u
}

// refuse is an error in OpenAI's shape.
func refuse(status int, text, typ, code string) Reply {
	return Reply{Status: status, Body: encode(failure{failureDetail{Message: text, Type: typ, Code: code}})}
}
