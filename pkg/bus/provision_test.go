package bus_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
)

// A data folder of the version before lanes: its consumers overlap with the new
// ones, and its buckets lack what followers and isolation need.
func TestUpgrade(t *testing.T) {
	b := bustest.Bare(t).Connect(bus.UserSetup)
	for _, stage := range []string{"dispatch", "provenance"} {
		name, _ := bus.StreamOfStage(stage)
		_, err := b.JS.CreateStream(t.Context(), jetstream.StreamConfig{
			Name: name, Subjects: []string{"sluice.stage." + stage + ".*.*"}, Retention: jetstream.WorkQueuePolicy, MaxAge: time.Hour,
		})
		if err != nil {
			t.Fatal(err)
		}
		_, err = b.JS.CreateConsumer(t.Context(), name, jetstream.ConsumerConfig{
			Durable: stage, AckPolicy: jetstream.AckExplicitPolicy, FilterSubject: "sluice.stage." + stage + ".*.*",
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, bucket := range []string{bus.BucketIdentity, bus.BucketKeys, bus.BucketRequests, bus.BucketResults, bus.BucketModels} {
		kv, err := b.JS.CreateKeyValue(t.Context(), jetstream.KeyValueConfig{Bucket: bucket, Description: "an operator's own words"})
		if err != nil {
			t.Fatal(err)
		}
		put(t, kv, "k", "kept")
	}
	waiting := bus.StageSubject("dispatch", "acme", bus.LaneInteractive)
	if _, err := b.JS.Publish(t.Context(), waiting, []byte("x")); err != nil {
		t.Fatal(err)
	}
	old, err := b.JS.Consumer(t.Context(), bus.StreamDispatch, "dispatch")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := old.Next(); err != nil { // delivered, and its worker stopped
		t.Fatal(err)
	}

	for range 2 {
		if err := b.Provision(t.Context(), bustest.Limits()); err != nil {
			t.Fatal(err)
		}
	}
	made := all(t.Context(), t, b)
	if d := made[bus.StreamDispatch]; d.MaxAge != time.Hour {
		t.Error("an operator's change is gone")
	}
	if i := made["KV_IDENTITY"]; i.RePublish == nil || i.Description != "an operator's own words" {
		t.Errorf("IDENTITY is %+v", i)
	}
	if k := made["KV_KEYS"]; k.AllowRollup || !k.DiscardNewPerSubject {
		t.Errorf("KEYS is %+v", k)
	}
	if r := made["KV_RESULTS"]; r.AllowRollup || !r.AllowMsgTTL || r.MaxAge != 0 {
		t.Errorf("RESULTS is %+v", r)
	}
	if r := made["KV_REQUESTS"]; r.AllowRollup || r.AllowMsgTTL || r.RePublish != nil {
		t.Errorf("REQUESTS is %+v", r)
	}
	if _, err := b.JS.Publish(t.Context(), "sluice.attest.default.gpu", []byte("said")); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{"k": "kept", "attest.default.gpu": "said"} {
		if e, err := bustest.Bucket(t, b, bus.BucketModels).Get(t.Context(), key); err != nil || string(e.Value()) != want {
			t.Errorf("%s of MODELS: %v", key, err)
		}
	}
	if e, err := bustest.Bucket(t, b, bus.BucketKeys).Get(t.Context(), "k"); err != nil || string(e.Value()) != "kept" {
		t.Errorf("a key was lost: %v", err)
	}
	c, err := b.Consumer(t.Context(), "dispatch", bus.LaneInteractive, bustest.Limits())
	if err != nil {
		t.Fatal(err)
	}
	if m, err := c.Next(jetstream.FetchMaxWait(20 * time.Second)); err != nil || m.Subject() != waiting {
		t.Errorf("what waited is not delivered: %v", err)
	}
	if _, err := b.JS.Consumer(t.Context(), bus.StreamDispatch, "dispatch"); !errors.Is(err, jetstream.ErrConsumerNotFound) {
		t.Errorf("the old consumer: %v", err)
	}
}

// A wrapped key stands for ever, whoever writes and however.
func TestKeysAreWrittenOnce(t *testing.T) {
	s := bustest.Start(t)
	kv := bustest.Bucket(t, s.Connect(bus.UserGuard), bus.BucketKeys)
	if _, err := kv.Create(t.Context(), "k", []byte("first")); err != nil {
		t.Fatal(err)
	}
	if _, err := kv.Create(t.Context(), "k", []byte("x")); !bus.WrongLastSequence(err) {
		t.Errorf("created twice: %v", err)
	}
	if _, err := kv.Put(t.Context(), "k", []byte("x")); err == nil {
		t.Error("put over")
	}
	if kv.Delete(t.Context(), "k") == nil || kv.Purge(t.Context(), "k") == nil {
		t.Error("deleted")
	}
	if e, err := kv.Get(t.Context(), "k"); err != nil || string(e.Value()) != "first" {
		t.Errorf("holds %v, %v", e, err)
	}
}

// Lanes are apart: what waits in one does not hold up the other.
func TestLanes(t *testing.T) {
	s := bustest.Start(t)
	setup, b := s.Connect(bus.UserSetup), s.Connect(bus.UserGuard)
	for _, lane := range []string{bus.LaneBatch, bus.LaneInteractive} {
		if _, err := setup.JS.Publish(t.Context(), bus.StageSubject("guard", "acme", lane), []byte(lane)); err != nil {
			t.Fatal(err)
		}
	}
	for _, lane := range bus.Lanes() {
		c, err := b.Consumer(t.Context(), "guard", lane, bustest.Limits())
		if err != nil {
			t.Fatal(err)
		}
		m, err := c.Next(jetstream.FetchMaxWait(20 * time.Second))
		if err != nil || string(m.Data()) != lane {
			t.Fatalf("%s gives %v, %v", lane, m, err)
		}
		if err := m.DoubleAck(t.Context()); err != nil {
			t.Error(err)
		}
	}
}

// Processes start in any order: each waits until what it works with stands.
func TestAwait(t *testing.T) {
	s := bustest.Bare(t)
	ready := make(chan error, len(bus.ServiceUsers()))
	for _, u := range bus.ServiceUsers() {
		b := s.Connect(u)
		go func() { ready <- b.Await(t.Context()) }()
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if err := s.Connect(bus.UserGuard).Await(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("nothing stands: %v", err)
	}
	select {
	case err := <-ready:
		t.Fatalf("ready with nothing there: %v", err)
	default:
	}
	if err := s.Connect(bus.UserSetup).Provision(t.Context(), bustest.Limits()); err != nil {
		t.Fatal(err)
	}
	for range bus.ServiceUsers() {
		if err := <-ready; err != nil {
			t.Error(err)
		}
	}
}

// A flag that is told again within ten minutes is stored once.
func TestFlagsOnce(t *testing.T) {
	b := bustest.Start(t).Connect(bus.UserToolauth)
	subject := bus.RaiseSubject("high", "tool", "acme")
	for i := range 2 {
		ack, err := b.JS.Publish(t.Context(), subject, []byte("{}"), jetstream.WithMsgID("k:tool"))
		if err != nil || ack.Duplicate != (i == 1) {
			t.Errorf("%+v, %v", ack, err)
		}
	}
}
