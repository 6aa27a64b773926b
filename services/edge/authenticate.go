package edge

import (
	"strings"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/policy"
	"sluice/pkg/sanitize"
	"sluice/pkg/token"
)

// authenticate finds whose bearer token this is, and takes the caller's request
// id. The directory fails closed until it is whole.
func (c *call) authenticate() *chat.Error {
	select {
	case <-c.Directory.Ready():
	default:
		return chat.ErrUnavailable()
	}
	text, ok := c.bearer()
	if !ok {
		return chat.ErrInvalidKey()
	}
	user, record, err := c.Directory.Verify(c.r.Context(), text)
	if err != nil {
		return chat.ErrInvalidKey()
	}
	c.user = user
	c.access.Tenant, c.access.User, c.access.Token = user.Tenant, user.User, record.ID
	if !user.Has(token.RoleApp) {
		return chat.ErrPermission()
	}
	return c.takeRequestID()
}

// bearer is the one token that the request bears: two may not be of one mind.
func (c *call) bearer() (string, bool) {
	all := c.r.Header.Values("Authorization")
	if also := c.as.KeyHeader(); also != "" {
		if keys := c.r.Header.Values(also); len(keys) > 0 {
			return strings.TrimSpace(keys[0]), len(keys) == 1 && len(all) == 0
		}
	}
	if len(all) != 1 {
		return "", false
	}
	scheme, text, ok := strings.Cut(all[0], " ")
	return strings.TrimSpace(text), ok && strings.EqualFold(scheme, "bearer")
}

// takeRequestID uses the caller's X-Request-Id, so that the same request sent
// again is the same exchange.
func (c *call) takeRequestID() *chat.Error {
	ids := c.r.Header.Values("X-Request-Id")
	if len(ids) == 0 {
		return nil
	}
	if len(ids) > 1 || !bus.ValidName(ids[0]) {
		return chat.ErrRequestID()
	}
	if !sanitize.New(c.Detectors, c.Policies.Current()).Clean(ids[0], policy.Input) {
		return chat.ErrRequestIDContent()
	}
	c.identify(c.r.Context(), ids[0])
	c.named = true
	return nil
}
