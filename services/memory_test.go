package main

import (
	"math"
	"testing"
)

func TestPace(t *testing.T) {
	for live, want := range map[uint64]pace{
		0: {400, smallMemory}, tinyLive: {400, smallMemory}, tinyLive + 1: {100, smallMemory}, smallLive: {100, smallMemory},
		smallLive + 1: {100, math.MaxInt64}, 4 << 30: {100, math.MaxInt64},
	} {
		if got := paceFor(live); got != want {
			t.Errorf("with %d live: %+v, want %+v", live, got, want)
		}
	}
	if smallMemory < smallLive*5/4 || smallMemory < tinyLive*5 {
		t.Error("the collector would have no room between what is in use and its limit")
	}
}
