package guard

import (
	"context"
	"time"

	"sluice/pkg/chat"
	"sluice/pkg/exchange"
	"sluice/pkg/policy"
	"sluice/pkg/stage"
)

// holdFor is the pause before an exchange without a verdict is judged again.
const holdFor = 500 * time.Millisecond

// unjudged decides what becomes of an exchange whose verdict could not be had:
// the policy holds it until its deadline, refuses it, or lets it pass as an
// exception that stands on its record and is flagged. It never passes in silence.
func (s *Service) unjudged(ctx context.Context, x *exchange.Exchange, p *policy.Policy, page **exchange.GuardPage, v verdict) error {
	s.Log.WarnContext(ctx, "no verdict", "tenant", x.Tenant, "kind", v.Error)
	switch p.GuardOnError() {
	case policy.Except:
		v.State = exchange.Excepted
		*page = &v.GuardPage
		return nil
	case policy.Hold:
		if left := x.Deadline.Sub(s.Now()); left > holdFor {
			return stage.Hold(holdFor)
		}
	}
	*page = &v.GuardPage
	x.Refuse(refusal(unavailable(), true))
	return nil
}

// unavailable is the answer where no guard gave a verdict: 503, worth a retry.
func unavailable() *chat.Error {
	return &chat.Error{
		Status: 503, Type: chat.TypeUnavailable, Code: "guard_unavailable",
		Message: "The request could not be checked: the guard gave no verdict. Nothing was released. Try again later.",
	}
}

// blocked is the refusal by rules: hazards by category, injections by id.
func blocked(rules []string) exchange.Refusal {
	r := refusal(chat.ErrContentFilter(rules), false)
	r.Rules = rules
	return r
}

func refusal(e *chat.Error, failed bool) exchange.Refusal {
	return exchange.Refusal{
		Stage: string(exchange.StageGuard), Failed: failed,
		Status: e.Status, Type: e.Type, Code: e.Code, Message: e.Message,
	}
}
