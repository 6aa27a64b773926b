package dispatch

import (
	"strconv"
	"testing"
	"time"

	"sluice/pkg/live"
)

// Whose going ends a stream: the client's at the edge where it is read, and before
// the model is called only as long as nobody sends the same again.
func TestGone(t *testing.T) {
	const key = "k"
	here, there, back := live.Leave{Edge: "here"}, live.Leave{Edge: "there"}, live.Leave{Back: true}
	for name, tt := range map[string]struct {
		before, after []live.Leave
		wait          time.Duration // after what was heard before
		ended         bool
	}{
		"nobody":             {},
		"while it is spoken": {after: []live.Leave{here}, ended: true},
		"elsewhere":          {after: []live.Leave{there}},
		"before":             {before: []live.Leave{here}, ended: true},
		"before, elsewhere":  {before: []live.Leave{there}},
		"before, and back":   {before: []live.Leave{here, back}},
		"back, and gone":     {before: []live.Leave{here, back, here}, ended: true},
		"long before":        {before: []live.Leave{here}, wait: earlyTime},
		"back comes late":    {after: []live.Leave{here, back}, ended: true},
	} {
		t.Run(name, func(t *testing.T) {
			now := time.Now()
			g := newGone(func() time.Time { return now })
			for _, l := range tt.before {
				g.heard(key, l)
			}
			now = now.Add(tt.wait)
			ended := false
			stop := g.watch(key, "here", func() { ended = true })
			for _, l := range tt.after {
				g.heard(key, l)
			}
			if ended != tt.ended {
				t.Errorf("ended: %t", ended)
			}
			stop()
			if len(g.calls)+len(g.early) != 0 {
				t.Errorf("left behind: %v, %v", g.calls, g.early)
			}
		})
	}
}

// An attempt that lost its lease and stops late takes nothing from the one that
// streams now.
func TestLateStop(t *testing.T) {
	g := newGone(time.Now)
	stop := g.watch("k", "here", func() {})
	ended := false
	g.watch("k", "here", func() { ended = true })
	stop()
	if g.heard("k", live.Leave{Edge: "here"}); !ended {
		t.Error("the stream goes on without its client")
	}
}

func TestEarlyIsBounded(t *testing.T) {
	g := newGone(time.Now)
	for i := range 2*maxEarly + 1 {
		g.heard(strconv.Itoa(i), live.Leave{Edge: "here"})
	}
	if len(g.early) > maxEarly {
		t.Errorf("%d are remembered", len(g.early))
	}
}
