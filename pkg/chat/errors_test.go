package chat

import (
	"encoding/json"
	"testing"
	"time"

	"sluice/schemas"
)

func TestErrors(t *testing.T) {
	schema, err := CompileSchema(schemas.Error)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		err    *Error
		status int
		code   string
	}{
		{ErrInvalid("messages[0].role", "invalid_value", "Bad."), 400, "invalid_value"},
		{ErrInvalidKey(), 401, "invalid_api_key"},
		{ErrPermission(), 403, "permission_denied"},
		{ErrModelNotFound(), 404, "model_not_found"},
		{ErrNotFound(), 404, "not_found"},
		{ErrMethod("GET", "POST"), 405, "method_not_allowed"},
		{ErrConflict(), 409, "request_id_conflict"},
		{ErrRequestID(), 400, "invalid_request_id"},
		{ErrTooLarge(10), 413, "request_too_large"},
		{ErrMediaType(), 415, "unsupported_media_type"},
		{ErrRateLimit(), 429, "rate_limit_exceeded"},
		{ErrTokenLimitFor(1500 * time.Millisecond), 429, "rate_limit_exceeded"},
		{ErrContentFilter([]string{"a", "b"}), 400, "content_filter"},
		{ErrInternal(), 500, "internal_error"},
		{ErrEngineAnswer(), 502, "invalid_engine_answer"},
		{ErrUnavailable(), 503, "service_unavailable"},
		{ErrTimeout(), 504, "deadline_exceeded"},
	} {
		t.Run(tt.code, func(t *testing.T) {
			if tt.err.Status != tt.status || tt.err.Code != tt.code {
				t.Errorf("got %+v", tt.err)
			}
			doc, err := Parse(tt.err.Body(), Limits{})
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Check(doc.Root); err != nil {
				t.Errorf("%s: %v", tt.err.Body(), err)
			}
			data, err := json.Marshal(tt.err)
			if err != nil {
				t.Fatal(err)
			}
			var again Error
			if err := json.Unmarshal(data, &again); err != nil || again != *tt.err {
				t.Errorf("came back as %+v, %v", again, err)
			}
		})
	}
}
