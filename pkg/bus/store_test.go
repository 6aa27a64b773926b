package bus_test

import (
	"errors"
	"testing"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
)

// TestTable: the short way of writing a bucket does what the long one does.
func TestTable(t *testing.T) {
	s := bustest.Start(t)
	kv := bustest.Bucket(t, s.Connect(bus.UserSetup), bus.BucketRequests)
	first, err := kv.Create(t.Context(), "k", []byte("one"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := kv.Create(t.Context(), "k", []byte("two")); !errors.Is(err, jetstream.ErrKeyExists) || !bus.WrongLastSequence(err) {
		t.Errorf("a key that exists was created: %v", err)
	}
	if _, err := kv.Update(t.Context(), "k", []byte("two"), first+1); !bus.WrongLastSequence(err) {
		t.Errorf("a wrong revision: %v", err)
	}
	second, err := kv.Update(t.Context(), "k", []byte("two"), first)
	if err != nil || second <= first {
		t.Fatalf("revision %d after %d, %v", second, first, err)
	}
	if e, err := kv.Get(t.Context(), "k"); err != nil || string(e.Value()) != "two" || e.Revision() != second {
		t.Errorf("%v, %v", e, err)
	}
	if err := kv.Delete(t.Context(), "k"); err != nil {
		t.Fatal(err)
	}
	if third, err := kv.Create(t.Context(), "k", []byte("three")); err != nil || third <= second {
		t.Errorf("a deleted key is not created anew: %d, %v", third, err)
	}
}
