package bus_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"sluice/pkg/bus"
)

func TestAnswerer(t *testing.T) {
	var log bytes.Buffer
	a := bus.NewAnswerer(2, time.Minute, slog.New(slog.NewTextHandler(&log, nil)))
	release, done := make(chan struct{}), make(chan bool, 3)
	wait := func(ctx context.Context) {
		_, bounded := ctx.Deadline()
		<-release
		done <- bounded
	}
	a.Do(wait)
	a.Do(wait)
	third := make(chan struct{})
	go func() {
		a.Do(wait)
		close(third)
	}()
	select {
	case <-third:
		t.Error("a third question has a place beside two")
	case <-time.After(20 * time.Millisecond):
	}
	close(release)
	<-third
	for range 3 {
		if !<-done {
			t.Error("an answer has no deadline")
		}
	}

	// A panic costs its own answer only, and its value is not told.
	one := bus.NewAnswerer(1, time.Minute, slog.New(slog.NewTextHandler(&log, nil)))
	one.Do(func(context.Context) { panic("planted " + "value") })
	after := make(chan struct{})
	one.Do(func(context.Context) { close(after) })
	<-after
	if l := log.String(); !strings.Contains(l, "panicked") || strings.Contains(l, "planted value") {
		t.Errorf("the log says %q", l)
	}
}
