package evidence

import (
	"context"
	"encoding/json"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
)

// RecordsQuestion asks for records of one's own tenant, newest first.
type RecordsQuestion struct {
	Before  uint64 `json:"before,omitempty"`  // Next of the page before; 0: from the newest
	Outcome string `json:"outcome,omitempty"` // only those; "" is all
	Limit   int    `json:"limit,omitempty"`   // most records; 0 or more than 100 is 100
}

// RecordsPage is the answer. Next is what to send as Before, 0 where there are no
// more. A page of one outcome may be short, or empty, and still have a Next: a
// question looks at a bounded number of records.
type RecordsPage struct {
	Records []json.RawMessage `json:"records"`
	Next    uint64            `json:"next,omitempty"`
	Error   *chat.Error       `json:"error,omitempty"`
}

const (
	mostRecords = 100
	mostLooked  = 2000
	mostBytes   = 512 << 10
)

// Records reads one page.
func Records(ctx context.Context, b *bus.Bus, tenant string, q RecordsQuestion) (RecordsPage, error) {
	limit := q.Limit
	if limit <= 0 || limit > mostRecords {
		limit = mostRecords
	}
	out := RecordsPage{Records: []json.RawMessage{}}
	before, size := q.Before, 0
	for looked := 0; looked < mostLooked; {
		stored, older, err := b.Newest(ctx, bus.StreamEvidence, "sluice.evidence.record."+tenant+".>", before, mostRecords)
		if err != nil {
			return out, err
		}
		looked += len(stored)
		for i := len(stored) - 1; i >= 0; i-- {
			m := stored[i]
			var r struct {
				Outcome string `json:"outcome"`
			}
			if q.Outcome != "" && (json.Unmarshal(m.Data, &r) != nil || r.Outcome != q.Outcome) {
				before = m.Sequence
				continue
			}
			if len(out.Records) == limit || size > 0 && size+len(m.Data) > mostBytes {
				out.Next = before
				return out, nil
			}
			size += len(m.Data)
			out.Records, before = append(out.Records, m.Data), m.Sequence
		}
		if !older || len(stored) == 0 {
			return out, nil
		}
	}
	out.Next = before
	return out, nil
}
