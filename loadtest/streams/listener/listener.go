// Package listener is a client of live streams for tests: it hears one event
// after the other and keeps everything. It judges nothing.
package listener

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"sluice/pkg/chat"
)

// Client is a user at the edge. It is safe for concurrent use.
type Client struct {
	Addr, Token string
	HTTP        *http.Client
}

// Stream is one answer as it comes. One goroutine uses it.
type Stream struct {
	Heard
	body io.ReadCloser
	in   *bufio.Reader
}

// Heard is what a client has of its answer.
type Heard struct {
	Status int
	Raw    bytes.Buffer // every byte of the body
	Texts  map[chat.Strand]string
	Calls  map[int][]Call // by choice
	Finish map[int]string // by choice
	Roles  map[int]int    // how often a choice was begun
	Usage  int            // total tokens, where they were told
	Fault  string         // code of the error
	Done   bool
	Late   bool // something came after an error or [DONE]
	Pieces int  // events with text
}

// Call is a tool call.
type Call struct{ ID, Name, Arguments string }

// Content is that of the first choice.
func (h *Heard) Content() string { return h.Texts[chat.Strand{Choice: 0, Field: "content"}] }

// Everything is all text, without the JSON around it.
func (h *Heard) Everything() string {
	var b strings.Builder
	for _, text := range h.Texts {
		b.WriteString(text + "\x00")
	}
	for _, calls := range h.Calls {
		for _, c := range calls {
			b.WriteString(c.Name + "\x00" + c.Arguments + "\x00")
		}
	}
	return b.String()
}

// Whole says whether the stream came to its proper end.
func (h *Heard) Whole() bool {
	return h.Status == 200 && h.Done && h.Fault == "" && !h.Late && h.Finish[0] != ""
}

// Broken says whether it ended with an error inside, and nothing that looks like an end.
func (h *Heard) Broken() bool {
	return h.Status == 200 && h.Fault != "" && !h.Done && !h.Late && len(h.Finish) == 0
}

// Filtered says whether policy ended it in its middle: all of its choices finish by it.
func (h *Heard) Filtered() bool {
	for _, reason := range h.Finish {
		if reason != "content_filter" {
			return false
		}
	}
	return h.Whole()
}

// String is how it ended.
func (h *Heard) String() string {
	return fmt.Sprintf("status %d, %d bytes of content, error %q, finish %v, [DONE] %t, late %t", h.Status, len(h.Content()), h.Fault, h.Finish, h.Done, h.Late)
}

// Request is a body.
type Request map[string]any

// Asking is one that asks for a stream.
func Asking(model, text string) Request {
	return Request{"model": model, "stream": true, "messages": []map[string]string{{"role": "user", "content": text}}}
}

// With sets a member.
func (r Request) With(name string, value any) Request {
	r[name] = value
	return r
}

// Open sends a request and returns when its status is there.
func (c *Client) Open(ctx context.Context, id string, body Request) (*Stream, error) {
	data, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+c.Addr+"/v1/chat/completions", bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+c.Token)
	if id != "" {
		req.Header.Set("X-Request-Id", id)
	}
	resp, err := c.HTTP.Do(req)
	if err != nil {
		return nil, err
	}
	s := &Stream{body: resp.Body, in: bufio.NewReader(resp.Body), Heard: Heard{
		Status: resp.StatusCode, Texts: map[chat.Strand]string{}, Calls: map[int][]Call{}, Finish: map[int]string{}, Roles: map[int]int{},
	}}
	if s.Status != http.StatusOK {
		_, err = io.Copy(&s.Raw, resp.Body)
		s.Fault = code(s.Raw.Bytes())
		_ = resp.Body.Close()
	}
	return s, err
}

func code(body []byte) string {
	var e struct {
		Error *struct {
			Code string `json:"code"`
		} `json:"error"`
	}
	if json.Unmarshal(body, &e) != nil || e.Error == nil {
		return ""
	}
	return e.Error.Code
}

// Hear opens a stream and hears all of it.
func (c *Client) Hear(t testing.TB, id string, body Request) *Heard {
	t.Helper()
	s, err := c.Open(t.Context(), id, body)
	if err == nil {
		err = s.Rest()
	}
	if err != nil {
		t.Errorf("%s: %v", id, err)
		return &Heard{}
	}
	return &s.Heard
}

// Close hangs up.
func (s *Stream) Close() { _ = s.body.Close() }

// Until hears on until ok says yes, or the stream ends.
func (s *Stream) Until(ok func() bool) bool {
	for !ok() {
		if s.next() != nil {
			return ok()
		}
	}
	return true
}

// Rest hears everything.
func (s *Stream) Rest() error {
	for {
		if err := s.next(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func (s *Stream) next() error {
	if s.Status != http.StatusOK {
		return io.EOF
	}
	line, err := s.in.ReadString('\n')
	s.Raw.WriteString(line)
	if err != nil {
		s.Close()
		return err
	}
	data, ok := strings.CutPrefix(strings.TrimRight(line, "\n"), "data: ")
	if !ok {
		return nil
	}
	s.Late = s.Late || s.Done || s.Fault != ""
	if data == "[DONE]" {
		s.Done = true
		return nil
	}
	return s.take([]byte(data))
}

type chunk struct {
	Error json.RawMessage `json:"error"`
	Usage *struct {
		Total int `json:"total_tokens"`
	} `json:"usage"`
	Choices []struct {
		Index  int                        `json:"index"`
		Delta  map[string]json.RawMessage `json:"delta"`
		Finish *string                    `json:"finish_reason"`
	} `json:"choices"`
}

func (s *Stream) take(data []byte) error {
	var c chunk
	if err := json.Unmarshal(data, &c); err != nil {
		return fmt.Errorf("an event is no JSON: %w", err)
	}
	if len(c.Error) > 0 {
		s.Fault = code(data)
		return nil
	}
	if c.Usage != nil {
		s.Usage = c.Usage.Total
	}
	for _, choice := range c.Choices {
		for name, v := range choice.Delta {
			if name == "tool_calls" {
				if err := s.call(choice.Index, v); err != nil {
					return err
				}
				continue
			}
			var text string
			switch {
			case json.Unmarshal(v, &text) != nil || text == "":
			case name == "role":
				s.Roles[choice.Index]++
			default:
				s.Texts[chat.Strand{Choice: choice.Index, Field: name}] += text
				s.Pieces++
			}
		}
		if choice.Finish != nil {
			s.Finish[choice.Index] += *choice.Finish
		}
	}
	return nil
}

func (s *Stream) call(choice int, v json.RawMessage) error {
	var pieces []struct {
		Index    int    `json:"index"`
		ID       string `json:"id"`
		Function struct {
			Name      string `json:"name"`
			Arguments string `json:"arguments"`
		} `json:"function"`
	}
	if err := json.Unmarshal(v, &pieces); err != nil {
		return fmt.Errorf("a tool call is none: %w", err)
	}
	for _, p := range pieces {
		for len(s.Calls[choice]) <= p.Index {
			s.Calls[choice] = append(s.Calls[choice], Call{})
		}
		c := &s.Calls[choice][p.Index]
		c.ID, c.Name, c.Arguments = c.ID+p.ID, c.Name+p.Function.Name, c.Arguments+p.Function.Arguments
	}
	return nil
}
