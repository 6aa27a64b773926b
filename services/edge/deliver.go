package edge

import (
	"context"
	"encoding/json"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/exchange"
	"sluice/pkg/requests"
	"sluice/pkg/sanitize"
	"sluice/pkg/seal"
	"sluice/pkg/surface"
)

// deliver writes an outcome to the caller: with its own pseudonyms restored, in its
// surface's shape, and as a stream where it asked for one.
func (c *call) deliver(ctx context.Context, key string, info bus.ResponseInfo, body []byte) {
	if info.Kind != requests.Completed {
		c.answerError(refusal(info, body))
		return
	}
	body, fault := c.restored(ctx, key, info, body)
	if fault != nil {
		c.answerError(fault)
		return
	}
	if !info.Stream {
		answer, fault := c.asked.Answer(body)
		if fault != nil {
			c.answerError(fault)
			return
		}
		c.answer(info.Status, "application/json", answer)
		return
	}
	done, fault := c.completion(body)
	if fault != nil {
		c.answerError(fault)
		return
	}
	voice := c.asked.Voice(c.Now())
	c.answer(info.Status, voice.Type(), done.AppendStream(nil, voice, info.Usage))
}

// refusal reads an outcome that is none, as its record has it.
func refusal(info bus.ResponseInfo, body []byte) *chat.Error {
	var told struct{ Error *chat.Error }
	if json.Unmarshal(body, &told) != nil || told.Error == nil {
		return chat.ErrInternal()
	}
	told.Error.Status = info.Status
	return told.Error
}

// located names places as they are in the request that came.
func (c *call) located(fault *chat.Error) *chat.Error {
	if to, ok := c.asked.(surface.Locator); ok {
		return to.Locate(fault)
	}
	return fault
}

// restored is a released completion with its caller's pseudonyms in it.
func (c *call) restored(ctx context.Context, key string, info bus.ResponseInfo, body []byte) ([]byte, *chat.Error) {
	if !info.Restorable {
		return body, nil
	}
	restored, err := c.restore(ctx, key, body)
	if err != nil {
		c.Log.WarnContext(c.r.Context(), "restoring pseudonyms", "error", err)
		return nil, chat.ErrUnavailable()
	}
	return restored, nil
}

func (c *call) completion(body []byte) (*chat.Completion, *chat.Error) {
	done, err := c.Validator.ParseCompletion(body, chat.Limits{Bytes: len(body) + 1, Nodes: len(body)})
	if err != nil {
		return nil, chat.ErrInternal()
	}
	return done, nil
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
