package engine_test

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"sluice/pkg/engine"
)

// An engine that says when to come again is busy, not down.
func TestRetryAfter(t *testing.T) {
	soon := func() string { return time.Now().Add(90 * time.Second).UTC().Format(http.TimeFormat) }
	tests := []struct {
		status      int
		header      string
		kind        engine.Kind
		least, most time.Duration
	}{
		{429, "", engine.Overloaded, 0, 0},
		{429, "3", engine.Overloaded, 3 * time.Second, 3 * time.Second},
		{429, soon(), engine.Overloaded, 30 * time.Second, 90 * time.Second},
		{429, "Mon, 02 Jan 2006 15:04:05 GMT", engine.Overloaded, 0, 0},
		{429, "-3", engine.Overloaded, 0, 0},
		{429, "soon", engine.Overloaded, 0, 0},
		{429, "99999999999", engine.Overloaded, 0, 0},
		{429, "4000000000", engine.Overloaded, 24 * time.Hour, 24 * time.Hour},
		{503, "", engine.Unavailable, 0, 0},
		{503, "2", engine.Overloaded, 2 * time.Second, 2 * time.Second},
		{500, "2", engine.Unavailable, 0, 0},
		{400, "2", engine.Refused, 0, 0},
	}
	for _, tt := range tests {
		e := open(t, "openai", serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", tt.header)
			w.WriteHeader(tt.status)
		})))
		_, err := e.Chat(t.Context(), "m", []byte("{}"))
		got, ok := errors.AsType[*engine.Error](err)
		if !ok || got.Kind != tt.kind || got.RetryAfter < tt.least || got.RetryAfter > tt.most {
			t.Errorf("%d with %q: %+v", tt.status, tt.header, err)
		}
	}
}
