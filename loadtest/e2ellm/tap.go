package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// tap is a proxy between Sluice and an engine that writes down every call: what the engine received and answered. It
// can lead to another engine, and cut the line.
type tap struct {
	addr string
	srv  *http.Server
	to   atomic.Pointer[url.URL]
	cuts atomic.Bool

	mu      sync.Mutex
	calls   []*call
	changed chan struct{} // closed and replaced whenever a call begins or ends
	cut     context.CancelFunc
	line    context.Context
}

// call is one request to the engine; it is complete when Ended is set.
type call struct {
	Path     string
	Header   http.Header
	Request  []byte
	Status   int
	Response []byte
	Began    time.Time
	First    time.Time // of the answer's bytes
	Ended    time.Time
	Left     bool // the caller went before the end
}

// startTap listens on loopback.
func startTap(to string) (*tap, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	t := &tap{addr: "http://" + l.Addr().String(), changed: make(chan struct{})}
	t.mend()
	if err := t.lead(to); err != nil {
		return nil, err
	}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(t.to.Load())
			r.Out.Header.Del("X-Forwarded-For")
		},
		Transport:     &http.Transport{DisableCompression: true},
		FlushInterval: -1,
		ErrorLog:      discard(),
		ModifyResponse: func(r *http.Response) error {
			c := r.Request.Context().Value(callKey{}).(*call)
			t.update(func() { c.Status = r.StatusCode })
			r.Body = &taped{ReadCloser: r.Body, tap: t, call: c}
			return nil
		},
		// No answer is no answer here too: the connection is closed.
		ErrorHandler: func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) },
	}
	t.srv = &http.Server{ReadHeaderTimeout: time.Minute, ErrorLog: discard(), Handler: http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, 64<<20))
		c := &call{Path: r.URL.Path, Header: r.Header.Clone(), Request: body, Began: time.Now()}
		t.update(func() { t.calls = append(t.calls, c) })
		client := r.Context()
		defer t.update(func() { c.Ended, c.Left = time.Now(), client.Err() != nil })
		if err != nil || t.cuts.Load() {
			panic(http.ErrAbortHandler)
		}
		ctx, cancel := context.WithCancel(context.WithValue(client, callKey{}, c))
		defer cancel()
		defer context.AfterFunc(t.wire(), cancel)()
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		proxy.ServeHTTP(rw, r.WithContext(ctx))
	})}
	go func() { _ = t.srv.Serve(l) }()
	return t, nil
}

type callKey struct{}

// lead sends further calls to the engine at this address. A "/v1" at its end is left out, as Sluice does.
func (t *tap) lead(to string) error {
	u, err := url.Parse(to)
	if err != nil {
		return err
	}
	u.Path = trimV1(u.Path)
	t.to.Store(u)
	return nil
}

// sever breaks every running call and refuses new ones, until mend.
func (t *tap) sever() {
	t.cuts.Store(true)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.cut()
}

func (t *tap) mend() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.line, t.cut = context.WithCancel(context.Background())
	t.cuts.Store(false)
}

func (t *tap) wire() context.Context {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.line
}

func (t *tap) close() {
	if t != nil {
		_ = t.srv.Close()
	}
}

func (t *tap) update(f func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	f()
	close(t.changed)
	t.changed = make(chan struct{})
}

// mark is a place in the list of calls.
func (t *tap) mark() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.calls)
}

// since gives copies of the calls after a mark whose path ends so.
func (t *tap) since(mark int, path string) []call {
	t.mu.Lock()
	defer t.mu.Unlock()
	var out []call
	for _, c := range t.calls[mark:] {
		if len(c.Path) >= len(path) && c.Path[len(c.Path)-len(path):] == path {
			one := *c
			one.Request, one.Response = slices.Clone(c.Request), slices.Clone(c.Response)
			out = append(out, one)
		}
	}
	return out
}

// wait waits until the calls after a mark are so.
func (t *tap) wait(ctx context.Context, mark int, path string, so func([]call) bool) error {
	for {
		t.mu.Lock()
		changed := t.changed
		t.mu.Unlock()
		if so(t.since(mark, path)) {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// taped keeps what is read of an answer.
type taped struct {
	io.ReadCloser
	tap  *tap
	call *call
}

func (b *taped) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.tap.mu.Lock()
	defer b.tap.mu.Unlock()
	if n > 0 && b.call.First.IsZero() {
		b.call.First = time.Now()
	}
	const most = 16 << 20
	if len(b.call.Response)+n <= most {
		b.call.Response = append(b.call.Response, p[:n]...)
	}
	return n, err
}
