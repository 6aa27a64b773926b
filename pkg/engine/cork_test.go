package engine

import (
	"errors"
	"net"
	"strings"
	"testing"
)

// wire keeps what is written to it, write by write. It takes most bytes, then fails.
type wire struct {
	net.Conn
	writes []string
	most   int
}

func (w *wire) Write(p []byte) (int, error) {
	if w.most < len(p) {
		n := w.most
		w.most = 0
		return n, errors.New("the peer has gone")
	}
	w.most -= len(p)
	w.writes = append(w.writes, string(p))
	return len(p), nil
}

const head = "POST /v1 HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\nAccept: */*\r\n\r\n"

// TestCork: a head leaves with the first piece of its body and not before; everything
// else leaves as it comes, also a body that looks like a head.
func TestCork(t *testing.T) {
	get := "GET /v1 HTTP/1.1\r\nHost: h\r\n\r\n"
	empty := "POST /v1 HTTP/1.1\r\nContent-Length: 0\r\n\r\n"
	chunked := "POST /v1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
	for name, tt := range map[string]struct{ in, want []string }{
		"head and body":    {[]string{head, "123456789"}, []string{head + "123456789"}},
		"pieces":           {[]string{head, "1234", "56789"}, []string{head + "1234", "56789"}},
		"the next request": {[]string{head, "123456789", head, "1234"}, []string{head + "123456789", head + "1234"}},
		"looks like a head": {
			[]string{head, "1", "POST \r\n\r\n", get}, []string{head + "1", "POST \r\n\r\n", get},
		},
		"body never comes":           {[]string{head}, nil},
		"no body":                    {[]string{get, empty, chunked}, []string{get, empty, chunked}},
		"all in one":                 {[]string{head + "123456789", get}, []string{head + "123456789", get}},
		"a body that ends as a head": {[]string{head + "12345\r\n\r\n"}, []string{head + "12345\r\n\r\n"}},
		"nothing of the kind":        {[]string{"\x16\x03\x01"}, []string{"\x16\x03\x01"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := &wire{most: 1 << 20}
			c := &corkedConn{Conn: w}
			for _, p := range tt.in {
				if n, err := c.Write([]byte(p)); n != len(p) || err != nil {
					t.Fatalf("writing %q: %d, %v", p, n, err)
				}
			}
			if got, want := strings.Join(w.writes, ""), strings.Join(tt.want, ""); got != want {
				t.Errorf("%q left, want %q", got, want)
			}
		})
	}
}

// TestCorkTellsWhatLeft: of a write that breaks off, only what left of the body counts.
func TestCorkTellsWhatLeft(t *testing.T) {
	for most, want := range map[int]int{0: 0, 10: 0, len(head): 0, len(head) + 4: 4} {
		c := &corkedConn{Conn: &wire{most: most}}
		if _, err := c.Write([]byte(head)); err != nil {
			t.Fatal(err)
		}
		if n, err := c.Write([]byte("123456789")); err == nil || n != want {
			t.Errorf("of %d bytes: %d of the body, %v; want %d", most, n, err, want)
		}
	}
}
