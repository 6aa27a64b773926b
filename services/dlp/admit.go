package dlp

import (
	"sluice/pkg/admission"
	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/policy"
	"sluice/pkg/sanitize"
)

// judgement is the policy that judges one request, taken once: no request sees
// half of one and half of another.
type judgement struct {
	policy *policy.Policy
	clean  *sanitize.Sanitizer
}

// judgeBy takes the policy in force and admits a request of this tenant under it.
// leave must be called when the request is out of hand.
func (s *Service) judgeBy(who caller) (by judgement, leave func(), fault *chat.Error) {
	p, err := s.Policies.ForNew()
	if err != nil {
		s.Log.Error("no request can be judged", "error", err)
		return by, nil, chat.ErrUnavailable()
	}
	limit := p.Admission(who.tenant)
	limit.InFlight = 0 // the edge counts those, until their outcome
	leave, after, ok := s.gate.Admit(who.tenant, limit)
	if !ok {
		return by, nil, chat.ErrRateLimitFor(after)
	}
	p = p.For(who.tenant)
	return judgement{policy: p, clean: sanitize.New(s.Detectors, p)}, leave, nil
}

// spend takes a prompt's tokens off its tenant's, by its size. The edge counts those of its own callers, and puts them
// right by the answer, which does not come by here.
func (s *Service) spend(who caller, by judgement, size int) *chat.Error {
	if who.via != "nats" {
		return nil
	}
	if _, _, after, ok := s.gate.Spend(who.tenant, by.policy.Admission(who.tenant), admission.Estimate(size)); !ok {
		return chat.ErrTokenLimitFor(after)
	}
	return nil
}

// lane is where a request waits: OpenAI's service tier "flex" is the batch lane,
// which has fewer turns where both have something waiting.
func lane(req chat.Request) string {
	if req.Doc.Root.Get("service_tier").Text() == "flex" {
		return bus.LaneBatch
	}
	return bus.LaneInteractive
}
