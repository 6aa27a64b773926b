package bus

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// Streams and buckets. A work-queue stream is named for the stage that consumes it.
const (
	StreamDispatch   = "DISPATCH"
	StreamProvenance = "PROVENANCE"
	StreamEvidence   = "EVIDENCE"
	StreamDead       = "DEAD"

	BucketRequests = "REQUESTS"
	BucketResults  = "RESULTS"
	BucketIdentity = "IDENTITY"
	BucketKeys     = "KEYS"
	BucketModels   = "MODELS"
)

// Window is how long a request id is remembered, and with it its outcome.
const Window = 24 * time.Hour

// Limits are what an operator may change of the topology.
type Limits struct {
	Replicas int           // of every stream and bucket; 1 or 3 or 5
	AckWait  time.Duration // after which a stage's unacknowledged message is delivered again
	Backlog  int64         // messages that may wait for one stage, tenant and lane
}

// StreamOfStage is the work-queue that a stage consumes.
func StreamOfStage(stage string) (string, bool) {
	s, ok := map[string]string{"dispatch": StreamDispatch, "provenance": StreamProvenance}[stage]
	return s, ok
}

func streams(l Limits) []jetstream.StreamConfig {
	queue := func(name, stage string) jetstream.StreamConfig {
		return jetstream.StreamConfig{
			Name: name, Description: "exchanges that wait for the " + stage + " stage; bodies sealed",
			Subjects:  []string{"sluice.stage." + stage + ".*.*"},
			Retention: jetstream.WorkQueuePolicy, Storage: jetstream.FileStorage,
			Discard: jetstream.DiscardNew, DiscardNewPerSubject: true, MaxMsgsPerSubject: l.Backlog,
			MaxMsgs: -1, MaxBytes: -1, MaxConsumers: -1,
			Duplicates: 2 * time.Minute, Replicas: l.Replicas,
		}
	}
	return []jetstream.StreamConfig{
		queue(StreamDispatch, "dispatch"),
		queue(StreamProvenance, "provenance"),
		{
			Name: StreamEvidence, Description: "records, access log, administrative acts; no content",
			Subjects: []string{"sluice.evidence.>"},
			Storage:  jetstream.FileStorage, Discard: jetstream.DiscardNew,
			MaxAge: 365 * 24 * time.Hour, MaxMsgs: -1, MaxBytes: -1, MaxConsumers: -1,
			DenyDelete: true, DenyPurge: true, AllowDirect: true,
			Duplicates: 2 * time.Minute, Replicas: l.Replicas,
		},
		{
			Name: StreamDead, Description: "what no retry cured, with the reason; bodies sealed",
			Subjects: []string{"sluice.dead.>"},
			Storage:  jetstream.FileStorage, Discard: jetstream.DiscardOld,
			MaxAge: 30 * 24 * time.Hour, MaxMsgs: -1, MaxBytes: -1, MaxConsumers: -1, Replicas: l.Replicas,
		},
	}
}

func buckets(l Limits) []jetstream.KeyValueConfig {
	b := func(name, what string, ttl time.Duration) jetstream.KeyValueConfig {
		return jetstream.KeyValueConfig{
			Bucket: name, Description: what, TTL: ttl, History: 1,
			Storage: jetstream.FileStorage, Replicas: l.Replicas,
		}
	}
	return []jetstream.KeyValueConfig{
		b(BucketRequests, "one entry per accepted request: digest, state, sealed outcome", Window),
		b(BucketResults, "lease before a model call, then its sealed result", Window),
		b(BucketIdentity, "users and hashed tokens", 0),
		b(BucketKeys, "wrapped data keys", 0),
		b(BucketModels, "models that the pool serves", 0),
	}
}

// Provision makes the streams and buckets that do not exist yet. Those that do
// are left as they are: an operator's changes stay. Processes may run it at the
// same time.
func (b *Bus) Provision(ctx context.Context, l Limits) error {
	for _, c := range streams(l) {
		if _, err := b.JS.Stream(ctx, c.Name); err == nil {
			continue
		}
		if _, err := b.JS.CreateStream(ctx, c); err != nil && !errors.Is(err, jetstream.ErrStreamNameAlreadyInUse) {
			return fmt.Errorf("making stream %s: %w", c.Name, err)
		}
	}
	for _, c := range buckets(l) {
		if _, err := b.JS.KeyValue(ctx, c.Bucket); err == nil {
			continue
		}
		if _, err := b.JS.CreateKeyValue(ctx, c); err != nil && !errors.Is(err, jetstream.ErrBucketExists) {
			return fmt.Errorf("making bucket %s: %w", c.Bucket, err)
		}
	}
	return nil
}

// Bucket opens a bucket that Provision made.
func (b *Bus) Bucket(ctx context.Context, name string) (jetstream.KeyValue, error) {
	kv, err := b.JS.KeyValue(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("opening bucket %s: %w", name, err)
	}
	return kv, nil
}

// Consumer opens the durable consumer of a stage, and makes it where needed.
// MaxDeliver is unlimited on purpose: attempts are counted in the lease, and a
// message past MaxDeliver would stay in a work-queue unseen by lag metrics.
func (b *Bus) Consumer(ctx context.Context, stage string, l Limits) (jetstream.Consumer, error) {
	stream, ok := StreamOfStage(stage)
	if !ok {
		return nil, fmt.Errorf("stage %s consumes no stream", stage)
	}
	c, err := b.JS.CreateOrUpdateConsumer(ctx, stream, jetstream.ConsumerConfig{
		Durable: stage, AckPolicy: jetstream.AckExplicitPolicy,
		AckWait: l.AckWait, MaxDeliver: -1, MaxAckPending: 4096,
		FilterSubject: "sluice.stage." + stage + ".*.*",
	})
	if err != nil {
		return nil, fmt.Errorf("making the consumer of %s: %w", stage, err)
	}
	return c, nil
}
