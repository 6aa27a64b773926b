package dispatch

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/chat"
	"sluice/pkg/engine"
	"sluice/pkg/exchange"
	"sluice/pkg/policy"
	"sluice/pkg/policy/names"
	"sluice/pkg/pool"
	"sluice/pkg/scan"
	"sluice/pkg/seal"
	"sluice/pkg/stage"
)

// TestPromptThatDoesNotOpen: an exchange whose sealed prompt was moved from another
// request is dead-lettered and handed on as failed at once; no model is called and
// no retry is made.
func TestPromptThatDoesNotOpen(t *testing.T) {
	srv := bustest.Start(t)
	b, inside := srv.Connect(bus.UserDispatch), srv.Connect(bus.UserSetup)
	keys := t.TempDir()
	if err := seal.EnsureKEK(keys, bus.WriteNew); err != nil {
		t.Fatal(err)
	}
	kek, err := seal.LoadKEK(keys)
	if err != nil {
		t.Fatal(err)
	}
	sealer := seal.New(kek, bus.KeyStore{KV: bustest.Bucket(t, b, bus.BucketKeys)}, time.Now)
	prompt, err := sealer.Seal(t.Context(), seal.Binding{Tenant: "acme", User: "alice", Request: "another", Section: exchange.SectionPrompt}, []byte(`{}`))
	if err != nil {
		t.Fatal(err)
	}
	next, dead := heard(t, inside, "sluice.stage.provenance.*.*"), heard(t, inside, "sluice.dead.>")

	now := time.Now().UTC().Truncate(time.Millisecond)
	x := &exchange.Exchange{
		Key: exchange.Key("acme", "alice", "r"), ID: "r", Tenant: "acme", User: "alice", Lane: "interactive", Model: "sluice-dev",
		Accepted: now, Deadline: now.Add(time.Minute), DLP: &exchange.DLPPage{State: exchange.Passed}, GuardInput: &exchange.GuardPage{State: exchange.Passed},
		Policy:   exchange.PolicyRef{Digest: "d"},
		Sections: map[string][]byte{exchange.SectionPrompt: prompt},
	}
	if err := stage.Publish(t.Context(), inside, exchange.StageDLP, x); err != nil {
		t.Fatal(err)
	}
	run(t, b, sealer)

	if x := decoded(t, <-dead); x.Refusal == nil || !x.Refusal.Dead {
		t.Errorf("the dead letter says %+v", x.Refusal)
	}
	done := decoded(t, <-next)
	if r := done.Refusal; r == nil || !r.Failed || r.Status != 500 || len(done.Sections) != 0 {
		t.Errorf("handed on as %+v with %d sections", r, len(done.Sections))
	}
	if done.Dispatch.Attempts != 0 || exchange.GuardrailPass(done) || exchange.Releasable(done) {
		t.Errorf("the page is %+v", done.Dispatch)
	}
}

// fixed is a policy that nobody changes.
type fixed struct{ p *policy.Policy }

func (f fixed) At(context.Context, string) (*policy.Policy, error) { return f.p, nil }

func run(t *testing.T, b *bus.Bus, sealer *seal.Sealer) {
	t.Helper()
	set := scan.Default()
	rules, err := policy.Load("", names.Known(set))
	if err != nil {
		t.Fatal(err)
	}
	validator, err := chat.NewValidator()
	if err != nil {
		t.Fatal(err)
	}
	models, err := pool.New([]pool.Backend{{Name: "dev", Engine: engine.NewDev("dev", nil, 0), Models: []string{"sluice-dev"}}}, pool.Options{})
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	r, _, err := Start(t.Context(), Deps{
		Bus: b, Once: stage.NewOnce(bustest.Bucket(t, b, bus.BucketResults), "w", time.Minute, 3, time.Now), Sealer: sealer, Pool: models,
		Policies: fixed{rules}, Detectors: set, Validator: validator, Log: log, Now: time.Now, MaxAnswer: 1 << 20, Room: 1 << 20,
		Options: stage.Options{Concurrency: 4, Limits: bustest.Limits(), Log: log, Now: time.Now},
	})
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- r.Run(t.Context()) }()
	t.Cleanup(func() {
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

func heard(t *testing.T, b *bus.Bus, subject string) <-chan *nats.Msg {
	t.Helper()
	c := make(chan *nats.Msg, 16)
	if _, err := b.NC.ChanSubscribe(subject, c); err != nil {
		t.Fatal(err)
	}
	if err := b.NC.Flush(); err != nil {
		t.Fatal(err)
	}
	return c
}

func decoded(t *testing.T, m *nats.Msg) *exchange.Exchange {
	t.Helper()
	x, err := exchange.Decode(m.Data)
	if err != nil {
		t.Fatal(err)
	}
	return x
}
