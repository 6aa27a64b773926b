package engine

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"time"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"sluice/pkg/telemetry"
)

const (
	// drainLimit and drainTime are how much of an error body is read, and thrown away, and for how long, so that
	// the connection can be used again.
	drainLimit = 16 << 10
	drainTime  = 50 * time.Millisecond

	// idleTimeout closes our idle connections before the engines do: uvicorn, under vLLM, does after five seconds,
	// and a request sent into that moment would be lost.
	idleTimeout = 4 * time.Second

	maxHeader = 64 << 10
	maxIdle   = 128
)

// core is the HTTP that all engines share. It is safe for concurrent use. The key lives in the closure, where no
// formatting verb finds it.
type core struct {
	name      string
	kind      string
	root      string
	max       int64
	client    *http.Client
	authorize func(http.Header)
}

func newCore(c Config) (*core, error) {
	root, err := c.root()
	if err != nil {
		return nil, err
	}
	dialer := &net.Dialer{Timeout: c.ConnectTimeout}
	transport := &http.Transport{
		DialContext:            dialer.DialContext,
		TLSHandshakeTimeout:    c.ConnectTimeout,
		MaxIdleConns:           maxIdle,
		MaxIdleConnsPerHost:    maxIdle,
		IdleConnTimeout:        idleTimeout,
		MaxResponseHeaderBytes: maxHeader,
		DisableCompression:     true,
	}
	if c.ProxyFromEnv {
		transport.Proxy = http.ProxyFromEnvironment
	}
	key := c.APIKey
	return &core{
		name: c.Name, kind: c.Kind, root: root, max: c.MaxResponse,
		client: &http.Client{
			Transport:     transport,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		authorize: func(h http.Header) {
			if key != "" {
				h.Set("Authorization", "Bearer "+key)
			}
		},
	}, nil
}

// Name is the configured name.
func (c *core) Name() string { return c.name }

// Kind is the kind of engine, one of Kinds.
func (c *core) Kind() string { return c.kind }

// Address is the configured base URL. It holds no user, password or query.
func (c *core) Address() string { return c.root }

// String names the engine and its kind, and nothing of its configuration.
func (c *core) String() string { return "engine " + c.name + " (" + c.kind + ")" }

// GoString is String.
func (c *core) GoString() string { return c.String() }

// Chat posts to OpenAI's chat completions path, which every engine here has.
func (c *core) Chat(ctx context.Context, _ string, body []byte) (*Answer, error) {
	data, err := c.call(ctx, http.MethodPost, "/v1/chat/completions", body)
	if err != nil {
		return nil, err
	}
	if !completed(data, saidOf(ctx)) {
		return nil, &Error{Kind: Protocol, Status: http.StatusOK, Backend: c.name}
	}
	return &Answer{Body: data}, nil
}

// call sends one request and gives the whole JSON body of a 2xx answer. All errors are *Error.
func (c *core) call(ctx context.Context, method, path string, body []byte) ([]byte, error) {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	resp, err := c.send(inner, cancel, method, path, "application/json", body)
	if err != nil {
		return nil, ofSend(ctx, c.name, err)
	}
	defer resp.Body.Close()
	return c.read(ctx, resp)
}

// send sends one request and gives a 2xx answer of the wanted media type with its body unread. The context is one
// that cancel ends. Errors are *Error for an answer of another kind, and what the client says if there was none.
func (c *core) send(ctx context.Context, cancel func(), method, path, media string, body []byte) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, c.root+path, nil)
	if err != nil {
		return nil, &Error{Kind: Unavailable, Backend: c.name}
	}
	if body != nil {
		setBody(ctx, req, body)
		req.Header.Set("Content-Type", "application/json")
	}
	req.Header.Set("Accept", media)
	req.Header.Set("User-Agent", "sluice")
	c.authorize(req.Header)
	telemetry.Inject(ctx, req.Header) // ids, nothing else
	resp, err := c.client.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		// How much could be thrown away decides only whether the connection is kept.
		stop := time.AfterFunc(drainTime, cancel)
		_, _ = io.CopyN(io.Discard, resp.Body, drainLimit)
		stop.Stop()
		_ = resp.Body.Close()
		return nil, ofAnswer(c.name, resp)
	}
	if kind, _, err := mime.ParseMediaType(resp.Header.Get("Content-Type")); err != nil || kind != media {
		cancel()
		_ = resp.Body.Close()
		return nil, &Error{Kind: Protocol, Status: resp.StatusCode, Backend: c.name}
	}
	return resp, nil
}

// ofSend is the error of a call for which send gave err.
func ofSend(ctx context.Context, backend string, err error) error {
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	return ofContext(ctx, backend, Unavailable)
}

// read takes the body up to the limit.
func (c *core) read(ctx context.Context, resp *http.Response) ([]byte, error) {
	if resp.ContentLength > c.max {
		return nil, &Error{Kind: TooLarge, Status: resp.StatusCode, Backend: c.name}
	}
	var data bytes.Buffer
	if resp.ContentLength > 0 {
		data.Grow(int(resp.ContentLength) + bytes.MinRead)
	}
	if _, err := data.ReadFrom(io.LimitReader(resp.Body, c.max+1)); err != nil {
		e := ofContext(ctx, c.name, Protocol)
		e.Status = resp.StatusCode
		return nil, e
	}
	if int64(data.Len()) > c.max {
		return nil, &Error{Kind: TooLarge, Status: resp.StatusCode, Backend: c.name}
	}
	return data.Bytes(), nil
}

// completed reports whether data is one JSON object with choices and without an error: some engines answer 200 and
// then say that it went wrong.
func completed(data []byte, said *Said) bool {
	var top struct {
		Model   jsontext.Value `json:"model"`
		Usage   jsontext.Value `json:"usage"`
		Choices []struct {
			FinishReason jsontext.Value `json:"finish_reason"`
		} `json:"choices"`
		Error jsontext.Value `json:"error"`
	}
	// One pass over the answer; whether it is as it must be, its reader judges.
	if err := jsonv2.Unmarshal(data, &top, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)); err != nil {
		return false
	}
	said.Model = wordOf(top.Model)
	said.used(usageOf(top.Usage))
	for _, c := range top.Choices {
		said.finished(wordOf(c.FinishReason))
	}
	return len(top.Choices) > 0 && (len(top.Error) == 0 || string(top.Error) == "null")
}
