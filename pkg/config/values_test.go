package config

import (
	"fmt"
	"testing"
	"time"
)

// What String writes, the file takes, and it is the same value.
func TestWritten(t *testing.T) {
	for d, want := range map[Duration]string{
		Duration(500 * time.Millisecond): "500ms", Duration(30 * time.Second): "30s", Duration(time.Minute): "1m",
		Duration(90 * time.Second): "1m30s", Duration(2 * time.Hour): "2h", Duration(2*time.Hour + time.Second): "2h0m1s",
		Duration(10 * time.Minute): "10m", Duration(20 * time.Hour): "20h",
	} {
		f, err := Parse("c", fmt.Appendf(nil, "breaker: {open_for: %s}\n", d), known())
		if d.String() != want || err != nil || f.Breaker.OpenFor != d {
			t.Errorf("%s, not %s; read again it is %s: %v", d, want, f.Breaker.OpenFor, err)
		}
	}
	for s, want := range map[Size]string{1: "1", 1000: "1000", 1 << 10: "1KiB", 3 << 19: "1536KiB", 4 << 20: "4MiB", 1 << 30: "1GiB"} {
		f, err := Parse("c", fmt.Appendf(nil, "limits: {max_body: 1, max_in_hand: %s}\n", s), known())
		if s.String() != want || err != nil || f.Limits.MaxInHand != s {
			t.Errorf("%s, not %s; read again it is %s: %v", s, want, f.Limits.MaxInHand, err)
		}
	}
}
