package ocsf

import (
	"math"
	"strings"
	"time"

	"sluice/pkg/exchange"
)

// Version is the version of OCSF that the events are written in.
const Version = "1.8.0"

// Classes of OCSF's category Findings (2) that are used.
const (
	DetectionFinding    = 2004
	DataSecurityFinding = 2006
)

// Finding is an event as it travels: the attributes of the two classes that Sluice
// writes, of their profiles security_control and host. Readers of flags may decode
// into it.
type Finding struct {
	ActivityID      int           `json:"activity_id"`
	ActivityName    string        `json:"activity_name"`
	CategoryUID     int           `json:"category_uid"`
	CategoryName    string        `json:"category_name"`
	ClassUID        int           `json:"class_uid"`
	ClassName       string        `json:"class_name"`
	TypeUID         int           `json:"type_uid"`
	TypeName        string        `json:"type_name"`
	Time            int64         `json:"time"`       // milliseconds since 1970
	StartTime       int64         `json:"start_time"` // when the request was accepted
	SeverityID      int           `json:"severity_id"`
	Severity        string        `json:"severity"`
	StatusID        int           `json:"status_id"`
	Status          string        `json:"status"`
	ActionID        int           `json:"action_id"`
	Action          string        `json:"action"`
	DispositionID   int           `json:"disposition_id"`
	Disposition     string        `json:"disposition"`
	IsAlert         bool          `json:"is_alert"` // medium and above
	Message         string        `json:"message"`
	Count           int           `json:"count"`
	ConfidenceScore *int          `json:"confidence_score,omitempty"` // percent, of a hazard
	Metadata        Metadata      `json:"metadata"`
	FindingInfo     FindingInfo   `json:"finding_info"`
	Actor           Actor         `json:"actor"`
	Policy          Policy        `json:"policy"`
	DataSecurity    *DataSecurity `json:"data_security,omitempty"`
	Unmapped        Unmapped      `json:"unmapped"`
}

// Metadata is OCSF's object of that name.
type Metadata struct {
	Version        string   `json:"version"`
	Product        Product  `json:"product"`
	UID            string   `json:"uid"`
	CorrelationUID string   `json:"correlation_uid"` // the request id; "" where the event is of no exchange
	TenantUID      string   `json:"tenant_uid"`
	Profiles       []string `json:"profiles"`
}

// Product is OCSF's object of that name.
type Product struct {
	Name       string `json:"name"`
	VendorName string `json:"vendor_name"`
	Version    string `json:"version"`
}

// FindingInfo is OCSF's object of that name.
type FindingInfo struct {
	UID      string   `json:"uid"`
	Title    string   `json:"title"`
	Types    []string `json:"types"`
	Analytic Analytic `json:"analytic"`
}

// Analytic is the rule: OCSF's object of that name.
type Analytic struct {
	UID      string `json:"uid"`
	Name     string `json:"name"`
	TypeID   int    `json:"type_id"`
	Type     string `json:"type"`
	Category string `json:"category"`
}

// Actor is the user whose request it was.
type Actor struct {
	User User `json:"user"`
}

// User is opaque.
type User struct {
	UID string `json:"uid"`
}

// Policy is the one that decided.
type Policy struct {
	UID       string `json:"uid,omitempty"` // its digest
	Name      string `json:"name"`
	Version   string `json:"version,omitempty"`
	IsApplied bool   `json:"is_applied"`
}

// DataSecurity says what kind of data it is and which rule knew it, never the match.
type DataSecurity struct {
	CategoryID           int    `json:"category_id"`
	Category             string `json:"category"`
	DataLifecycleStateID int    `json:"data_lifecycle_state_id"`
	DataLifecycleState   string `json:"data_lifecycle_state"`
	DetectionPattern     string `json:"detection_pattern"`
	DetectionSystemID    int    `json:"detection_system_id"`
	DetectionSystem      string `json:"detection_system"`
}

// Unmapped is what OCSF has no attribute for.
type Unmapped struct {
	Page       string          `json:"page"`   // the check on whose page the finding stands
	Stage      string          `json:"stage"`  //
	Type       string          `json:"type"`   // Sluice's own
	Action     string          `json:"action"` // Sluice's own
	Category   string          `json:"category"`
	Lane       string          `json:"lane"`     // this, via and exchange are "" where the event is of no exchange
	Via        string          `json:"via"`      //
	Exchange   string          `json:"exchange"` // instance: which of the exchanges that used the request id
	Classifier string          `json:"classifier,omitempty"`
	Worst      *exchange.Place `json:"worst,omitempty"` // of the hazards of the page: where the one stands that decided
	Tools      []string        `json:"tools,omitempty"`
	Reasons    []string        `json:"reasons,omitempty"`
	Bundle     string          `json:"bundle,omitempty"` // digest of the tool policies
	Tampered   *Tampered       `json:"tampered,omitempty"`
}

func (f finding) event(x *exchange.Exchange, at exchange.Stage, id, severity string, now time.Time, version string) Finding {
	class, className := DetectionFinding, "Detection Finding"
	var data *DataSecurity
	if f.category == CategoryDLP {
		class, className, data = DataSecurityFinding, "Data Security Finding", dataSecurity(f.Type, f.Rule)
	}
	action, disposition := outcome(f.Action)
	title := f.title()
	e := Finding{
		ActivityID: 1, ActivityName: "Create", CategoryUID: 2, CategoryName: "Findings",
		ClassUID: class, ClassName: className, TypeUID: class*100 + 1, TypeName: className + ": Create",
		Time: now.UnixMilli(), StartTime: x.Accepted.UnixMilli(),
		Severity: caption(severity), StatusID: 1, Status: "New",
		ActionID: action.id, Action: action.caption, DispositionID: disposition.id, Disposition: disposition.caption,
		IsAlert: AtLeast(severity, Medium), Message: title, Count: max(f.Count, 1),
		Metadata: Metadata{
			Version: Version, Product: Product{Name: "Sluice", VendorName: "Sluice", Version: version},
			UID: id, CorrelationUID: x.ID, TenantUID: x.Tenant, Profiles: []string{"host", "security_control"},
		},
		FindingInfo: FindingInfo{
			UID: id, Title: title, Types: []string{f.Type},
			Analytic: Analytic{UID: f.Rule, Name: f.Rule, TypeID: 1, Type: "Rule", Category: f.category},
		},
		Actor:        Actor{User{UID: x.User}},
		Policy:       Policy{UID: x.Policy.Digest, Name: "sluice-policy", Version: x.Policy.Version, IsApplied: true},
		DataSecurity: data,
		Unmapped: Unmapped{
			Page: f.page, Stage: string(at), Type: f.Type, Action: f.Action, Category: f.category, Lane: x.Lane, Via: x.Via,
			Exchange: x.Instance(), Classifier: f.model, Worst: f.worst, Tools: f.tools, Reasons: f.reasons, Bundle: f.bundle,
		},
	}
	for i, l := range Levels() {
		if l == severity {
			e.SeverityID = i + 1 // OCSF numbers them in the same order
		}
	}
	if f.category == CategoryHazard {
		e.FindingInfo.Analytic.TypeID, e.FindingInfo.Analytic.Type = 4, "Learning (ML/DL)"
	}
	if s := f.score; s != nil && *s >= 0 && *s <= 1 {
		percent := int(math.Round(100 * *s))
		e.ConfidenceScore = &percent
	}
	return e
}

func caption(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
