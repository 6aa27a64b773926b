// Package client sends the requests of a mix over HTTP/1.1 connections of its own
// and checks every answer. It is made to cost little: one goroutine and one buffer
// a connection, no pool, no header map. It is no HTTP client for anything else, and
// it decides neither when to send nor what counts.
package client

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http/httputil"
	"strconv"
	"sync"
	"time"
)

// conn is one keep-alive connection. One goroutine uses it; hangUp may be called
// from any.
type conn struct {
	addr    string
	timeout time.Duration

	mu     sync.Mutex
	nc     net.Conn // guarded by mu; nil when there is none
	closed bool     // guarded by mu

	r     *bufio.Reader
	used  bool // a request went well on nc
	again int  // times that a kept connection had been closed by the server
}

const (
	maxHead   = 64 << 10 // bytes of status line and headers
	maxAnswer = 16 << 20
)

var (
	errClosed = errors.New("the run has ended")
	errStale  = errors.New("the server had closed the kept connection")
)

// dial makes sure that there is a connection.
func (c *conn) dial() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return errClosed
	}
	if c.nc != nil {
		return nil
	}
	nc, err := net.DialTimeout("tcp", c.addr, c.timeout)
	if err != nil {
		return fmt.Errorf("connecting: %w", err)
	}
	c.nc, c.used = nc, false
	if c.r == nil {
		c.r = bufio.NewReaderSize(nc, 16<<10)
	}
	c.r.Reset(nc)
	return nil
}

// drop closes the connection; the next request makes another.
func (c *conn) drop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.nc != nil {
		_ = c.nc.Close()
		c.nc = nil
	}
}

// hangUp ends what is under way and everything after it.
func (c *conn) hangUp() {
	c.mu.Lock()
	c.closed = true
	c.mu.Unlock()
	c.drop()
}

// head is what matters of a response before its body.
type head struct {
	status  int
	length  int64 // -1: none was given
	chunked bool
	last    bool // the connection ends with this answer
}

// send writes a whole request and reads the head of its response. A kept connection
// that the server closed in the meantime gave no answer to it: it is sent once more.
func (c *conn) send(request []byte) (head, error) {
	for {
		if err := c.dial(); err != nil {
			return head{}, err
		}
		h, err := c.try(request)
		if errors.Is(err, errStale) {
			c.drop()
			c.again++
			continue
		}
		if err != nil {
			c.drop()
		}
		return h, err
	}
}

func (c *conn) try(request []byte) (head, error) {
	c.mu.Lock()
	nc := c.nc
	c.mu.Unlock()
	if nc == nil {
		return head{}, errClosed
	}
	if err := nc.SetDeadline(time.Now().Add(c.timeout)); err != nil {
		return head{}, fmt.Errorf("setting the time limit: %w", err)
	}
	if _, err := nc.Write(request); err != nil {
		if c.used && !timedOut(err) {
			return head{}, errStale
		}
		return head{}, fmt.Errorf("writing the request: %w", err)
	}
	if _, err := c.r.Peek(1); err != nil {
		if c.used && !timedOut(err) {
			return head{}, errStale
		}
		return head{}, fmt.Errorf("waiting for the answer: %w", err)
	}
	h, err := c.readHead()
	if err == nil {
		c.used = true
	}
	return h, err
}

func timedOut(err error) bool {
	var ne net.Error
	return errors.As(err, &ne) && ne.Timeout()
}

// readHead reads the status line and headers, past any 1xx response.
func (c *conn) readHead() (head, error) {
	for {
		line, err := c.line()
		if err != nil {
			return head{}, err
		}
		version, rest, _ := bytes.Cut(line, []byte(" "))
		if !bytes.HasPrefix(version, []byte("HTTP/1.")) || len(rest) < 3 {
			return head{}, errors.New("the answer is no HTTP/1 response")
		}
		h := head{length: -1, last: string(version) == "HTTP/1.0"}
		if h.status, err = strconv.Atoi(string(rest[:3])); err != nil {
			return head{}, errors.New("the answer's status is no number")
		}
		if err := c.fields(&h); err != nil {
			return head{}, err
		}
		if h.status >= 200 {
			return h, nil
		}
	}
}

func (c *conn) fields(h *head) error {
	for total := 0; total < maxHead; {
		line, err := c.line()
		if err != nil {
			return err
		}
		if len(line) == 0 {
			return nil
		}
		total += len(line)
		name, value, ok := bytes.Cut(line, []byte(":"))
		if !ok {
			return errors.New("a header line of the answer has no colon")
		}
		value = bytes.TrimSpace(value)
		switch {
		case bytes.EqualFold(name, []byte("Content-Length")):
			if h.length, err = strconv.ParseInt(string(value), 10, 64); err != nil || h.length < 0 {
				return errors.New("the answer's length is no number")
			}
		case bytes.EqualFold(name, []byte("Transfer-Encoding")):
			h.chunked = bytes.EqualFold(value, []byte("chunked"))
		case bytes.EqualFold(name, []byte("Connection")):
			h.last = h.last || bytes.EqualFold(value, []byte("close"))
		}
	}
	return fmt.Errorf("the answer's headers are over %d bytes", maxHead)
}

func (c *conn) line() ([]byte, error) {
	line, err := c.r.ReadSlice('\n')
	if err != nil {
		return nil, fmt.Errorf("reading the answer's head: %w", err)
	}
	return bytes.TrimRight(line, "\r\n"), nil
}

// body is the reader of an answer's body. It must be read to its end.
func (c *conn) body(h head) io.Reader {
	switch {
	case h.chunked:
		return httputil.NewChunkedReader(c.r)
	case h.length >= 0:
		return io.LimitReader(c.r, h.length)
	}
	return c.r
}

// done ends an answer whose body was read: the trailing line of a chunked one is
// left, and a connection without a length, or that said so, is at its end.
func (c *conn) done(h head) error {
	if h.chunked {
		for {
			line, err := c.line()
			if err != nil {
				c.drop()
				return err
			}
			if len(line) == 0 {
				break
			}
		}
	}
	if h.last || !h.chunked && h.length < 0 {
		c.drop()
	}
	return nil
}
