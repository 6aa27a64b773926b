package bus

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Accounts of the NATS server. Applications live in Apps and people who run
// Sluice in Ops; neither can see Sluice's own account, where the stages and all
// streams are. Callout holds nothing but the authorization service.
const (
	AccountSluice  = "SLUICE"
	AccountApps    = "APPS"
	AccountOps     = "OPS"
	AccountCallout = "CALLOUT"
	AccountSystem  = "SYS"
)

// Subjects that cross between accounts. Request, Fetch and Restore are services
// of the dlp and provenance stages; Response is a stream export. Admin and Audit
// cross to Ops only. Ingress is the edge's own door to dlp; it, Notice and Release cross nowhere.
const (
	Request  = "sluice.request"
	Fetch    = "sluice.fetch"
	Restore  = "sluice.restore"
	Response = "sluice.response"
	Admin    = "sluice.admin"
	Audit    = "sluice.audit"
	Ingress  = "sluice.ingress"
	Notice   = "sluice.notice"
	Release  = "sluice.release" // dlp asks provenance to release an outcome once more
)

var name = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// ValidName says whether s may stand as one token of a subject: a tenant, a
// user, a request id or a lane. It excludes `.`, `*`, `>`, space and `@`.
func ValidName(s string) bool { return name.MatchString(s) }

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

// DeadSubject holds what a stage gave up on.
func DeadSubject(stage, tenant string) string { return "sluice.dead." + stage + "." + tenant }

// NoticeSubject tells the waiting edge that an exchange is held up, without
// being an outcome. It stays inside Sluice's account.
func NoticeSubject(key string) string { return Notice + "." + key }
