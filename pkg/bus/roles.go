package bus

import (
	"slices"
	"strings"

	"sluice/pkg/exchange"
)

// Roles of people. Those of services are RoleOfStage's.
const (
	RoleApp       = "app"         // sends requests
	RoleAnalyst   = "soc-analyst" // follows flags
	RoleApprover  = "approver"    // will decide on approvals; may do nothing yet
	RoleAuditor   = "ai-auditor"  // reads evidence
	RoleAttestor  = "attestor"    // an agent beside an engine: tells which weights it serves, and nothing else
	RoleOperator  = "operator"    // administers the policy and the model register, and stores evaluations
	RoleAdmin     = "admin"       // administers users, tokens and policy, reads evidence and follows flags
	stagePrefix   = "stage:"
	sharedInboxes = "_INBOX.>"
)

// RoleOfStage is the role of a service's own credential. It is never a person's.
func RoleOfStage(service string) string { return stagePrefix + service }

// Role is what somebody may do, as subjects; in those of people {tenant} and {user}
// stand for their own. A service is alone in its account: what it may publish are
// the services that its account imports, and what it may hear are the imported
// streams. Of people, who share accounts, the user JWT allows the same subjects.
type Role struct {
	Account   string
	Publish   []string
	Subscribe []string
	Serves    []string // services that it answers
	Tells     []string // what it publishes for others to hear, unkept
}

// PeopleRoles are the roles that a user may be given, in the order of their names.
func PeopleRoles() []string {
	return []string{RoleAdmin, RoleAuditor, RoleApp, RoleApprover, RoleAttestor, RoleOperator, RoleAnalyst}
}

// AccountOf is the account of a service's credential.
func AccountOf(service string) string { return strings.ToUpper(service) }

// Roles is the one table of who may do what on NATS. The server's configuration,
// the permissions of people and the tests all come from it.
func Roles() map[string]Role {
	const self, every, key = ".{tenant}.{user}", ".*.*", ".*"
	out := people(self)
	service := func(name string, serves, tells []string, may ...grant) {
		r := Role{Account: AccountOf(name), Serves: serves, Tells: tells}
		for _, g := range append(may, following(BucketPolicy)) {
			r.Publish = append(r.Publish, g.publish...)
			r.Subscribe = append(r.Subscribe, g.hear...)
		}
		out[RoleOfStage(name)] = r
	}
	logs := publish("sluice.evidence.access.*")
	flags := publish(RaiseSubject("*", "*", "*"))

	service(UserEdge, nil, []string{Cancel + key},
		publish(Ingress+every), publish(Part+every), logs, reading(BucketRequests), reading(BucketBodies), sealing(), following(BucketIdentity), following(BucketModels),
		hear(Response+".>"), hear(Notice+key), hear(Delta+".>"))
	service(UserDLP, []string{Request + every, Ingress + every, Part + every, Scan + every}, nil,
		stage(exchange.StageDLP), writing(BucketBodies), publish(Release+every), logs, flags, reading(BucketRequests), writing(BucketRequests), sealing(),
		following(BucketModels), hear(Response+".>"), hear(Notice+key))
	service(UserGuard, []string{Window}, nil,
		stage(exchange.StageGuard), carrying(), flags, sealing(), following(BucketModels))
	service(UserToolauth, nil, nil,
		stage(exchange.StageToolauth), carrying(), flags, sealing(), following(BucketIdentity))
	service(UserDispatch, nil, []string{Delta + ".>"},
		stage(exchange.StageDispatch), carrying(), flags, sealing(), reading(BucketResults), writing(BucketResults), following(BucketModels), publish(KeySubject(BucketModels, ModelPools+">")),
		publish(Open+key), publish(Window), hear(Cancel+key))
	service(UserProvenance,
		[]string{Fetch + every, Restore + every, Release + every, Audit + every + ".>", Flags + every, Open + key},
		[]string{Response + ".>", Notice + key},
		stage(exchange.StageProvenance), carrying(), flags, logs, publish("sluice.evidence.record.*.*.*"), publish("sluice.evidence.opening.*.*.*"),
		sealing(), reading(BucketRequests), writing(BucketRequests), reading(BucketResults), writing(BucketResults),
		paging(StreamEvidence, "sluice.evidence"), paging(StreamFlags, Flag))
	service(UserIdentity, []string{Admin + every + ".>"}, nil,
		logs, publish("sluice.evidence.admin.*"), publish("sluice.evidence.evaluation.*"), following(BucketIdentity), writing(BucketIdentity), writing(BucketPolicy),
		following(BucketModels), publish(KeySubject(BucketModels, ModelEntries+"*")), publish(KeySubject(BucketModels, ModelBackends+"*")))
	service(UserConsole, nil, nil,
		logs, following(BucketIdentity), hear(Flag+".*.*.*"), publish(Flags+every), publish(Audit+every+".>"))
	out[RoleOfStage(UserTelemetry)] = Role{Account: AccountOf(UserTelemetry), Publish: counting().publish}
	return out
}

func people(self string) map[string]Role {
	inbox := PrivateInbox("{tenant}", "{user}") + ".>"
	return map[string]Role{
		RoleApp: {Account: AccountApps, Publish: []string{Request + self, Fetch + self, Restore + self, Scan + self},
			// Inboxes are shared, so that an unmodified client works: nothing of content is sent to one.
			Subscribe: []string{Response + self + ".>", inbox, sharedInboxes}},
		RoleAnalyst:  {Account: AccountOps, Publish: []string{Flags + self}, Subscribe: []string{Flag + ".*.*.{tenant}", inbox}},
		RoleApprover: {Account: AccountOps, Subscribe: []string{inbox}},
		RoleAttestor: {Account: AccountOps, Publish: []string{Attest + self}, Subscribe: []string{inbox}},
		RoleAuditor:  {Account: AccountOps, Publish: []string{Audit + self + ".>"}, Subscribe: []string{inbox}},
		RoleOperator: {Account: AccountOps, Publish: []string{Admin + self + ".policy.>", Admin + self + ".evaluation.>", Admin + self + ".models.>"}, Subscribe: []string{inbox}},
		RoleAdmin: {Account: AccountOps, Publish: []string{Admin + self + ".>", Audit + self + ".>", Flags + self},
			Subscribe: []string{Flag + ".*.*.{tenant}", inbox}},
	}
}

// grant is one thing that a service may do.
type grant struct{ publish, hear []string }

func publish(subject string) grant { return grant{publish: []string{subject}} }
func hear(subject string) grant    { return grant{hear: []string{subject}} }

// stage lets a service consume its own stream, if it has one, and hand on where
// exchange.Next can lead from it.
func stage(s exchange.Stage) grant {
	var g grant
	if stream, ok := StreamOfStage(string(s)); ok {
		for _, lane := range Lanes() {
			c := stream + "." + ConsumerName(string(s), lane)
			g.publish = append(g.publish, "$JS.API.CONSUMER.INFO."+c, "$JS.API.CONSUMER.MSG.NEXT."+c, "$JS.ACK."+c+".>")
		}
	}
	for _, next := range exchange.After(s) {
		g.publish = append(g.publish, "sluice.stage."+string(next)+".*.*")
	}
	g.publish = append(g.publish, "sluice.dead."+string(s)+".*")
	return g
}

// counting asks how much waits for each stage and how much is dead, and reads none of it.
func counting() grant {
	g := publish(infoSubject(StreamDead))
	for _, s := range exchange.Stages() {
		stream, _ := StreamOfStage(string(s))
		g.publish = append(g.publish, infoSubject(stream))
		for _, lane := range Lanes() {
			g.publish = append(g.publish, "$JS.API.CONSUMER.INFO."+stream+"."+ConsumerName(string(s), lane))
		}
	}
	return g
}

func infoSubject(stream string) string { return "$JS.API.STREAM.INFO." + stream }

// reading reads single values of a bucket.
func reading(bucket string) grant {
	return grant{publish: []string{infoSubject("KV_" + bucket), "$JS.API.DIRECT.GET.KV_" + bucket + ".$KV." + bucket + ".>"}}
}

// writing puts, and deletes, values of a bucket.
func writing(bucket string) grant { return publish(KeySubject(bucket, ">")) }

// KeySubject is where the value of a bucket's key is put.
func KeySubject(bucket, key string) string { return "$KV." + bucket + "." + key }

// sealing reads wrapped keys and adds new ones: none can be changed.
func sealing() grant {
	g := reading(BucketKeys)
	g.publish = append(g.publish, writing(BucketKeys).publish...)
	return g
}

// carrying reads the sections that travel beside their messages, and puts there what a
// stage adds.
func carrying() grant {
	g := reading(BucketBodies)
	g.publish = append(g.publish, writing(BucketBodies).publish...)
	return g
}

// following reads a bucket whole and hears of its changes.
func following(bucket string) grant {
	g := reading(bucket)
	g.publish = append(g.publish, batchSubject("KV_"+bucket))
	g.hear = []string{ChangedSubject(bucket, ">")}
	return g
}

// paging reads a stream, one message or a page.
func paging(stream, subjects string) grant {
	return grant{publish: []string{
		infoSubject(stream), batchSubject(stream), batchSubject(stream) + "." + subjects + ".>",
	}}
}

func batchSubject(stream string) string { return "$JS.API.DIRECT.GET." + stream }

// streams are those that a role opens, those of buckets among them.
func (r Role) streams() []string {
	var out []string
	for _, s := range r.Publish {
		if b, ok := strings.CutPrefix(s, infoSubject("")); ok && !slices.Contains(out, b) {
			out = append(out, b)
		}
	}
	return out
}

// Opens says whether a service's credential may open a bucket.
func Opens(service, bucket string) bool {
	return slices.Contains(Roles()[RoleOfStage(service)].streams(), "KV_"+bucket)
}

// Private is the role without the inboxes that all users of an account share.
func (r Role) Private() Role {
	r.Subscribe = slices.DeleteFunc(slices.Clone(r.Subscribe), func(s string) bool { return s == sharedInboxes })
	return r
}

// For replaces {tenant} and {user}.
func (r Role) For(tenant, user string) Role {
	own := strings.NewReplacer("{tenant}", tenant, "{user}", user)
	fill := func(subjects []string) []string {
		out := make([]string, len(subjects))
		for i, s := range subjects {
			out[i] = own.Replace(s)
		}
		return out
	}
	return Role{Account: r.Account, Publish: fill(r.Publish), Subscribe: fill(r.Subscribe)}
}
