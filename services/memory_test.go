package main

import (
	"testing"
	"time"
)

func TestCollectAt(t *testing.T) {
	const mb = 1 << 20
	for _, tt := range []struct {
		live, perSecond uint64
		want            int
	}{
		{0, 0, 400}, {tiny, 500 * mb, 400}, // one service alone
		{tiny + 1, 0, 100},
		{64 * mb, 0, 25}, {64 * mb, 1 * mb, 25}, // idle: 16 MB
		{64 * mb, 32 * mb, 50},   // what a second throws away
		{64 * mb, 300 * mb, 100}, // and under much load no more than Go itself
		{4096 * mb, 0, 20}, {4096 * mb, 300 * mb, 20},
	} {
		if got := collectAt(tt.live, tt.perSecond); got != tt.want {
			t.Errorf("with %d MB in use and %d MB a second: %d, want %d", tt.live/mb, tt.perSecond/mb, got, tt.want)
		}
	}
}

// TestPace: the first reading knows no rate; the next ones tell what was allocated
// between.
func TestPace(t *testing.T) {
	p, at := newPace(), time.Now()
	if live, perSecond := p.read(at); perSecond != 0 || live > 1<<40 {
		t.Errorf("%d live, %d a second", live, perSecond)
	}
	room := make([][]byte, 0, 64)
	for range cap(room) {
		room = append(room, make([]byte, 1<<20))
	}
	if _, perSecond := p.read(at.Add(2 * time.Second)); perSecond < 32<<20 || perSecond > 64<<20 {
		t.Errorf("%d bytes a second, after %d MB in two", perSecond, len(room))
	}
}
