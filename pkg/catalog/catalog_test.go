package catalog_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/catalog"
)

func TestCatalog(t *testing.T) {
	srv := bustest.Start(t)
	kv := bustest.Bucket(t, srv.Connect(bus.UserDispatch), bus.BucketModels)
	reader := srv.Connect(bus.UserEdge)
	ctx, cancel := context.WithCancel(t.Context())
	c := catalog.New()
	ended := make(chan error, 1)
	go func() { ended <- c.Watch(ctx, reader) }()

	if c.Has("m") || len(c.List()) != 0 {
		t.Error("an empty catalog knows models")
	}
	select {
	case <-c.Ready():
		t.Error("ready without a pool")
	default:
	}
	announce := func(pool string, l catalog.Listing) {
		t.Helper()
		if err := catalog.Announce(t.Context(), kv, pool, l); err != nil {
			t.Fatal(err)
		}
	}
	announce("one", catalog.Listing{Models: []string{"m", "team/*"}, Examples: []string{"team/a"}})
	select {
	case <-c.Ready():
	case <-time.After(20 * time.Second):
		t.Fatal("not ready")
	}
	for model, want := range map[string]bool{
		"m": true, "M": false, "": false, "m2": false, "team": false, "team/": false, "team/x": true, "team/x/y": true, "teams/x": false,
	} {
		if c.Has(model) != want {
			t.Errorf("has %q: %t", model, !want)
		}
	}

	// One pool's word changes; the other's stays. A last pool marks the moment.
	announce("two", catalog.Listing{Models: []string{"z", "m"}})
	announce("one", catalog.Listing{Models: []string{"n"}})
	wait(t, c, "n")
	if got, want := c.List(), []string{"m", "n", "z"}; !slices.Equal(got, want) {
		t.Errorf("lists %v, want %v", got, want)
	}
	if c.Has("team/x") {
		t.Error("a model that its pool took back is still served")
	}
	if err := kv.Delete(t.Context(), "pool.two"); err != nil {
		t.Fatal(err)
	}
	if _, err := kv.PutString(t.Context(), "pool.one", "{"); err != nil {
		t.Fatal(err)
	}
	announce("three", catalog.Listing{Models: []string{"last", "star*"}})
	wait(t, c, "last")
	if got, want := c.List(), []string{"last", "star*"}; !slices.Equal(got, want) {
		t.Errorf("lists %v, want %v: a pool that is gone or illegible serves nothing", got, want)
	}
	if c.Has("starlight") {
		t.Error("only /* at the end stands for a family")
	}

	cancel()
	if err := <-ended; err != nil {
		t.Errorf("the watch ended with %v", err)
	}
	if err := catalog.Announce(ctx, kv, "x", catalog.Listing{}); err == nil {
		t.Error("announced without a bucket that answers")
	}
}

// wait returns when model is known: a bucket's changes come in order.
func wait(t *testing.T, c *catalog.Catalog, model string) {
	t.Helper()
	late := time.After(20 * time.Second)
	for look := time.Tick(time.Millisecond); !c.Has(model); {
		select {
		case <-look:
		case <-late:
			t.Fatalf("%s is not known after 20 s", model)
		}
	}
}
