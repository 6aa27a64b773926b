package bus_test

import (
	"fmt"
	"testing"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
)

// Two tenants share a stream, unevenly: one has a crowd of messages at one place.
func TestNewest(t *testing.T) {
	s := bustest.Start(t)
	dlp, reader := s.Connect(bus.UserDLP), s.Connect(bus.UserProvenance)
	var mine []string
	var at []uint64
	for i := range 900 {
		tenant := "other"
		if i%100 == 7 || i > 300 && i < 420 {
			tenant = "mine"
		}
		m := nats.NewMsg(bus.RaiseSubject("low", "dlp", tenant))
		m.Data = fmt.Append(nil, i)
		ack, err := dlp.Publish(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		if tenant == "mine" {
			mine, at = append(mine, string(m.Data)), append(at, ack.Sequence)
		}
	}
	for _, n := range []int{0, 1, 2, 5, 10, 50, 100, 126, 127, 500} {
		for _, k := range []int{len(mine), len(mine) - 1, 100, 20, 3, 1, 0} {
			before := uint64(0)
			if k < len(mine) {
				before = at[k]
			}
			page, older, err := reader.Newest(t.Context(), bus.StreamFlags, bus.FlagSubject("*", "*", "mine"), before, n)
			if err != nil {
				t.Fatal(err)
			}
			want := mine[max(0, k-n):k]
			if len(page) != len(want) {
				t.Errorf("the newest %d before %d: %d messages, want %d", n, before, len(page), len(want))
				continue
			}
			for i, m := range page {
				if string(m.Data) != want[i] {
					t.Errorf("the newest %d before %d: number %d is %s, want %s", n, before, i, m.Data, want[i])
				}
			}
			if n > 0 && !older && k > n {
				t.Errorf("the newest %d before %d: nothing older, and there are %d", n, before, k-n)
			}
		}
	}
	if page, older, err := reader.Newest(t.Context(), bus.StreamFlags, bus.FlagSubject("*", "*", "nobody"), 0, 10); err != nil || len(page) != 0 || older {
		t.Errorf("of nobody: %d messages, older %t, %v", len(page), older, err)
	}
}
