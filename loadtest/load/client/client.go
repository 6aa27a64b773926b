package client

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"sluice/loadtest/load/drive"
	"sluice/loadtest/load/mix"
)

// Target is what is called, and what its right answers are.
type Target struct {
	Addr    string   // host:port
	Token   string   // "" where none is asked for
	Headers []string // "name: value", beside the usual ones
	Model   string   // what plain and streamed requests ask
	Family  string   // the development model's name: of tools; "" for another model
	Text    string   // what the model always says; "" for any text at all
	Refuses bool     // blocked requests are refused here: behind Sluice, not directly
	Mix     mix.Mix
	Timeout time.Duration // of one request; 0 is a minute
}

// Client is one connection that sends requests of the mix. One goroutine uses it;
// only HangUp may be called from another.
type Client struct {
	t      Target
	c      conn
	ready  map[mix.Shot]request // bodies with their heads, made once and changed in place
	answer bytes.Buffer
}

type request struct {
	bytes []byte
	tag   int
}

// New makes a client; it connects when it first sends.
func New(t Target) *Client {
	if t.Timeout == 0 {
		t.Timeout = time.Minute
	}
	return &Client{t: t, c: conn{addr: t.Addr, timeout: t.Timeout}, ready: map[mix.Shot]request{}}
}

// HangUp breaks off what is under way, and everything after it fails.
func (c *Client) HangUp() { c.c.hangUp() }

// Reconnects counts kept connections that the server had closed.
func (c *Client) Reconnects() int { return c.c.again }

// Kind is that of request n.
func (c *Client) Kind(n int) mix.Kind { return c.t.Mix.At(n).Kind }

// Call sends request n and checks its answer.
func (c *Client) Call(n int) drive.Result {
	shot := c.t.Mix.At(n)
	res := drive.Result{Kind: shot.Kind}
	r, ok := c.ready[shot]
	if !ok {
		r = c.make(shot)
		c.ready[shot] = r
	}
	mix.Tag(r.bytes[r.tag:r.tag+mix.TagBytes], n)
	sent := time.Now()
	h, err := c.c.send(r.bytes)
	if err != nil {
		res.Wrong = cause(err)
		return res
	}
	if shot.Kind == mix.Stream && h.status == 200 {
		s := stream{want: c.t.Text}
		err = s.read(c.c.body(h))
		if !s.first.IsZero() {
			res.First = s.first.Sub(sent)
		}
		if err == nil {
			res.Wrong = s.wrong()
		}
	} else {
		c.answer.Reset()
		if _, err = c.answer.ReadFrom(io.LimitReader(c.c.body(h), maxAnswer)); err == nil {
			if h.length >= 0 && int64(c.answer.Len()) < h.length {
				err = io.ErrUnexpectedEOF
			} else {
				res.Wrong = c.check(shot.Kind, h.status, c.answer.Bytes())
			}
		}
	}
	if err == nil {
		err = c.c.done(h)
	} else {
		c.c.drop()
	}
	if err != nil {
		res.Wrong = cause(err)
	}
	return res
}

func (c *Client) make(s mix.Shot) request {
	b := mix.Make(s, c.t.Model, c.t.Family)
	var head strings.Builder
	head.WriteString("POST /v1/chat/completions HTTP/1.1\r\nHost: " + c.t.Addr + "\r\nContent-Type: application/json\r\n")
	if c.t.Token != "" {
		head.WriteString("Authorization: Bearer " + c.t.Token + "\r\n")
	}
	for _, line := range c.t.Headers {
		head.WriteString(line + "\r\n")
	}
	head.WriteString("Content-Length: " + strconv.Itoa(len(b.Bytes)) + "\r\n\r\n")
	return request{bytes: append([]byte(head.String()), b.Bytes...), tag: head.Len() + b.Tag}
}

// cause names an error of the connection without its addresses, so that equal
// causes are counted together.
func cause(err error) string {
	switch {
	case errors.Is(err, errClosed):
		return "broken off"
	case timedOut(err):
		return "no answer in time"
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "the answer broke off"
	}
	return "the connection failed"
}

// check says what is wrong with a whole answer, "" for nothing.
func (c *Client) check(k mix.Kind, status int, body []byte) string {
	want := 200
	if k == mix.Blocked && c.t.Refuses {
		want = 403
	}
	if status != want {
		return statusWrong(k, status, body)
	}
	if !json.Valid(body) {
		return "the answer is no JSON"
	}
	switch {
	case want == 403:
		if !bytes.Contains(body, []byte(`"tool_not_permitted"`)) {
			return "refused, but not for its tool"
		}
	case k == mix.Tools:
		if !bytes.Contains(body, []byte(`"name":"`+mix.PermittedTool+`"`)) || !bytes.Contains(body, []byte(`"finish_reason":"tool_calls"`)) {
			return "the permitted tool was not called"
		}
	case k == mix.Blocked:
	case !bytes.Contains(body, []byte(`"finish_reason":"stop"`)):
		return "the answer does not end with finish_reason stop"
	case !bytes.Contains(body, []byte(`"content":"`+c.t.Text)):
		return "the answer is not what the model says"
	}
	return ""
}

// statusWrong names the status and, where there is one, the error's code, which is
// one of Sluice's own words.
func statusWrong(k mix.Kind, status int, body []byte) string {
	var e struct {
		Error struct {
			Code string `json:"code"`
		} `json:"error"`
	}
	if json.Unmarshal(body, &e) == nil && e.Error.Code != "" && len(e.Error.Code) <= 64 {
		return fmt.Sprintf("%s got status %d, code %s", k, status, e.Error.Code)
	}
	return fmt.Sprintf("%s got status %d", k, status)
}
