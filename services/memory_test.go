package main

import "testing"

func TestCollectAt(t *testing.T) {
	for live, want := range map[uint64]int{0: 400, tiny: 400, tiny + 1: 100, 4 << 30: 100} {
		if got := collectAt(live); got != want {
			t.Errorf("with %d live: %d, want %d", live, got, want)
		}
	}
}
