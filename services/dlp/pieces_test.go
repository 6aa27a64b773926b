package dlp

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/exchange"
	"sluice/pkg/stage"
)

// Pieces of a request are put together for the edge alone, within the bound of one request
// and of all in hand.
func TestPieces(t *testing.T) {
	w := newWorld(t, func(d *Deps) {})
	whole := body("the letter is from eve@example.com, and " + strings.Repeat("nobody minds it at all. ", 1000))
	ask := func(subject, id string, size int, data []byte) *nats.Msg {
		t.Helper()
		m := nats.NewMsg(subject)
		m.Header.Set("Nats-Msg-Id", id)
		m.Header.Set("Sluice-Size", strconv.Itoa(size))
		m.Data = data
		reply, err := w.bus.NC.RequestMsg(m, 20*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		return reply
	}
	ack := func(m *nats.Msg) (a bus.Ack) {
		t.Helper()
		if err := json.Unmarshal(m.Data, &a); err != nil {
			t.Fatal(err)
		}
		return a
	}
	http, app := bus.UserSubject(bus.Ingress, "acme", "alice"), bus.UserSubject(bus.Request, "acme", "alice")

	begun := ask(http, "long", len(whole), whole[:1000])
	next := nats.NewMsg(bus.Part + "." + begun.Header.Get("Sluice-Next"))
	next.Header.Set("Sluice-At", "1000")
	next.Data = whole[1000:]
	reply, err := w.bus.NC.RequestMsg(next, 20*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	x := w.accepted(ack(reply))
	prompt, err := stage.Open(t.Context(), w.s.Sealer, x, exchange.SectionPrompt)
	if err != nil || x.ID != "long" || x.Via != "http" || x.DLP.Bytes != len(whole) || strings.Contains(string(prompt), "eve@") {
		t.Errorf("%v, %s by %s, %d bytes", err, x.ID, x.Via, x.DLP.Bytes)
	}

	w.refused(ack(ask(http, "too-long", w.s.MaxBody+1, whole[:1000])), 413, "request_too_large")
	w.refused(ack(ask(http, "no-room", int(w.s.MaxInHand)+1, whole[:1000])), 413, "request_too_large")
	w.refused(ack(ask(app, "of-an-app", len(whole), whole[:1000])), 400, "invalid_json")
	w.accepted(ack(ask(app, "whole", 5<<20, whole)))
	w.idle()
}
