package admission

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	httpcaller "sluice/loadtest/outcomes/caller"
	"sluice/pkg/bus"
)

// TestTokens: what a request is estimated at holds until its answer says what it was, whole and streamed; who has used more
// owes it and is told to wait, at his door alone.
func TestTokens(t *testing.T) {
	w := newWorld(t, head+"admission: {tenants: {acme: {tokens: 1000}}}\n", "")
	c := httpcaller.HTTP{Addr: w.Addr("http"), Token: w.limitedToken}
	ask := func(id, text string, stream bool) httpcaller.Answer {
		return c.Chat(t, id, fmt.Sprintf(`{"model":"sluice-dev/echo","stream":%t,"messages":[{"role":"user","content":%q}]}`, stream, text))
	}
	const size = 2000
	// As large as each other, and of two tokens or a thousand.
	little, much := "Hello "+strings.Repeat("-", size), strings.Repeat("a ", size/2)
	for i := range 10 {
		a := ask(fmt.Sprintf("little-%d", i), little, i%2 == 1)
		left, err := strconv.Atoi(a.Header.Get("X-Ratelimit-Remaining-Tokens"))
		if a.Status != 200 || a.Header.Get("X-Ratelimit-Limit-Tokens") != "1000" || err != nil || left < 400 || left > 500 {
			t.Errorf("request %d: status %d %s, limit %q, %d left (%v)", i, a.Status, a.Code(), a.Header.Get("X-Ratelimit-Limit-Tokens"), left, err)
		}
		if d, err := time.ParseDuration(a.Header.Get("X-Ratelimit-Reset-Tokens")); err != nil || d < 29*time.Second || d > 37*time.Second {
			t.Errorf("request %d: all is back in %v, %v", i, d, err)
		}
	}
	if a := ask("much", much, false); a.Status != 200 {
		t.Errorf("status %d", a.Status)
	}
	a := ask("over", "x", false)
	seconds, _ := strconv.Atoi(a.Header.Get("Retry-After"))
	if a.Status != 429 || a.Code() != "rate_limit_exceeded" || !strings.Contains(string(a.Body), `"type":"tokens"`) || seconds < 30 || seconds > 90 {
		t.Errorf("status %d, %s, in %d s: %s", a.Status, a.Code(), seconds, a.Body)
	}
	if ok, refused := sorted(t, others, at(w.others, "o", 20, hello("sluice-dev"))); refused > 0 || ok != 20 {
		t.Errorf("%s has no limit: %d completed, %d refused", others, ok, refused)
	}

	nc := w.overNATS(t)
	taken := 0
	for i := range 4 { // by their size alone: two are as large as the limit
		m := nats.NewMsg(bus.UserSubject(bus.Request, limited, user))
		m.Header.Set(jetstream.MsgIDHeader, fmt.Sprintf("n-%d", i))
		m.Data = fmt.Appendf(nil, `{"model":"sluice-dev","messages":[{"role":"user","content":%q}]}`, little[:size*4/5])
		reply, err := nc.RequestMsg(m, wait)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(reply.Data), `"error"`) {
			taken++
		} else if !strings.Contains(string(reply.Data), `"type":"tokens"`) {
			t.Errorf("refused with %s", reply.Data)
		}
	}
	if taken != 2 {
		t.Errorf("%d of 4 were taken over NATS, want 2", taken)
	}
}
