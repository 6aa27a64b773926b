package evidence

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
)

// Access is one access event: every request has one, those refused at the door too.
type Access struct {
	Kind      string    `json:"kind"` // "access"
	TS        time.Time `json:"ts"`
	Tenant    string    `json:"tenant,omitempty"` // "" where nobody was recognised
	User      string    `json:"user,omitempty"`
	Token     string    `json:"token,omitempty"` // its id, never its secret
	Via       string    `json:"via"`
	Operation string    `json:"operation"`
	RequestID string    `json:"request_id,omitempty"`
	Status    int       `json:"status"` // as HTTP; 202: accepted
	Code      string    `json:"code,omitempty"`
	Param     string    `json:"param,omitempty"`
	Duplicate bool      `json:"duplicate,omitempty"`
	Bytes     int       `json:"bytes"`
}

// Admin is one administrative act.
type Admin struct {
	Kind   string    `json:"kind"` // "admin"
	TS     time.Time `json:"ts"`
	Tenant string    `json:"tenant"`
	Actor  string    `json:"actor"`
	Act    string    `json:"act"`
	Object string    `json:"object"`
}

// Nobody stands in a subject where no tenant is known.
const Nobody = "_"

// Log stores one event and returns after its PubAck: what is not on the log did
// not happen, so the caller answers with an error if this fails.
func Log(ctx context.Context, b *bus.Bus, e any) error {
	var subject string
	switch e := e.(type) {
	case Access:
		subject = bus.AccessSubject(orNobody(e.Tenant))
	case Admin:
		subject = bus.AdminSubject(orNobody(e.Tenant))
	case Evaluation:
		subject = bus.EvaluationSubject(orNobody(e.Tenant))
	default:
		return fmt.Errorf("logging: %T is no event", e)
	}
	data, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("logging an event: %w", err)
	}
	m := nats.NewMsg(subject)
	m.Data = data
	if _, err := b.Publish(ctx, m); err != nil {
		return fmt.Errorf("logging an event: %w", err)
	}
	return nil
}

func orNobody(tenant string) string {
	if tenant == "" {
		return Nobody
	}
	return tenant
}
