package caller

import (
	"context"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/evidence"
)

// Records reads every record of a tenant, by request id. b is connected as one who
// may read the streams.
func Records(t testing.TB, b *bus.Bus, tenant string) map[string]evidence.Record {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	out := map[string]evidence.Record{}
	var q evidence.RecordsQuestion
	for {
		page, err := evidence.Records(ctx, b, tenant, q)
		if err != nil {
			t.Fatalf("reading the records: %v", err)
		}
		for _, raw := range page.Records {
			var r evidence.Record
			if err := json.Unmarshal(raw, &r); err != nil {
				t.Fatalf("a record does not decode: %v", err)
			}
			out[r.RequestID] = r
		}
		if q.Before = page.Next; q.Before == 0 {
			return out
		}
	}
}

// Quantile is the q-th (0 to 1) of some times, which are put in order; 0 of none.
func Quantile(all []time.Duration, q float64) time.Duration {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[int(q*float64(len(all)-1))]
}
