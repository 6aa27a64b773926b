package chat

import (
	"fmt"
	"strings"
	"time"
)

// OpenAI's error types. The client libraries choose their class by the HTTP status.
const (
	TypeInvalidRequest = "invalid_request_error"
	TypeAuthentication = "authentication_error"
	TypePermission     = "permission_error"
	TypeNotFound       = "not_found_error"
	TypeConflict       = "conflict_error"
	TypeRateLimit      = "rate_limit_error"
	TypeTokens         = "tokens" // what OpenAI says where tokens are limited and not requests
	TypeServer         = "server_error"
	TypeUnavailable    = "service_unavailable"
	TypeTimeout        = "timeout_error"
)

// CodeContentFilter is the code of a refusal by a rule.
const CodeContentFilter = "content_filter"

// ErrInvalid is a bad request: 400. message must not hold text from the request.
func ErrInvalid(param, code, message string) *Error {
	return newError(400, TypeInvalidRequest, param, code, message)
}

// ErrInvalidKey is a missing, malformed, unknown, expired or revoked token: 401. One message
// for all of them, so that nobody can probe.
func ErrInvalidKey() *Error {
	return newError(401, TypeAuthentication, "", "invalid_api_key",
		"The API key is missing or not valid. Send 'Authorization: Bearer TOKEN' with a token of 'sluice token create'.")
}

// ErrPermission is an authenticated caller who may not do this: 403.
func ErrPermission() *Error {
	return newError(403, TypePermission, "", "permission_denied", "This key may not do that. Ask the operator for the right.")
}

// ErrModelNotFound is a model that no backend serves: 404.
func ErrModelNotFound() *Error {
	return newError(404, TypeNotFound, "model", "model_not_found",
		"The model does not exist or this key may not use it. GET /v1/models lists the models.")
}

// ErrNotFound is an unknown path or id, or one of somebody else: 404.
func ErrNotFound() *Error {
	return newError(404, TypeNotFound, "", "not_found", "There is nothing here. Check the path and the id.")
}

// ErrMethod is the wrong HTTP method: 405. allow has the right ones.
func ErrMethod(allow ...string) *Error {
	return newError(405, TypeInvalidRequest, "", "method_not_allowed", "Use "+strings.Join(allow, " or ")+" on this path.")
}

// ErrConflict is a request id that was used before with another body: 409.
func ErrConflict() *Error {
	return newError(409, TypeConflict, "", "request_id_conflict",
		"This request id was used with another body. Send the first body again, or use a new id.")
}

// ErrRequestID is an id outside [A-Za-z0-9_-]{1,64}: 400.
func ErrRequestID() *Error {
	return ErrInvalid("", "invalid_request_id", "The request id must be 1 to 64 characters of A-Z, a-z, 0-9, _ and -.")
}

// ErrRequestIDContent is an id that holds what the policy keeps out of prompts: 400.
func ErrRequestIDContent() *Error {
	return ErrInvalid("", "invalid_request_id", "The request id looks like a secret or personal data. Ids are logged: send one that says nothing.")
}

// ErrTooLarge is a body over limit bytes: 413.
func ErrTooLarge(limit int) *Error {
	return newError(413, TypeInvalidRequest, "", "request_too_large",
		fmt.Sprintf("The body is larger than %d bytes. Send less.", limit))
}

// ErrMediaType is a body that is not declared as JSON: 415.
func ErrMediaType() *Error {
	return newError(415, TypeInvalidRequest, "", "unsupported_media_type", "Send the body as 'Content-Type: application/json', without content encoding.")
}

// ErrRateLimit is too much from one tenant or user: 429, to be tried again in a second unless
// the caller knows better.
func ErrRateLimit() *Error {
	e := newError(429, TypeRateLimit, "", "rate_limit_exceeded", "Too many requests at once. Wait and try again.")
	e.RetryAfter = 1
	return e
}

// ErrRateLimitFor is ErrRateLimit that says when to come again: in whole seconds,
// rounded up.
func ErrRateLimitFor(wait time.Duration) *Error {
	e := ErrRateLimit()
	e.RetryAfter = max(1, int((wait+time.Second-1)/time.Second))
	return e
}

// ErrTokenLimitFor is a tenant that has used up its tokens a minute: 429, with when to come again.
func ErrTokenLimitFor(wait time.Duration) *Error {
	e := newError(429, TypeTokens, "", "rate_limit_exceeded", "The tokens of this minute are used up. Wait and try again.")
	e.RetryAfter = max(1, int((wait+time.Second-1)/time.Second))
	return e
}

// ErrContentFilter is a prompt or completion that rules block: 400. The message names the
// rules and never what they matched.
func ErrContentFilter(rules []string) *Error {
	return newError(400, TypeInvalidRequest, "", CodeContentFilter,
		"The content was blocked by policy, by these rules: "+strings.Join(rules, ", ")+". Remove what they look for and try again.")
}

// ErrInternal is a failure of ours: 500.
func ErrInternal() *Error {
	return newError(500, TypeServer, "", "internal_error", "Sluice failed to handle the request. The operator's log has the reason; try again.")
}

// ErrEngineAnswer is a model whose answer makes no sense: 502. Its body is never passed on.
func ErrEngineAnswer() *Error {
	return newError(502, TypeServer, "", "invalid_engine_answer", "The model's answer could not be read. Try again, or another model.")
}

// ErrUnavailable is no model, no NATS, or evidence that cannot be written: 503. The edge adds
// Retry-After.
func ErrUnavailable() *Error {
	return newError(503, TypeUnavailable, "", "service_unavailable", "The service cannot answer now. Nothing was lost; try again later.")
}

// ErrTimeout is an exchange past its deadline: 504.
func ErrTimeout() *Error {
	return newError(504, TypeTimeout, "", "deadline_exceeded", "The deadline passed before there was an answer. Try again, or ask for less.")
}
