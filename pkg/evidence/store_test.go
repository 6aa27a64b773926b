package evidence_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
)

var now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func newExchange(id string) *exchange.Exchange {
	return &exchange.Exchange{Key: exchange.Key("acme", "alice", id), ID: id, Tenant: "acme", User: "alice", Accepted: now}
}

func TestStoreOnce(t *testing.T) {
	b := bustest.Start(t).Connect(bus.UserProvenance)
	x := newExchange("r")
	const workers = 6
	type answer struct {
		seq    uint64
		record evidence.Record
		err    error
	}
	answers := make([]answer, workers)
	var wg sync.WaitGroup
	for i := range workers {
		wg.Go(func() {
			r := evidence.New(x, now, fmt.Sprint(i))
			a := &answers[i]
			a.seq, a.record, a.err = evidence.Store(t.Context(), b, x, r)
		})
	}
	wg.Wait()
	first := -1
	for i, a := range answers {
		switch {
		case a.err == nil && first >= 0:
			t.Errorf("%d and %d both stored", first, i)
		case a.err == nil:
			first = i
		case !errors.Is(a.err, evidence.ErrStored):
			t.Errorf("%d: %v", i, a.err)
		}
	}
	for i, a := range answers {
		if a.seq != answers[first].seq || a.record.Sluice != fmt.Sprint(first) {
			t.Errorf("%d was told of %d by %s, not of %d by %d", i, a.seq, a.record.Sluice, answers[first].seq, first)
		}
	}

	// The same id, accepted again after its window, is another exchange.
	x.Accepted = now.Add(bus.Remembered)
	if seq, _, err := evidence.Store(t.Context(), b, x, evidence.New(x, now, "later")); err != nil || seq == answers[first].seq {
		t.Errorf("%d, %v", seq, err)
	}
	raw, err := evidence.Find(t.Context(), b, "acme", x.Key)
	var found evidence.Record
	if err != nil || json.Unmarshal(raw, &found) != nil || found.Sluice != "later" {
		t.Errorf("found %s, %v", raw, err)
	}
	for _, of := range [][2]string{{"other", x.Key}, {"acme", exchange.Key("acme", "alice", "none")}} {
		if _, err := evidence.Find(t.Context(), b, of[0], of[1]); !errors.Is(err, jetstream.ErrMsgNotFound) {
			t.Errorf("%v: %v", of, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := evidence.Store(ctx, b, newExchange("q"), evidence.Record{}); err == nil || errors.Is(err, evidence.ErrStored) {
		t.Errorf("a stream that does not answer: %v", err)
	}
}

// fill logs n access events of a tenant, each of about 1,100 bytes, and one of
// every other sort.
func fill(t *testing.T, b *bus.Bus, n int) {
	t.Helper()
	for i := range n {
		e := evidence.Access{Kind: "access", Tenant: "acme", RequestID: fmt.Sprint(i), Param: strings.Repeat("p", 1000)}
		if err := evidence.Log(t.Context(), b, e); err != nil {
			t.Fatal(err)
		}
	}
	x := newExchange("r")
	if _, _, err := evidence.Store(t.Context(), b, x, evidence.New(x, now, "v")); err != nil {
		t.Fatal(err)
	}
	for _, e := range []any{
		evidence.Access{Kind: "access"}, evidence.Access{Kind: "access", Tenant: "other"},
		evidence.Admin{Kind: "admin", Tenant: "acme"}, evidence.Admin{Kind: "admin", Tenant: "other"},
	} {
		if err := evidence.Log(t.Context(), b, e); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPage(t *testing.T) {
	srv := bustest.Start(t)
	b := srv.Connect(bus.UserProvenance)
	const many = 1 << 20
	empty, err := evidence.Page(t.Context(), b, "acme", time.Time{}, 0, 10, many)
	if err != nil || len(empty.Events) != 0 || empty.Events == nil || empty.More || empty.Next != 0 {
		t.Errorf("an empty log: %+v, %v", empty, err)
	}
	began := time.Now()
	fill(t, srv.Connect(bus.UserSetup), 10) // and of acme's: a record, nobody's access, an act: 13 in all
	for name, tt := range map[string]struct{ limit, size, pages int }{
		"one page":               {100, many, 1},
		"the limit exactly":      {13, many, 1},
		"by number":              {5, many, 3},
		"one each":               {1, many, 13},
		"by size":                {100, 3500, 5}, // 3, 3, 3, then the tenth with the record and more, within bounds
		"an event over the size": {100, 1, 13},
	} {
		t.Run(name, func(t *testing.T) {
			var kinds []string
			after, pages := uint64(0), 0
			for more := true; more; pages++ {
				p, err := evidence.Page(t.Context(), b, "acme", time.Time{}, after, tt.limit, tt.size)
				if err != nil {
					t.Fatal(err)
				}
				size := 0
				for _, e := range p.Events {
					var head struct{ Kind, Tenant string }
					if err := json.Unmarshal(e, &head); err != nil || head.Tenant != "acme" && head.Tenant != "" {
						t.Errorf("an event of %q, %v", head.Tenant, err)
					}
					kinds = append(kinds, head.Kind)
					size += len(e)
				}
				if len(p.Events) > tt.limit || size > tt.size && len(p.Events) > 1 || len(p.Events) == 0 || p.Next <= after {
					t.Fatalf("page %d after %d: %d events, %d bytes, next %d", pages, after, len(p.Events), size, p.Next)
				}
				after, more = p.Next, p.More
			}
			if got, want := strings.Join(kinds, " "), strings.Repeat("access ", 10)+"record access admin"; got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
			if pages < tt.pages-1 || pages > tt.pages {
				t.Errorf("%d pages, want %d", pages, tt.pages)
			}
			last, err := evidence.Page(t.Context(), b, "acme", time.Time{}, after, tt.limit, tt.size)
			if err != nil || len(last.Events) > 0 || last.More || last.Next != after {
				t.Errorf("after the last: %+v, %v", last, err)
			}
		})
	}
	if p, err := evidence.Page(t.Context(), b, "acme", began.Add(-time.Minute), 0, 100, many); err != nil || len(p.Events) != 13 {
		t.Errorf("since a minute: %d events, %v", len(p.Events), err)
	}
	if p, err := evidence.Page(t.Context(), b, "acme", time.Now().Add(time.Hour), 0, 100, many); err != nil || len(p.Events) != 0 {
		t.Errorf("since later: %d events, %v", len(p.Events), err)
	}
	if p, err := evidence.Page(t.Context(), b, "nobody-else", time.Time{}, 0, 100, many); err != nil || len(p.Events) != 1 {
		t.Errorf("of another tenant: %d events, %v", len(p.Events), err)
	}
}

func TestLogRefuses(t *testing.T) {
	b := bustest.Bare(t).Connect(bus.UserProvenance) // no stream
	if err := evidence.Log(t.Context(), b, evidence.Access{}); err == nil {
		t.Error("logged where no stream is")
	}
	if err := evidence.Log(t.Context(), b, evidence.Record{}); err == nil || strings.Contains(err.Error(), "publish") {
		t.Errorf("a record is no event: %v", err)
	}
}
