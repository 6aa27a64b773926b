package bus

import (
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/exchange"
)

// Streams and buckets. A work-queue stream is named for the stage that consumes it.
const (
	StreamGuard      = "GUARD"
	StreamToolauth   = "TOOLAUTH"
	StreamDispatch   = "DISPATCH"
	StreamProvenance = "PROVENANCE"
	StreamEvidence   = "EVIDENCE"
	StreamFlags      = "FLAGS"
	StreamDead       = "DEAD"

	BucketBodies   = "BODIES"
	BucketRequests = "REQUESTS"
	BucketResults  = "RESULTS"
	BucketIdentity = "IDENTITY"
	BucketKeys     = "KEYS"
	BucketModels   = "MODELS"
	BucketPolicy   = "POLICY"
)

// What the keys of MODELS begin with.
const (
	ModelPools    = "pool."    // what a pool serves; dispatch's
	ModelEntries  = "entry."   // the register; identity's
	ModelBackends = "backend." // added at run time; identity's
	ModelReports  = "attest."  // by tenant and user of an agent; its alone
)

// Remembered is how long a request id is remembered, and with it its outcome.
const Remembered = 24 * time.Hour

// KeptDead is how long a dead letter is kept.
const KeptDead = 30 * 24 * time.Hour

// Limits are what an operator may change of the topology.
type Limits struct {
	Replicas int           // of every stream and bucket; 1 or 3 or 5
	AckWait  time.Duration // after which a stage's unacknowledged message is delivered again
	Backlog  int64         // messages that may wait for one stage, tenant and lane
}

// StreamOfStage is the work-queue that a stage consumes.
func StreamOfStage(stage string) (string, bool) {
	s, ok := map[string]string{
		"guard": StreamGuard, "toolauth": StreamToolauth, "dispatch": StreamDispatch, "provenance": StreamProvenance,
	}[stage]
	return s, ok
}

func streams(l Limits) []jetstream.StreamConfig {
	out := []jetstream.StreamConfig{
		{
			Name: StreamEvidence, Description: "records, access log, administrative acts; no content",
			Subjects: []string{"sluice.evidence.>"},
			Storage:  jetstream.FileStorage, Discard: jetstream.DiscardNew,
			MaxAge: 365 * 24 * time.Hour, MaxMsgs: -1, MaxBytes: -1, MaxConsumers: -1,
			DenyDelete: true, DenyPurge: true, AllowDirect: true,
			Duplicates: 2 * time.Minute, Replicas: l.Replicas,
		},
		{
			Name: StreamFlags, Description: "findings for analysts; no content",
			Subjects: []string{RaiseSubject("*", "*", "*")},
			SubjectTransform: &jetstream.SubjectTransformConfig{
				Source: RaiseSubject("*", "*", "*"), Destination: FlagSubject("{{wildcard(1)}}", "{{wildcard(2)}}", "{{wildcard(3)}}"),
			},
			RePublish: &jetstream.RePublish{Source: Flag + ".>", Destination: Flag + ".>"},
			Storage:   jetstream.FileStorage, Discard: jetstream.DiscardOld,
			MaxAge: 30 * 24 * time.Hour, MaxMsgs: -1, MaxBytes: -1, MaxConsumers: -1, AllowDirect: true,
			// A stage that works on an exchange again flags it again, with the same id.
			Duplicates: 10 * time.Minute, Replicas: l.Replicas,
		},
		{
			Name: StreamDead, Description: "what no retry cured, with the reason; bodies sealed",
			Subjects: []string{"sluice.dead.>"},
			Storage:  jetstream.FileStorage, Discard: jetstream.DiscardOld,
			MaxAge: KeptDead, MaxMsgs: -1, MaxBytes: -1, MaxConsumers: -1, Replicas: l.Replicas,
		},
	}
	for _, stage := range exchange.Stages() {
		name, _ := StreamOfStage(string(stage))
		out = append(out, jetstream.StreamConfig{
			Name: name, Description: "exchanges that wait for the " + string(stage) + " stage; bodies sealed",
			Subjects:  []string{"sluice.stage." + string(stage) + ".*.*"},
			Retention: jetstream.WorkQueuePolicy, Storage: jetstream.FileStorage,
			Discard: jetstream.DiscardNew, DiscardNewPerSubject: true, MaxMsgsPerSubject: l.Backlog,
			MaxMsgs: -1, MaxBytes: -1, MaxConsumers: -1,
			Duplicates: 2 * time.Minute, Replicas: l.Replicas,
		})
	}
	return append(out, buckets(l)...)
}

// buckets are streams as nats.go makes them for a bucket, and firmer: no header
// of a writer's can purge (no roll-up), a wrapped key is written once for ever,
// and each stored value of what is followed is told to its followers.
func buckets(l Limits) []jetstream.StreamConfig {
	bucket := func(name, what string, ttl time.Duration) jetstream.StreamConfig {
		return jetstream.StreamConfig{
			Name: "KV_" + name, Description: what, Subjects: []string{"$KV." + name + ".>"},
			Storage: jetstream.FileStorage, Discard: jetstream.DiscardNew, MaxMsgsPerSubject: 1, MaxAge: ttl,
			MaxMsgs: -1, MaxBytes: -1, MaxConsumers: -1, MaxMsgSize: -1,
			DenyDelete: true, AllowDirect: true, Duplicates: 2 * time.Minute, Replicas: l.Replicas,
		}
	}
	followed := func(name, what string, history int64) jetstream.StreamConfig {
		c := bucket(name, what, 0)
		c.MaxMsgsPerSubject = history
		c.RePublish = &jetstream.RePublish{Source: "$KV." + name + ".>", Destination: ChangedSubject(name, ">")}
		return c
	}
	keys := bucket(BucketKeys, "wrapped data keys", 0)
	keys.DiscardNewPerSubject = true
	bodies := bucket(BucketBodies, "sealed sections that are too long for one message, in pieces", KeptDead)
	bodies.AllowMsgTTL = true // all but dead letters' are kept for as long as an outcome
	results := bucket(BucketResults, "lease before a model call, then its sealed result, then a mark for a while", Remembered)
	results.AllowMsgTTL = true
	identity := followed(BucketIdentity, "users and hashed tokens", 1)
	identity.AllowRollup = true // identity alone writes there, and may purge
	models := followed(BucketModels, "models that the pools serve, their register, and what agents attest", 1)
	models.Subjects = append(models.Subjects, Attest+".*.*")
	models.SubjectTransform = &jetstream.SubjectTransformConfig{
		Source: Attest + ".*.*", Destination: KeySubject(BucketModels, ModelReports+"{{wildcard(1)}}.{{wildcard(2)}}"),
	}
	return []jetstream.StreamConfig{
		bodies,
		bucket(BucketRequests, "one entry per accepted request: digest, state, sealed outcome", Remembered),
		results,
		identity,
		keys,
		models,
		// The last one: who sees it knows that all others stand.
		followed(BucketPolicy, "policy documents by digest, and which is in force", 64),
	}
}
