package engine

import (
	"bytes"
	"context"
	"net"
	"strconv"
)

// corked dials connections that send the head of a request with the first piece of
// its body. net/http sends the head alone where it cannot know that the body is in
// memory, which one that asks before it leaves is not: two packets, two system calls
// here and two wakings of the engine for each call.
func corked(dial func(ctx context.Context, network, addr string) (net.Conn, error)) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		c, err := dial(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		return &corkedConn{Conn: c}, nil
	}
}

// corkedConn holds back a write that is nothing but the head of a POST with a body
// until the next. If there is none, for the body may not leave any more, the head does
// not leave either. Under TLS it sees no head, and holds nothing back. One goroutine
// writes to it, as net/http does.
type corkedConn struct {
	net.Conn
	head []byte
	left int64 // of the body that is being written
}

func (c *corkedConn) Write(p []byte) (int, error) {
	if c.left == 0 && len(c.head) == 0 {
		if c.left = bodyAfter(p); c.left > 0 {
			c.head = append(c.head, p...)
			return len(p), nil
		}
		return c.Conn.Write(p)
	}
	held := len(c.head)
	if held == 0 {
		n, err := c.Conn.Write(p)
		c.left -= int64(n)
		return n, err
	}
	both := net.Buffers{c.head, p}
	sent, err := both.WriteTo(c.Conn)
	c.head = c.head[:0]
	n := max(0, int(sent)-held)
	c.left -= int64(n)
	return n, err
}

// bodyAfter is the length of the body that is to follow where p is the whole head of a
// POST and nothing else; 0 where it is not.
func bodyAfter(p []byte) int64 {
	const length = "\r\nContent-Length: "
	end := []byte("\r\n\r\n")
	if !bytes.HasPrefix(p, []byte("POST ")) || bytes.Index(p, end) != len(p)-len(end) {
		return 0
	}
	_, rest, _ := bytes.Cut(p, []byte(length))
	digits, _, _ := bytes.Cut(rest, []byte("\r\n"))
	n, err := strconv.ParseInt(string(digits), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
