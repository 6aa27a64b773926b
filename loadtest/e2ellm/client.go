package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"strings"
	"time"
)

// client asks for chat completions, of Sluice or of an engine.
type client struct {
	url, token string
	http       *http.Client
}

// body is a chat completion request.
type body map[string]any

// with is the same request with one field more.
func (b body) with(name string, value any) body {
	out := maps.Clone(b)
	out[name] = value
	return out
}

// message is one of a conversation.
type message map[string]any

func user(text string) message { return message{"role": "user", "content": text} }

// usage is what an engine counted.
type usage struct {
	Prompt     int `json:"prompt_tokens"`
	Completion int `json:"completion_tokens"`
}

// toolCall is a function that a model called.
type toolCall struct {
	Name      string
	Arguments string
}

// answer is what came back, of a whole answer or a stream.
type answer struct {
	ID     string // the request's
	Status int
	Code   string // of an error
	Reason string // an error's message
	Text   string
	Finish []string // every finish_reason that came
	Calls  []toolCall
	Usage  *usage
	Pieces int  // events with text
	Done   bool // a stream ended with [DONE]

	Sent, First, End time.Time // First is that of the first text
}

func newID() string { return "e2e-" + strings.ToLower(rand.Text()[:16]) }

// ask sends a request; each, which may be nil, is told of every piece of text. What came before an error is in the
// answer.
func (c *client) ask(ctx context.Context, b body, each func(text string) error) (*answer, error) {
	a := &answer{ID: newID(), Sent: time.Now()}
	data, err := json.Marshal(b)
	if err != nil {
		return a, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url+"/v1/chat/completions", bytes.NewReader(data))
	if err != nil {
		return a, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Request-Id", a.ID)
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return a, err
	}
	defer resp.Body.Close()
	defer func() { a.End = time.Now() }()
	a.Status = resp.StatusCode
	if strings.HasPrefix(resp.Header.Get("Content-Type"), "text/event-stream") {
		return a, a.events(resp.Body, each)
	}
	data, err = io.ReadAll(io.LimitReader(resp.Body, 16<<20))
	if err != nil {
		return a, err
	}
	return a, a.take(data, each)
}

// readWhole and readEvents read what a tap wrote down.
func readWhole(data []byte) (*answer, error) {
	a := &answer{}
	return a, a.take(data, nil)
}

func readEvents(data []byte) (*answer, error) {
	a := &answer{}
	return a, a.events(bytes.NewReader(data), nil)
}

// events reads server-sent events to [DONE], or to the end.
func (a *answer) events(r io.Reader, each func(string) error) error {
	lines := bufio.NewReader(r)
	for {
		line, err := lines.ReadBytes('\n')
		if data, ok := bytes.CutPrefix(line, []byte("data:")); ok {
			data = bytes.TrimSpace(data)
			if string(data) == "[DONE]" {
				a.Done = true
				return nil
			}
			if err := a.take(data, each); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// take reads a completion, a chunk of one, or an error.
func (a *answer) take(data []byte, each func(string) error) error {
	type said struct {
		Content string `json:"content"`
		Calls   []struct {
			Index    int `json:"index"`
			Function struct {
				Name      string `json:"name"`
				Arguments string `json:"arguments"`
			} `json:"function"`
		} `json:"tool_calls"`
	}
	var b struct {
		Choices []struct {
			Message *said  `json:"message"`
			Delta   *said  `json:"delta"`
			Finish  string `json:"finish_reason"`
		} `json:"choices"`
		Usage *usage `json:"usage"`
		Error *struct {
			Code    any    `json:"code"`
			Message string `json:"message"`
		} `json:"error"`
	}
	if err := json.Unmarshal(data, &b); err != nil {
		return fmt.Errorf("what came is no JSON: %w", err)
	}
	if b.Error != nil {
		a.Code, a.Reason = fmt.Sprint(b.Error.Code), b.Error.Message
		return nil
	}
	if b.Usage != nil {
		a.Usage = b.Usage
	}
	for _, c := range b.Choices {
		if c.Finish != "" {
			a.Finish = append(a.Finish, c.Finish)
		}
		s := c.Delta
		if c.Message != nil {
			s = c.Message
		}
		if s == nil {
			continue
		}
		for i, call := range s.Calls {
			at := call.Index
			if c.Message != nil {
				at = i
			}
			for len(a.Calls) <= at && at < 64 {
				a.Calls = append(a.Calls, toolCall{})
			}
			if at < 0 || at >= len(a.Calls) {
				return errors.New("a tool call has an impossible index")
			}
			a.Calls[at].Name += call.Function.Name
			a.Calls[at].Arguments += call.Function.Arguments
		}
		if s.Content == "" {
			continue
		}
		if a.First.IsZero() {
			a.First = time.Now()
		}
		a.Text += s.Content
		a.Pieces++
		if each != nil {
			if err := each(s.Content); err != nil {
				return err
			}
		}
	}
	return nil
}

// finish is the one finish_reason, "" where there was none or more.
func (a *answer) finish() string {
	if len(a.Finish) != 1 {
		return ""
	}
	return a.Finish[0]
}
