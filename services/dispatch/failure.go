package dispatch

import (
	"context"
	"errors"

	"sluice/pkg/chat"
	"sluice/pkg/engine"
	"sluice/pkg/exchange"
	"sluice/pkg/pool"
)

// failed decides what a failed call is to the caller. A call that was given back
// because this worker stops or lost its lease decides nothing.
func (s *Service) failed(ctx context.Context, x *exchange.Exchange, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	fault := outcomeOf(err)
	s.Log.WarnContext(ctx, "no model answered", "tenant", x.Tenant, "code", fault.Code, "error", err)
	x.Refuse(refusal(fault, true))
	return nil
}

// outcomeOf maps an engine's or the pool's error to OpenAI's shape. Neither holds
// anything that an engine sent.
func outcomeOf(err error) *chat.Error {
	var down *pool.Unavailable
	var e *engine.Error
	switch {
	case errors.As(err, &down):
		return &chat.Error{
			Status: 503, Type: chat.TypeUnavailable, Code: "model_unavailable",
			Message: "No backend of this model answers now. Try again later.",
		}
	case errors.Is(err, pool.ErrUnknownModel):
		return chat.ErrModelNotFound()
	case errors.Is(err, context.DeadlineExceeded):
		return chat.ErrTimeout()
	case errors.As(err, &e):
		return engineFault(e)
	default:
		return chat.ErrInternal()
	}
}

func engineFault(e *engine.Error) *chat.Error {
	switch e.Kind {
	case engine.Timeout:
		return chat.ErrTimeout()
	case engine.Refused:
		if e.Status == 400 || e.Status == 413 || e.Status == 422 {
			return chat.ErrInvalid("", "model_refused_request", "The model's engine refused the request as it stands. Check its parameters and its length.")
		}
		return &chat.Error{
			Status: 502, Type: chat.TypeServer, Code: "model_misconfigured",
			Message: "The model's engine does not serve this request. The operator's log has the status.",
		}
	case engine.Protocol, engine.TooLarge:
		return chat.ErrEngineAnswer()
	default:
		return &chat.Error{
			Status: 503, Type: chat.TypeUnavailable, Code: "model_unavailable",
			Message: "No backend of this model answers now. Try again later.",
		}
	}
}

// errGone ends the call to a model, streamed or whole, for whom nobody waits any more.
var errGone = errors.New("the client has gone")

func clientGone() exchange.Refusal {
	return refusal(&chat.Error{
		Status: 499, Type: chat.TypeInvalidRequest, Code: "client_gone",
		Message: "The caller went away while the model was speaking; the call to the model was ended.",
	}, true)
}

func refusal(e *chat.Error, failed bool) exchange.Refusal {
	return exchange.Refusal{
		Stage: string(exchange.StageDispatch), Failed: failed,
		Status: e.Status, Type: e.Type, Code: e.Code, Message: e.Message,
	}
}
