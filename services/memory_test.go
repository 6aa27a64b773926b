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
		{64 * mb, 0, 25}, {64 * mb, 1 * mb, 25}, // idle: 16 MB
		{64 * mb, 32 * mb, 50},    // what a second throws away
		{64 * mb, 300 * mb, 150},  // and under much load 96 MB
		{256 * mb, 300 * mb, 100}, // or as much as is in use
		{4096 * mb, 0, 20}, {4096 * mb, 300 * mb, 20},
	} {
		if got := collectAt(tt.live, tt.perSecond); got != tt.want {
			t.Errorf("with %d MB in use and %d MB a second: %d, want %d", tt.live/mb, tt.perSecond/mb, got, tt.want)
		}
	}
}

// TestPace: the first reading knows no rate; the next ones tell what was allocated
// between, and a calm does not let it fall at once.
func TestPace(t *testing.T) {
	p, at := newPace(), time.Now()
	if live, perSecond := p.read(at); perSecond != 0 || live > 1<<40 {
		t.Errorf("%d live, %d a second", live, perSecond)
	}
	room := make([][]byte, 0, 64)
	for range cap(room) {
		room = append(room, make([]byte, 1<<20))
	}
	_, high := p.read(at.Add(2 * time.Second))
	if high < 32<<20 || high > 64<<20 {
		t.Errorf("%d bytes a second, after %d MB in two", high, len(room))
	}
	low := high
	for i := range 11 {
		if _, low = p.read(at.Add(time.Duration(3+i) * time.Hour)); i == 0 && low < high*9/10 {
			t.Errorf("%d bytes a second fell to %d at once", high, low)
		}
	}
	if low < high/3 || low > high*2/3 {
		t.Errorf("%d bytes a second, %d before eleven calm readings", low, high)
	}
}
