package edge

import (
	"context"
	"strconv"
	"time"

	"sluice/pkg/chat"
	"sluice/pkg/evidence"
	"sluice/pkg/telemetry"
)

// logTime bounds the wait for the access log.
const logTime = 5 * time.Second

// fail logs a refusal at the door and answers it. What cannot be logged is 503.
func (c *call) fail(fault *chat.Error) {
	c.access.Status, c.access.Code, c.access.Param = fault.Status, fault.Code, fault.Param
	if err := c.log(); err != nil {
		c.Log.ErrorContext(c.r.Context(), "the access log takes no events", "error", err)
		fault = chat.ErrUnavailable()
	}
	if c.asks {
		c.Telemetry.Admitted(c.user.Tenant, telemetry.AdmissionOf(fault.Status, fault.Code))
	}
	c.answerError(fault)
}

func (c *call) log() error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.r.Context()), logTime)
	defer cancel()
	err := evidence.Log(ctx, c.Bus, c.access)
	if err != nil {
		c.Telemetry.EvidenceFailed()
	}
	return err
}

// answerError writes an error in the surface's shape. 429 and 503 say when to try again.
func (c *call) answerError(fault *chat.Error) {
	c.retryAfter(fault.Status, fault.RetryAfter)
	c.answer(fault.Status, "application/json", c.as.Fault(c.located(fault), c.access.RequestID))
}

// retryAfter says when to try again, in seconds: 429 and 503 always say one.
func (c *call) retryAfter(status, seconds int) {
	if seconds == 0 && (status == 429 || status == 503) {
		seconds = 2
	}
	if seconds > 0 {
		c.w.Header().Set("Retry-After", strconv.Itoa(seconds))
	}
}

func (c *call) answer(status int, contentType string, body []byte) {
	c.w.Header().Set("Content-Type", contentType)
	c.w.Header().Set("Cache-Control", "no-store")
	c.w.Header().Set("X-Content-Type-Options", "nosniff")
	c.status = status
	c.w.WriteHeader(status)
	if _, err := c.w.Write(body); err != nil {
		c.Log.DebugContext(c.r.Context(), "the client went away before its answer")
	}
}
