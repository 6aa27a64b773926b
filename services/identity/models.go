package identity

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"sluice/pkg/chat"
	"sluice/pkg/model"
	"sluice/pkg/policy"
	"sluice/pkg/register"
)

// ModelQuestion asks about the register of models and the backends that were added at run time. There is one for all
// tenants.
type ModelQuestion struct {
	Entry   json.RawMessage `json:"entry,omitempty"`   // register
	Name    string          `json:"name,omitempty"`    // get, approve, retire; backend.remove
	Version string          `json:"version,omitempty"` // get, approve, retire
	Digest  string          `json:"digest,omitempty"`  // approve: of the entry that was looked at
	Backend json.RawMessage `json:"backend,omitempty"` // backend.add
}

// ModelAnswer is the outcome.
type ModelAnswer struct {
	Entry    *model.Registered   `json:"entry,omitempty"` // register, get, approve, retire
	Entries  []model.Registered  `json:"entries,omitempty"`
	Reports  []register.Attested `json:"reports,omitempty"` // list: what agents said last
	Backend  *model.Backend      `json:"backend,omitempty"`
	Backends []model.Backend     `json:"backends,omitempty"` // backend.list: those that were added at run time
	Error    *chat.Error         `json:"error,omitempty"`
}

const maxModelQuestion = 2 * model.MaxBackend

// serveModels answers sluice.admin.<tenant>.<user>.models.<act>.
func (s *Service) serveModels() error {
	return serve(s, acts[ModelAnswer]{
		kind: "models", names: []string{"register", "approve", "retire", "get", "list", "backend.add", "backend.remove", "backend.list"},
		most: maxModelQuestion, told: maxModelQuestion,
		do: s.modelAct, fault: asModelError, answer: func(e *chat.Error) ModelAnswer { return ModelAnswer{Error: e} },
	})
}

func (s *Service) modelAct(ctx context.Context, who asker, act string, question []byte) (ModelAnswer, error) {
	q, err := asked[ModelQuestion](question)
	if err != nil {
		return ModelAnswer{}, err
	}
	if who.tenant != FirstTenant {
		return ModelAnswer{}, chat.ErrPermission() // there is one register for all tenants
	}
	by := who.String()
	tell := func(act, object string) register.Tell {
		return func(ctx context.Context) error { return s.log(ctx, who.tenant, who.user, act, object) }
	}
	switch act {
	case "list":
		all, err := s.Models.List(ctx)
		if err != nil {
			return ModelAnswer{}, err
		}
		reports, err := s.Models.Reports(ctx, FirstTenant)
		return ModelAnswer{Entries: all, Reports: reports}, err
	case "get":
		r, err := s.Models.Get(ctx, q.Name, q.Version)
		return ModelAnswer{Entry: &r}, err
	case "register":
		return s.propose(ctx, q, by, tell)
	case "approve":
		alone := s.approveAlone(ctx)
		r, err := s.Models.Approve(ctx, q.Name, q.Version, q.Digest, by, alone, tell("model.approve", q.Name+" "+q.Version+" "+q.Digest))
		return ModelAnswer{Entry: &r}, err
	case "retire":
		r, err := s.Models.Retire(ctx, q.Name, q.Version, by, func(r model.Registered) register.Tell { return tell("model.retire", object(r)) })
		return ModelAnswer{Entry: &r}, err
	case "backend.list":
		all, err := s.Models.Backends(ctx, s.Engines)
		return ModelAnswer{Backends: all}, err
	case "backend.add":
		return s.addBackend(ctx, q, by, tell)
	case "backend.remove":
		return ModelAnswer{}, s.Models.RemoveBackend(ctx, q.Name, tell("backend.remove", "backend "+q.Name))
	}
	return ModelAnswer{}, chat.ErrNotFound()
}

func object(r model.Registered) string { return r.Name + " " + r.Version + " " + r.Digest }

func (s *Service) propose(ctx context.Context, q ModelQuestion, by string, tell func(act, object string) register.Tell) (ModelAnswer, error) {
	e, err := model.ParseEntry(q.Entry)
	if err != nil {
		return ModelAnswer{}, chat.ErrInvalid("entry", "invalid_value", err.Error())
	}
	for _, text := range []string{e.Name, e.Version, e.Source, e.Location} {
		if !s.Clean(text) {
			return ModelAnswer{}, chat.ErrInvalid("entry", "invalid_value", "A text of the entry looks like a secret or personal data. Write it otherwise: the register is kept in clear.")
		}
	}
	r, err := s.Models.Propose(ctx, e, by, tell("model.register", object(model.Registered{Entry: e, Digest: e.Digest()})))
	return ModelAnswer{Entry: &r}, err
}

func (s *Service) addBackend(ctx context.Context, q ModelQuestion, by string, tell func(act, object string) register.Tell) (ModelAnswer, error) {
	b, err := model.ParseBackend(q.Backend, s.Engines)
	if err != nil {
		return ModelAnswer{}, chat.ErrInvalid("backend", "invalid_value", err.Error())
	}
	if !s.Clean(b.Name) || !s.Clean(strings.Join(b.Models, " ")) {
		return ModelAnswer{}, chat.ErrInvalid("backend", "invalid_value", "A name of the backend looks like a secret or personal data. Use another: it is kept in clear.")
	}
	b, err = s.Models.AddBackend(ctx, b, by, s.Engines, tell("backend.add", "backend "+b.Name))
	return ModelAnswer{Backend: &b}, err
}

// approveAlone says whether the policy in force lets who proposed an entry approve it; not where it cannot be had.
func (s *Service) approveAlone(ctx context.Context) bool {
	a, err := s.Policies.InForce(ctx)
	if err != nil {
		return false
	}
	text, err := s.Policies.Document(ctx, a.Digest)
	if err != nil {
		return false
	}
	p, err := policy.Parse(sentDocument, text, s.Known)
	return err == nil && p.ApproveAlone()
}

// asModelError is what the asker is told.
func asModelError(err error) *chat.Error {
	var e *chat.Error
	switch {
	case errors.As(err, &e):
		return e
	case errors.Is(err, register.ErrUnknown), errors.Is(err, register.ErrNone):
		return &chat.Error{Status: 404, Type: chat.TypeNotFound, Code: "not_found", Message: sentence(err)}
	case errors.Is(err, register.ErrLong):
		return chat.ErrInvalid("", "invalid_value", sentence(err))
	case errors.Is(err, model.ErrOwn):
		return &chat.Error{Status: 403, Type: chat.TypePermission, Code: "permission_denied", Message: sentence(err)}
	}
	for _, known := range []error{model.ErrStands, model.ErrApproved, model.ErrRetired, model.ErrOther, register.ErrChanged} {
		if errors.Is(err, known) {
			return &chat.Error{Status: 409, Type: chat.TypeConflict, Code: "register_conflict", Message: sentence(known)}
		}
	}
	return chat.ErrUnavailable()
}

func sentence(err error) string {
	text := err.Error()
	return strings.ToUpper(text[:1]) + text[1:] + "."
}
