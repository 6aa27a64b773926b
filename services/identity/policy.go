package identity

import (
	"context"
	"errors"
	"slices"

	"sluice/pkg/chat"
	"sluice/pkg/evidence"
	"sluice/pkg/policy"
)

// PolicyQuestion asks about the policy, or for another one to be put in force.
// There is one for all tenants.
type PolicyQuestion struct {
	Document string `json:"document,omitempty"` // apply: the text, at most policy.MaxBytes
	Expect   string `json:"expect,omitempty"`   // apply: digest of the one to be replaced; "" is any
	Force    bool   `json:"force,omitempty"`    // apply: though the one in force bears the same version
	Digest   string `json:"digest,omitempty"`   // get
	Version  string `json:"version,omitempty"`  // get: the one applied last that calls itself so
}

// PolicyAnswer is the outcome.
type PolicyAnswer struct {
	Applied  *policy.Applied  `json:"applied,omitempty"`  // show, apply; get by version
	Changed  bool             `json:"changed,omitempty"`  // apply: another was in force before
	Replaced *policy.Applied  `json:"replaced,omitempty"` // apply: that one
	Document string           `json:"document,omitempty"` // show, get
	Log      []policy.Applied `json:"log,omitempty"`      // list, the latest first
	Error    *chat.Error      `json:"error,omitempty"`
}

const (
	// A document may take six bytes for one in JSON.
	maxPolicyQuestion = 6*policy.MaxBytes + maxQuestion
	// The list, and how far back a version is looked for.
	mostApplied = 200
	// What errors of a sent document call it; the asker knows its name.
	sentDocument = "policy"
)

// servePolicy answers sluice.admin.<tenant>.<user>.policy.<act>.
func (s *Service) servePolicy() error {
	return serve(s, acts[PolicyAnswer]{
		kind: "policy", names: []string{"show", "apply", "list", "get"}, most: maxPolicyQuestion, told: policy.MaxBytes,
		do: s.policyAct, fault: asError, answer: func(e *chat.Error) PolicyAnswer { return PolicyAnswer{Error: e} },
	})
}

func (s *Service) policyAct(ctx context.Context, who asker, act string, question []byte) (PolicyAnswer, error) {
	q, err := asked[PolicyQuestion](question)
	if err != nil {
		return PolicyAnswer{}, err
	}
	switch act {
	case "show":
		return s.showPolicy(ctx)
	case "apply":
		if who.tenant != FirstTenant {
			return PolicyAnswer{}, chat.ErrPermission() // it is in force for all tenants
		}
		return s.applyPolicy(ctx, who.tenant, who.user, q)
	case "list":
		all, err := s.Policies.Log(ctx, mostApplied)
		return PolicyAnswer{Log: all}, err
	}
	return s.getPolicy(ctx, q)
}

func (s *Service) showPolicy(ctx context.Context) (PolicyAnswer, error) {
	a, err := s.Policies.InForce(ctx)
	if err != nil {
		return PolicyAnswer{}, err
	}
	text, err := s.Policies.Document(ctx, a.Digest)
	return PolicyAnswer{Applied: &a, Document: string(text)}, err
}

// getPolicy finds a document by its digest, or by what it calls itself.
func (s *Service) getPolicy(ctx context.Context, q PolicyQuestion) (PolicyAnswer, error) {
	var a PolicyAnswer
	if q.Digest == "" {
		all, err := s.Policies.Log(ctx, mostApplied)
		if err != nil {
			return PolicyAnswer{}, err
		}
		i := slices.IndexFunc(all, func(a policy.Applied) bool { return a.Version == q.Version })
		if i < 0 {
			return PolicyAnswer{}, noSuchPolicy()
		}
		a.Applied, q.Digest = &all[i], all[i].Digest
	}
	text, err := s.Policies.Document(ctx, q.Digest)
	if errors.Is(err, policy.ErrUnknown) {
		return PolicyAnswer{}, noSuchPolicy()
	}
	a.Document = string(text)
	return a, err
}

func noSuchPolicy() *chat.Error {
	return &chat.Error{Status: 404, Type: chat.TypeNotFound, Code: "not_found", Message: "No policy like that was applied. 'sluice policy log' lists those that were."}
}

// applyPolicy puts a document in force. The act is on the log before it is done:
// where the log says so and the bucket does not, another was faster.
func (s *Service) applyPolicy(ctx context.Context, tenant, actor string, q PolicyQuestion) (PolicyAnswer, error) {
	p, err := policy.Parse(sentDocument, []byte(q.Document), s.Known)
	if err != nil {
		return PolicyAnswer{}, chat.ErrInvalid("document", "invalid_policy", err.Error())
	}
	was, err := s.Policies.InForce(ctx)
	if err != nil {
		return PolicyAnswer{}, err
	}
	switch {
	case was.Digest == p.Digest():
		return PolicyAnswer{Applied: &was}, nil
	case q.Expect != "" && was.Digest != q.Expect:
		return PolicyAnswer{}, policyConflict(policyChanged)
	case was.Version == p.Version() && !q.Force:
		return PolicyAnswer{}, policyConflict("The policy in force is another one with the same version, and records are told apart by it. Change 'version', or apply with --force.")
	}
	if err := s.logPolicy(ctx, tenant, actor, p); err != nil {
		return PolicyAnswer{}, err
	}
	a, err := s.Policies.Apply(ctx, p, tenant+"/"+actor, was.Digest)
	if errors.Is(err, policy.ErrChanged) {
		return PolicyAnswer{}, policyConflict(policyChanged)
	}
	if err != nil {
		return PolicyAnswer{}, err
	}
	s.Log.InfoContext(ctx, "a policy was applied", "version", a.Version, "digest", a.Digest, "by", a.By)
	return PolicyAnswer{Applied: &a, Changed: true, Replaced: &was}, nil
}

const policyChanged = "Another policy came in force meanwhile. Compare with 'sluice policy diff', then apply again."

func policyConflict(message string) *chat.Error {
	return &chat.Error{Status: 409, Type: chat.TypeConflict, Param: "document", Code: "policy_conflict", Message: message}
}

func (s *Service) logPolicy(ctx context.Context, tenant, actor string, p *policy.Policy) error {
	return s.log(ctx, tenant, actor, "policy.apply", p.Digest())
}

// seedPolicy brings what this process was started with, as policy.Seed does. The
// act is on the log as done by startup.
func (s *Service) seedPolicy(ctx context.Context) error {
	return policy.Seed(ctx, s.Policies, s.Policy, s.Configured, func(ctx context.Context, p *policy.Policy) error {
		return s.logPolicy(ctx, evidence.Nobody, policy.Startup, p)
	})
}
