package bus

import (
	"fmt"
	"strconv"
	"strings"
)

// Accounts of the NATS server. Applications live in Apps and people who run
// Sluice in Ops. All streams are in Sluice's own account, where only setup is; each
// service has an account of its own, named by AccountOf. Callout holds nothing but
// the authorization service.
const (
	AccountSluice  = "SLUICE"
	AccountApps    = "APPS"
	AccountOps     = "OPS"
	AccountCallout = "CALLOUT"
	AccountSystem  = "SYS"
)

// Subjects that are not kept: services and what is only told. Who may use which
// stands in Roles.
const (
	Request  = "sluice.request"      // an application's prompt, to dlp
	Scan     = "sluice.svc.scan"     // a text to scan, to dlp
	Fetch    = "sluice.fetch"        // an outcome once more, to provenance
	Restore  = "sluice.restore"      // the same with pseudonyms restored
	Response = "sluice.response"     // provenance releases an outcome
	Admin    = "sluice.admin"        // users, tokens, policy, models, evaluations, to identity
	Attest   = "sluice.attest"       // an agent tells which weights its engine serves; MODELS keeps it
	Audit    = "sluice.audit"        // evidence, to provenance
	Flags    = "sluice.flags"        // the history of flags, to provenance
	Ingress  = "sluice.ingress"      // the edge's own door to dlp
	Part     = "sluice.part"         // the edge's, of a request that is longer than a message, to one dlp process
	Notice   = "sluice.notice"       // provenance tells the edge that an exchange is held up
	Release  = "sluice.release"      // dlp asks provenance to release an outcome once more
	Open     = "sluice.open"         // dispatch asks provenance for an opening record
	Window   = "sluice.window.guard" // dispatch asks guard to judge a window of a stream
	Delta    = "sluice.delta"        // dispatch streams to the edge
	Cancel   = "sluice.cancel"       // the edge tells dispatch that the client is gone
	Flag     = "sluice.flag"         // a finding for analysts; kept in FLAGS
	raise    = "sluice.raise"        // a stage raises a flag; FLAGS keeps it, and the server tells it on Flag
	changed  = "sluice.changed"      // the server tells of each stored value of a bucket
)

// Lanes of an exchange: callers wait on the first, nobody on the second.
const (
	LaneInteractive = "interactive"
	LaneBatch       = "batch"
)

// Lanes are all lanes, the most urgent first.
func Lanes() []string { return []string{LaneInteractive, LaneBatch} }

// ValidName says whether s may stand as one token of a subject: a tenant, a
// user, a request id or a lane. It excludes `.`, `*`, `>`, space and `@`.
//
// It takes 1 to 64 of A-Z, a-z, 0-9, `_` and `-`.
func ValidName(s string) bool {
	for i := range len(s) {
		c := s[i]
		if (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && c != '_' && c != '-' {
			return false
		}
	}
	return len(s) >= 1 && len(s) <= 64
}

// UserSubject is the subject of a service for one user, such as
// sluice.request.default.alice.
func UserSubject(prefix, tenant, user string) string {
	return prefix + "." + tenant + "." + user
}

// ResponseSubject is where the outcome of one request is released in clear. Only
// that user may subscribe to it.
func ResponseSubject(tenant, user, id string) string {
	return Response + "." + tenant + "." + user + "." + id
}

// PrivateInbox is the inbox prefix that only this user may subscribe to.
func PrivateInbox(tenant, user string) string {
	return "sluice.inbox." + tenant + "." + user
}

// SplitUserSubject takes tenant and user, and what follows them, from a subject
// made with prefix.
func SplitUserSubject(prefix, subject string) (tenant, user, rest string, err error) {
	tail, ok := strings.CutPrefix(subject, prefix+".")
	if !ok {
		return "", "", "", fmt.Errorf("subject is not below %s", prefix)
	}
	parts := strings.SplitN(tail, ".", 3)
	if len(parts) < 2 || !ValidName(parts[0]) || !ValidName(parts[1]) {
		return "", "", "", fmt.Errorf("subject below %s names no tenant and user", prefix)
	}
	if len(parts) == 3 {
		rest = parts[2]
	}
	return parts[0], parts[1], rest, nil
}

// StageSubject is where an exchange waits for a stage.
func StageSubject(stage, tenant, lane string) string {
	return "sluice.stage." + stage + "." + tenant + "." + lane
}

// RecordSubject holds exactly one message: the record of one exchange. The
// stream refuses a second (expected last sequence 0). accepted is in
// milliseconds, so that the same id used again after its window is another.
func RecordSubject(tenant, key string, accepted int64) string {
	return "sluice.evidence.record." + tenant + "." + key + "." + strconv.FormatInt(accepted, 10)
}

// AccessSubject holds the access events of a tenant; "_" where none is known.
func AccessSubject(tenant string) string { return "sluice.evidence.access." + tenant }

// AdminSubject holds the administrative acts on a tenant.
func AdminSubject(tenant string) string { return "sluice.evidence.admin." + tenant }

// EvaluationSubject holds the evaluations that somebody of a tenant had stored.
func EvaluationSubject(tenant string) string { return "sluice.evidence.evaluation." + tenant }

// DeadSubject holds what a stage gave up on.
func DeadSubject(stage, tenant string) string { return "sluice.dead." + stage + "." + tenant }

// NoticeSubject tells the waiting edge that an exchange is held up, without
// being an outcome. It stays inside Sluice's account.
func NoticeSubject(key string) string { return Notice + "." + key }

// RaiseSubject is where a stage stores a finding. What another account publishes
// does not reach those who hear Flag there (the server passes no imported service on
// to an exported stream), so the server tells it, once it is stored, on FlagSubject.
func RaiseSubject(severity, category, tenant string) string {
	return raise + "." + severity + "." + category + "." + tenant
}

// FlagSubject is where a finding is kept, and told to the analysts of a tenant.
func FlagSubject(severity, category, tenant string) string {
	return Flag + "." + severity + "." + category + "." + tenant
}

// OpeningSubject holds the record that opens a streamed exchange; accepted is in
// milliseconds, as in RecordSubject.
func OpeningSubject(tenant, key string, accepted int64) string {
	return "sluice.evidence.opening." + tenant + "." + key + "." + strconv.FormatInt(accepted, 10)
}

// CancelSubject tells dispatch that nobody waits for an exchange any more.
func CancelSubject(key string) string { return Cancel + "." + key }

// ChangedSubject is where the server tells of each stored value of a key, on a
// bucket that is followed (IDENTITY, MODELS, POLICY). It is not kept.
func ChangedSubject(bucket, key string) string { return changed + "." + bucket + "." + key }
