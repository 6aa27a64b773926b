package edge

import (
	"context"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/exchange"
	"sluice/pkg/requests"
	"sluice/pkg/sanitize"
	"sluice/pkg/seal"
)

// deliver writes an outcome to the caller: with its own pseudonyms restored, and
// as server-sent events where it asked for them.
func (c *call) deliver(ctx context.Context, key string, info bus.ResponseInfo, body []byte) {
	if info.Kind != requests.Completed {
		c.retryAfter(info.Status, 0)
		c.answer(info.Status, "application/json", body)
		return
	}
	if info.Restorable {
		restored, err := c.restore(ctx, key, body)
		if err != nil {
			c.Log.WarnContext(c.r.Context(), "restoring pseudonyms", "error", err)
			c.answerError(chat.ErrUnavailable())
			return
		}
		body = restored
	}
	if !info.Stream {
		c.answer(info.Status, "application/json", body)
		return
	}
	done, err := c.Validator.ParseCompletion(body, chat.Limits{Bytes: len(body) + 1, Nodes: len(body)})
	if err != nil {
		c.answerError(chat.ErrInternal())
		return
	}
	c.answer(info.Status, "text/event-stream", done.AppendSSE(nil, info.Usage))
}

func (c *call) restore(ctx context.Context, key string, body []byte) ([]byte, error) {
	e, err := c.Book.Whole(ctx, key)
	if err != nil {
		return nil, err
	}
	m, err := c.unseal(ctx, key, exchange.SectionRestore, e)
	if err != nil {
		return nil, err
	}
	return sanitize.RestoreBody(body, m)
}

// stored looks for an outcome in REQUESTS.
func (c *call) stored(ctx context.Context, key string) (info bus.ResponseInfo, body []byte, ok bool) {
	e, err := c.Book.Whole(ctx, key)
	if err != nil || e.State != requests.Done || e.Outcome == nil {
		return info, nil, false
	}
	o := e.Outcome
	info = bus.ResponseInfo{ID: c.access.RequestID, Kind: o.Kind, Status: 200, Stream: o.Stream, Usage: o.Usage}
	if o.Kind != requests.Completed {
		info.Status = o.Error.Status
		return info, o.Error.Body(), true
	}
	body, err = c.unseal(ctx, key, exchange.SectionCompletion, e)
	if err != nil {
		c.Log.WarnContext(c.r.Context(), "opening a stored outcome", "error", err)
		return info, nil, false
	}
	info.Restorable = len(e.Sections[exchange.SectionRestore]) > 0
	return info, body, true
}

func (c *call) unseal(ctx context.Context, key, section string, e requests.Entry) ([]byte, error) {
	return c.Sealer.Open(ctx, seal.Binding{Tenant: c.user.Tenant, User: c.user.User, Request: key, Section: section}, e.Sections[section])
}
