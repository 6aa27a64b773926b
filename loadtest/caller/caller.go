// Package caller is an HTTP caller for tests under load: it asks for completions,
// plain and streamed, notes when each piece of an answer came, and reads the
// records that were made of them. It retries nothing and asserts nothing.
package caller

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"
)

// Caller is one token at one edge. It is safe for concurrent use.
type Caller struct {
	url, token string
	http       *http.Client
}

// New makes a caller with so many connections at most to the edge at addr.
func New(addr, token string, connections int) *Caller {
	return &Caller{url: "http://" + addr, token: token, http: &http.Client{Transport: &http.Transport{
		MaxIdleConnsPerHost: connections, MaxConnsPerHost: connections, DisableCompression: true,
	}}}
}

// Message is one of a conversation.
type Message struct {
	Role       string `json:"role"`
	Content    string `json:"content"`
	ToolCallID string `json:"tool_call_id,omitempty"`
}

// User is a conversation of one message.
func User(text string) []Message { return []Message{{Role: "user", Content: text}} }

// Request is what is asked.
type Request struct {
	ID       string    `json:"-"` // X-Request-Id
	Model    string    `json:"model"`
	Messages []Message `json:"messages"`
	Stream   bool      `json:"stream,omitempty"`
	Tier     string    `json:"service_tier,omitempty"`
}

// Piece is text that came at one time.
type Piece struct {
	Text string
	At   time.Time
}

// Answer is what came back.
type Answer struct {
	Status     int    // of HTTP; 0 where there was no answer at all
	Type, Code string // of an error; a stream that policy ends in its middle has the code content_filter too
	RetryAfter string
	Pieces     []Piece
	Whole      bool // it ended as it must: a body with choices, or [DONE]
	Err        error
	Sent, Done time.Time
}

// Text is all of its pieces.
func (a Answer) Text() string {
	var b strings.Builder
	for _, p := range a.Pieces {
		b.WriteString(p.Text)
	}
	return b.String()
}

// Completed says whether the caller has a whole completion.
func (a Answer) Completed() bool { return a.Status == http.StatusOK && a.Whole && a.Code == "" }

// Ask sends one request and reads its answer to the end.
func (c *Caller) Ask(ctx context.Context, q Request) Answer {
	a := Answer{Sent: time.Now()}
	a.Err = c.ask(ctx, q, &a)
	a.Done = time.Now()
	return a
}

func (c *Caller) ask(ctx context.Context, q Request, a *Answer) error {
	body, err := json.Marshal(q)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url+"/v1/chat/completions", bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+c.token)
	if q.ID != "" {
		req.Header.Set("X-Request-Id", q.ID)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	a.Status, a.RetryAfter = resp.StatusCode, resp.Header.Get("Retry-After")
	if strings.HasPrefix(resp.Header.Get("Content-Type"), "text/event-stream") {
		return a.events(resp.Body)
	}
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	return a.take(data, time.Now())
}

// events reads server-sent events.
func (a *Answer) events(r io.Reader) error {
	lines := bufio.NewReader(r)
	for {
		line, err := lines.ReadBytes('\n')
		if data, ok := bytes.CutPrefix(line, []byte("data: ")); ok {
			if bytes.HasPrefix(data, []byte("[DONE]")) {
				a.Whole = true
				return nil
			}
			if err := a.take(data, time.Now()); err != nil {
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
func (a *Answer) take(data []byte, now time.Time) error {
	var b struct {
		Choices []struct {
			Message, Delta *struct {
				Content string `json:"content"`
			}
			Finish string `json:"finish_reason"`
		} `json:"choices"`
		Error *struct{ Type, Code string } `json:"error"`
	}
	if err := json.Unmarshal(data, &b); err != nil {
		return err
	}
	if b.Error != nil {
		a.Type, a.Code = b.Error.Type, b.Error.Code
		return nil
	}
	for _, c := range b.Choices {
		if c.Message == nil && c.Finish == "content_filter" { // in a completion it says that tool calls were withheld
			a.Code = c.Finish
		}
		said := c.Delta
		if c.Message != nil {
			said, a.Whole = c.Message, true
		}
		if said != nil && said.Content != "" {
			a.Pieces = append(a.Pieces, Piece{said.Content, now})
		}
	}
	return nil
}
