package engine

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"
)

const (
	done       = "[DONE]" // the payload that ends a stream
	maxChoices = 128      // of one stream

	// wireFactor is how many times the limit of an answer its stream may be: each event repeats the id, the model
	// and more around a few letters of the answer.
	wireFactor = 16
)

// Streamer is an Engine that answers chat completions piece by piece.
type Streamer interface {
	// Stream posts body, an OpenAI chat completion request without "stream" and "stream_options", with those two
	// added, and calls each with every event of the answer in order: one JSON object, valid until each returns,
	// raw and unscanned. It returns nil only if the whole answer came: every choice seen has a finish_reason, at
	// least one was seen, and the stream ended with [DONE] or, from an engine that sends none, cleanly.
	//
	// Other errors than each's own, which comes back as it is, are *Error. A stream that breaks off is Protocol, or
	// Unavailable before the first event; one whose deltas and log-probabilities together, or whose single event
	// (1 MiB), are over the limit is TooLarge; an error that the engine reports inside is never passed to each.
	//
	// When each fails or the context ends, the connection is closed at once. How long the engine may be silent is
	// the context's affair.
	Stream(ctx context.Context, model string, body []byte, each func(event []byte) error) error
}

// Stream posts to OpenAI's chat completions path, which every engine here has.
func (c *core) Stream(ctx context.Context, _ string, body []byte, each func(event []byte) error) error {
	body, ok := streaming(body)
	if !ok {
		return &Error{Kind: Refused, Backend: c.name}
	}
	inner, cancel := context.WithCancel(ctx)
	resp, err := c.send(inner, cancel, http.MethodPost, "/v1/chat/completions", "text/event-stream", body)
	if err != nil {
		cancel()
		return ofSend(ctx, c.name, err)
	}
	defer resp.Body.Close()
	defer cancel() // before Close, which might otherwise wait for the rest
	from := newEvents(resp.Body, min(c.max, 1<<50)*wireFactor)
	if err := deliver(ctx, c.name, c.max, from.next, each); err != nil {
		return err
	}
	// What is left is the end of the body; to have read it keeps the connection.
	stop := time.AfterFunc(drainTime, cancel)
	_, _ = io.CopyN(io.Discard, resp.Body, drainLimit)
	stop.Stop()
	return nil
}

// streaming adds the stream's fields at the end of a JSON object, where they stand after any of the same name.
func streaming(body []byte) ([]byte, bool) {
	const fields = `"stream":true,"stream_options":{"include_usage":true}}`
	body = bytes.TrimSpace(body)
	if len(body) < 2 || body[0] != '{' || body[len(body)-1] != '}' {
		return nil, false
	}
	inside := bytes.TrimSpace(body[1 : len(body)-1])
	out := make([]byte, 0, len(body)+len(fields)+1)
	out = append(out, body[:len(body)-1]...)
	if len(inside) > 0 {
		out = append(out, ',')
	}
	return append(out, fields...), true
}

// deliver hands on the events of one stream until it ends.
func deliver(ctx context.Context, name string, max int64, next func() (event, error), each func([]byte) error) error {
	w := watch{left: max, said: saidOf(ctx)}
	begun := false
	for {
		ev, err := next()
		switch {
		case ctx.Err() != nil:
			return ofContext(ctx, name, Canceled)
		case errors.Is(err, errTooLong):
			return &Error{Kind: TooLarge, Status: http.StatusOK, Backend: name}
		case err == io.EOF && w.whole(), err == nil && string(ev.data) == done && w.whole():
			return nil
		case err != nil && !begun:
			return ofContext(ctx, name, Unavailable)
		case err != nil:
			e := ofContext(ctx, name, Protocol)
			e.Status = http.StatusOK
			return e
		}
		if e := w.see(ev); e != nil {
			e.Backend = name
			return e
		}
		if !begun {
			w.said.named(ev.data)
		}
		begun = true
		if err := each(ev.data); err != nil {
			return err
		}
	}
}

// watch reads of the events whether the answer is whole, and how long.
type watch struct {
	seen, finished [maxChoices]bool
	left           int64 // bytes that may still come
	said           *Said
}

// whole reports whether every choice that was seen has ended, and there was one.
func (w *watch) whole() bool { return w.seen[0] && w.seen == w.finished }

// see takes note of one event. An error says that it is none to pass on.
func (w *watch) see(ev event) *Error {
	var chunk struct {
		Object  string          `json:"object"`
		Code    json.RawMessage `json:"code"`
		Error   json.RawMessage `json:"error"`
		Choices []struct {
			Index        int             `json:"index"`
			Delta        json.RawMessage `json:"delta"`
			Logprobs     json.RawMessage `json:"logprobs"`
			FinishReason string          `json:"finish_reason"`
		} `json:"choices"`
		Usage usage `json:"usage"`
	}
	err := json.Unmarshal(ev.data, &chunk)
	switch {
	case !null(chunk.Error):
		return reported(chunk.Error)
	case chunk.Object == "error" || ev.failed: // as vLLM did before 0.10
		return reported(ev.data)
	case err != nil || ev.data[0] != '{' && bytes.TrimSpace(ev.data)[0] != '{':
		return &Error{Kind: Protocol, Status: http.StatusOK}
	}
	for _, c := range chunk.Choices {
		if c.Index < 0 || c.Index >= maxChoices {
			return &Error{Kind: Protocol, Status: http.StatusOK}
		}
		w.seen[c.Index] = true
		if c.FinishReason != "" && !w.finished[c.Index] {
			w.finished[c.Index] = true
			w.said.finished(c.FinishReason)
		}
		w.left -= int64(len(c.Delta) + len(c.Logprobs))
	}
	w.said.used(chunk.Usage)
	if w.left < 0 {
		return &Error{Kind: TooLarge, Status: http.StatusOK}
	}
	return nil
}

// reported classifies an error inside a stream by the code in it, where that is an HTTP status.
func reported(raw []byte) *Error {
	var e struct {
		Code json.Number `json:"code"`
	}
	if json.Unmarshal(raw, &e) == nil {
		if code, err := e.Code.Int64(); err == nil && code >= 400 && code <= 599 {
			return ofStatus("", int(code))
		}
	}
	return &Error{Kind: Unavailable, Status: http.StatusOK}
}
