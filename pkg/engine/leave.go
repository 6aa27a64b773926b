package engine

import (
	"bytes"
	"context"
	"io"
	"net/http"
)

type leaveKey struct{}

// WithLeave has an engine over HTTP ask once more at the moment when the first byte
// of a call's body is about to leave; an error ends the call with no more than its
// headers sent, which no engine answers.
// Between a question asked before the call and that moment lie a dial, a wait for a
// processor, and whatever freezes a process. ask should end ctx too, so that its
// error is not taken for the engine's.
func WithLeave(ctx context.Context, ask func(context.Context) error) context.Context {
	return context.WithValue(ctx, leaveKey{}, ask)
}

// setBody gives req its body.
func setBody(ctx context.Context, req *http.Request, body []byte) {
	ask, _ := ctx.Value(leaveKey{}).(func(context.Context) error)
	req.ContentLength = int64(len(body))
	req.GetBody = func() (io.ReadCloser, error) {
		if ask == nil {
			return io.NopCloser(bytes.NewReader(body)), nil
		}
		return io.NopCloser(&leaving{ctx: ctx, ask: ask, from: bytes.NewReader(body)}), nil
	}
	req.Body, _ = req.GetBody()
}

// leaving is a body that asks before each piece of it is read.
type leaving struct {
	ctx  context.Context
	ask  func(context.Context) error
	from *bytes.Reader
}

func (l *leaving) Read(p []byte) (int, error) {
	if err := l.ask(l.ctx); err != nil {
		return 0, err
	}
	return l.from.Read(p)
}
