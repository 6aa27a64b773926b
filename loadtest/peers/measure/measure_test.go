package measure

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestCompare(t *testing.T) {
	texts := []string{"a", "bb", "ccc"}
	var order []string
	kept := ""
	sides := []Side{
		{Name: "counts", Count: func(s string) int { return len(s) - 1 }},
		{Name: "allocates", Count: func(s string) int { kept = strings.Repeat(s, 1000); return 0 }},
	}
	got := Compare(sides, texts, 2, time.Nanosecond, func(_ int, side string) { order = append(order, side) })
	if want := []string{"counts", "allocates", "counts", "allocates", "counts", "allocates"}; !slices.Equal(order, want) {
		t.Errorf("turns %v, want %v", order, want)
	}
	if got[0].Findings != 3 || got[0].Clean != 1 || got[0].Allocs != 0 || len(got[0].Rates) != 2 {
		t.Errorf("the side that counts: %+v", got[0])
	}
	if got[1].Clean != 3 || got[1].Allocs < 1 || got[1].Bytes < 1000 || kept == "" {
		t.Errorf("the side that allocates: %+v", got[1])
	}
}

func TestQuantiles(t *testing.T) {
	var all []time.Duration
	for i := range 1000 {
		all = append(all, time.Duration(1000-i)*time.Microsecond)
	}
	if q := quantiles(all); q.P50 != 500 || q.P99 != 990 || q.N != 1000 {
		t.Errorf("%+v", q)
	}
	if s := SpreadOf([]float64{3, 1, 2}); s != (Spread{2, 1, 3}) {
		t.Errorf("%+v", s)
	}
}
