package main

import (
	"math"
	"testing"
)

func TestMemoryLimit(t *testing.T) {
	for live, want := range map[uint64]int64{
		0: smallMemory, 40 << 20: smallMemory, smallLive: smallMemory,
		smallLive + 1: math.MaxInt64, 4 << 30: math.MaxInt64,
	} {
		if got := memoryLimit(live); got != want {
			t.Errorf("with %d live: %d, want %d", live, got, want)
		}
	}
	if smallMemory < smallLive*5/4 {
		t.Error("the collector would have no room between what is in use and its limit")
	}
}
