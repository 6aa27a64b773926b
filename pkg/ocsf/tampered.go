package ocsf

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"sluice/pkg/exchange"
)

// RuleTamper is the rule of a Tampered event.
const RuleTamper = "model.tamper"

// sameTamper is how long one finding of the same backend and digest is the same event: several processes find it, each
// by itself.
const sameTamper = 10 * time.Minute

// Tampered is a backend that serves other weights than those that are registered. It is of no exchange.
type Tampered struct {
	Backend    string `json:"backend"`
	Model      string `json:"model"`
	Version    string `json:"version"`
	By         string `json:"told_by"`
	Registered string `json:"registered"` // digest
	Served     string `json:"served"`     // digest
}

// Event is the flag of it, found by a stage at a time, and told to a tenant.
func (m Tampered) Event(tenant string, at exchange.Stage, now time.Time, version string) Event {
	h := sha256.Sum256([]byte(strings.Join([]string{m.Backend, m.Model, m.Registered, m.Served, strconv.FormatInt(now.Unix()/int64(sameTamper/time.Second), 10)}, "\x00")))
	id := "model:" + hex.EncodeToString(h[:16])
	action, disposition := outcome(ActBlock)
	title := "Backend " + m.Backend + " serves other weights of " + m.Model + " than are registered: it gets no traffic"
	body := encode(Finding{
		ActivityID: 1, ActivityName: "Create", CategoryUID: 2, CategoryName: "Findings",
		ClassUID: DetectionFinding, ClassName: "Detection Finding", TypeUID: DetectionFinding*100 + 1, TypeName: "Detection Finding: Create",
		Time: now.UnixMilli(), StartTime: now.UnixMilli(), SeverityID: 5, Severity: caption(Critical), StatusID: 1, Status: "New",
		ActionID: action.id, Action: action.caption, DispositionID: disposition.id, Disposition: disposition.caption,
		IsAlert: true, Message: title, Count: 1,
		Metadata: Metadata{
			Version: Version, Product: Product{Name: "Sluice", VendorName: "Sluice", Version: version},
			UID: id, TenantUID: tenant, Profiles: []string{"host", "security_control"},
		},
		FindingInfo: FindingInfo{
			UID: id, Title: title, Types: []string{TypeModel},
			Analytic: Analytic{UID: RuleTamper, Name: RuleTamper, TypeID: 1, Type: "Rule", Category: CategoryModel},
		},
		Actor: Actor{User{UID: string(at)}}, Policy: Policy{Name: "sluice-models", IsApplied: true},
		Unmapped: Unmapped{Page: string(at), Stage: string(at), Type: TypeModel, Action: ActBlock, Category: CategoryModel, Tampered: &m},
	})
	return Event{Severity: Critical, Category: CategoryModel, Tenant: tenant, Stage: string(at), Time: now, ID: id, Body: body}
}
