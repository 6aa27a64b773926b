package edge

import (
	"encoding/json"
	"strconv"

	"sluice/pkg/admission"
	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/requests"
)

// spend takes a body's tokens off its tenant's, by its size, and tells what is left in the headers that OpenAI has for it.
func (c *call) spend(size int) *chat.Error {
	settle, has, after, ok := c.gate.Spend(c.user.Tenant, c.Policies.Current().Admission(c.user.Tenant), admission.Estimate(size))
	if has.Limit > 0 {
		h := c.w.Header()
		h.Set("X-Ratelimit-Limit-Tokens", strconv.Itoa(has.Limit))
		h.Set("X-Ratelimit-Remaining-Tokens", strconv.Itoa(has.Left))
		h.Set("X-Ratelimit-Reset-Tokens", has.Full.String())
		c.settle = settle
	}
	if !ok {
		return chat.ErrTokenLimitFor(after)
	}
	return nil
}

// spentNothing is for what dlp did not take: no model was asked.
func (c *call) spentNothing() {
	if c.settle != nil {
		c.settle(0)
	}
}

// spent puts the estimate right by what the engine counted. It stands where there is no count: for what was refused or failed after
// it was taken, whose client has gone, or whose engine does not tell.
func (c *call) spent(info bus.ResponseInfo, body []byte) {
	if c.settle == nil || info.Kind != requests.Completed {
		return
	}
	var answer struct {
		Usage struct {
			Prompt     int `json:"prompt_tokens"`
			Completion int `json:"completion_tokens"`
		} `json:"usage"`
	}
	if json.Unmarshal(body, &answer) == nil && answer.Usage.Prompt > 0 && answer.Usage.Completion >= 0 {
		c.settle(answer.Usage.Prompt + answer.Usage.Completion)
	}
}
