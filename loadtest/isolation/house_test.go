package isolation

import (
	"bytes"
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
)

// house is a provisioned server, set up as every Sluice's is, without services.
type house struct {
	*bustest.Server
	t      *testing.T
	inside *bus.Bus // as setup, which sees all streams
}

func newHouse(t *testing.T) *house {
	t.Helper()
	s := bustest.Start(t)
	return &house{Server: s, t: t, inside: s.Connect(bus.UserSetup)}
}

// hostile is code that has a service's credential and nothing of Sluice's manners.
func (h *house) hostile(service string) *nats.Conn {
	h.t.Helper()
	seed, err := bus.Seed(h.Keys, service)
	if err != nil {
		h.t.Fatal(err)
	}
	kp, err := nkeys.FromSeed(seed)
	if err != nil {
		h.t.Fatal(err)
	}
	pub, err := kp.PublicKey()
	if err != nil {
		h.t.Fatal(err)
	}
	nc, err := nats.Connect("nats://"+h.Addr(), nats.Nkey(pub, kp.Sign), nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {}))
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(nc.Close)
	return nc
}

// stored are subjects that a stream keeps, with the services that may publish there:
// written by hand, so that a slip in the table of roles is seen.
func stored() map[string]string {
	const seals = "edge dlp guard toolauth dispatch provenance"
	out := map[string]string{
		"sluice.evidence.record.default.k.1":  "provenance",
		"sluice.evidence.opening.default.k.1": "provenance",
		"sluice.evidence.access.default":      "edge dlp provenance identity console",
		"sluice.evidence.admin.default":       "identity",
		"sluice.evidence.evaluation.default":  "identity",
		"sluice.evidence.record.default":      "",
		"sluice.evidence.other":               "",
		"sluice.raise.high.dlp.default":       "dlp guard toolauth dispatch provenance",
		"sluice.flag.high.dlp.default":        "",
		"sluice.dead.edge.default":            "",
		"$KV.IDENTITY.user.default.mallory":   "identity",
		"$KV.IDENTITY.token.000000000000":     "identity",
		"$KV.POLICY.inforce":                  "identity",
		"$KV.MODELS.pool.default":             "dispatch",
		"$KV.MODELS.entry.k":                  "identity",
		"$KV.MODELS.backend.k":                "identity",
		"$KV.MODELS.attest.default.cpu":       "",
		"sluice.attest.default.gpu":           "",
		"$KV.REQUESTS.k":                      "dlp provenance",
		"$KV.RESULTS.k":                       "dispatch provenance",
		"$KV.KEYS.k":                          seals,
		"$KV.BODIES.k":                        "dlp guard toolauth dispatch provenance",
	}
	for stage, from := range map[string]string{
		"guard": "dlp dispatch", "toolauth": "guard", "dispatch": "guard toolauth", "provenance": "dlp guard toolauth dispatch",
	} {
		for _, lane := range bus.Lanes() {
			out[bus.StageSubject(stage, tenant, lane)] = from
		}
	}
	for _, stage := range []string{"dlp", "guard", "toolauth", "dispatch", "provenance"} {
		out[bus.DeadSubject(stage, tenant)] = stage
	}
	return out
}

func has(list, service string) bool { return slices.Contains(strings.Fields(list), service) }

// state is everything that a hostile service could change: streams, what they hold,
// and how far their consumers are.
func (h *house) state() map[string]any {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(h.t.Context(), wait)
	defer cancel()
	out := map[string]any{}
	l := h.inside.JS.ListStreams(ctx)
	for i := range l.Info() {
		name := i.Config.Name
		out[name] = []any{i.Config, i.State.FirstSeq, i.State.LastSeq, i.State.Msgs, i.State.NumDeleted}
		s, err := h.inside.JS.Stream(ctx, name)
		if err != nil {
			h.t.Fatal(err)
		}
		consumers := s.ListConsumers(ctx)
		for c := range consumers.Info() {
			out[name+"/"+c.Name] = []any{c.Config, c.Delivered.Consumer, c.AckFloor.Consumer, c.NumAckPending}
		}
		if err := consumers.Err(); err != nil {
			h.t.Fatal(err)
		}
	}
	if err := l.Err(); err != nil {
		h.t.Fatal(err)
	}
	return out
}

func (h *house) mustBeAsBefore(t *testing.T, before map[string]any) {
	t.Helper()
	after := h.state()
	for name := range after {
		if !reflect.DeepEqual(before[name], after[name]) {
			t.Errorf("%s was changed:\nwas %v\nis  %v", name, before[name], after[name])
		}
	}
	if len(after) != len(before) {
		t.Errorf("%d streams and consumers, were %d", len(after), len(before))
	}
}

// letters puts something into every stream and bucket, and returns the services.
func (h *house) letters() map[string]bool {
	h.t.Helper()
	for subject := range stored() {
		if strings.HasPrefix(subject, bus.Flag+".") {
			continue // kept under this subject, stored by another
		}
		if _, err := h.inside.JS.Publish(h.t.Context(), subject, []byte(canary)); err != nil {
			h.t.Fatalf("%s: %v", subject, err)
		}
	}
	for _, bucket := range []string{"IDENTITY", "POLICY", "KEYS", "REQUESTS", "RESULTS", "MODELS", "BODIES"} {
		if _, err := bustest.Bucket(h.t, h.inside, bucket).PutString(h.t.Context(), "bystander", canary); err != nil {
			h.t.Fatal(err)
		}
	}
	out := map[string]bool{}
	for _, u := range bus.ServiceUsers() {
		out[u] = true
	}
	return out
}

// refused wants that nobody hears: the server knows no way from here to there.
func refused(t *testing.T, nc *nats.Conn, subject string, data []byte) {
	t.Helper()
	m, err := nc.Request(subject, data, wait)
	switch {
	case errors.Is(err, nats.ErrNoResponders):
	case err != nil:
		t.Errorf("%s: another error: %v", subject, err)
	case strings.HasPrefix(subject, "$JS.API.INFO") && bytes.Contains(m.Data, []byte(`"err_code":10039`)): // no JetStream here
	default:
		t.Errorf("%s was answered: %s", subject, m.Data)
	}
}

func same(a, b any) bool { return reflect.DeepEqual(a, b) }
