package console

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/flag"
	"sluice/pkg/token"
)

const askTime = 10 * time.Second

// ask puts a question to provenance as a user: the subject says who asks, and the
// service logs it under that name before it answers.
func ask(ctx context.Context, b *bus.Bus, subject string, question, answer any) error {
	data, err := json.Marshal(question)
	if err != nil {
		return fmt.Errorf("asking: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	m, err := b.NC.RequestWithContext(ctx, subject, data)
	if err != nil {
		return fmt.Errorf("asking: %w", err)
	}
	if json.Unmarshal(m.Data, answer) != nil {
		return errors.New("asking: the answer does not decode")
	}
	return nil
}

// evidence asks for evidence of the user's own tenant.
func (v *visit) evidence(what string, question, answer any) error {
	return ask(v.r.Context(), v.Bus, bus.UserSubject(bus.Audit, v.user.Tenant, v.user.User)+"."+what, question, answer)
}

func askFlags(b *bus.Bus, u token.User) func(context.Context, flag.Question) (flag.Page, error) {
	return func(ctx context.Context, q flag.Question) (flag.Page, error) {
		var p flag.Page
		err := ask(ctx, b, bus.UserSubject(bus.Flags, u.Tenant, u.User), q, &p)
		return p, err
	}
}

// recordAnswer is provenance's answer to evidence "record".
type recordAnswer struct {
	Record json.RawMessage `json:"record"`
	Error  *chat.Error     `json:"error"`
}
