package admission

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/loadtest/rig"
	"sluice/pkg/bus"
)

const head = "version: admission\ninput: {default: allow}\noutput: {default: allow}\n"

// TestRate: a tenant over its rate is told to wait, at both doors; the others of its
// moment are not, and it is served again when it has waited.
func TestRate(t *testing.T) {
	w := newWorld(t, head+"admission: {tenants: {acme: {rate: 1, burst: 5}}}\n", "")
	began := time.Now()
	free := make(chan struct{})
	go func() {
		defer close(free)
		if ok, refused := sorted(t, others, at(w.others, "o", 100, hello("sluice-dev"))); refused > 0 || ok != 100 {
			t.Errorf("%s has no limit: %d completed, %d refused", others, ok, refused)
		}
	}()
	ok, refused := sorted(t, limited, at(w.limited, "l", 40, hello("sluice-dev")))
	if most := 5 + int(time.Since(began)/time.Second) + 1; ok < 5 || ok > most || ok+refused != 40 {
		t.Errorf("%s: %d completed, %d refused; want 5 to %d completed", limited, ok, refused, most)
	}
	<-free
	t.Logf("%s: %d of 40 completed, %d told to wait; %s: all of 100 completed", limited, ok, refused, others)

	nc := w.overNATS(t)
	over := false
	for i := range 10 {
		m := nats.NewMsg(bus.UserSubject(bus.Request, limited, user))
		m.Header.Set(jetstream.MsgIDHeader, "n-"+string(rune('a'+i)))
		m.Data = []byte(`{"model":"sluice-dev","messages":[{"role":"user","content":"hello"}]}`)
		reply, err := nc.RequestMsg(m, wait)
		if err != nil {
			t.Fatal(err)
		}
		var ack struct {
			Error *struct{ Code int } `json:"error"`
		}
		if json.Unmarshal(reply.Data, &ack) != nil {
			t.Fatalf("no ack: %s", reply.Data)
		}
		over = over || ack.Error != nil && ack.Error.Code == 429
	}
	if !over {
		t.Error("the rate does not hold over NATS")
	}
	n := 0
	rig.Eventually(t, wait, "who has waited is served", func() bool {
		n++
		<-time.After(time.Second) // time is what the limit refills by
		ok, _ := sorted(t, "after a pause", at(w.limited, "p"+string(rune('a'+n)), 1, hello("sluice-dev")))
		return ok == 1
	})
}

// TestInFlight: no more than so many of a tenant's requests are in flight; the next
// is taken when one has its outcome.
func TestInFlight(t *testing.T) {
	w := newWorld(t, head+"admission: {tenants: {acme: {in_flight: 3}}}\n", "")
	free := make(chan struct{})
	go func() {
		defer close(free)
		if ok, _ := sorted(t, others, at(w.others, "o", 20, hello("sluice-dev/slow-1500"))); ok != 20 {
			t.Errorf("%s has no limit: %d of 20 completed", others, ok)
		}
	}()
	ok, refused := sorted(t, limited, at(w.limited, "l", 12, hello("sluice-dev/slow-1500")))
	if ok != 3 || refused != 9 {
		t.Errorf("%s: %d completed, %d refused; want 3 and 9", limited, ok, refused)
	}
	<-free
	if ok, refused := sorted(t, limited, at(w.limited, "m", 3, hello("sluice-dev"))); ok != 3 {
		t.Errorf("afterwards %d completed and %d were refused; want 3", ok, refused)
	}
}
