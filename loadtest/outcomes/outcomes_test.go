package outcomes

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/loadtest/outcomes/caller"
	"sluice/loadtest/rig"
	"sluice/pkg/bus"
	"sluice/pkg/devmodel"
	"sluice/pkg/policy"
)

func TestMain(m *testing.M) { os.Exit(rig.Main(m)) }

const config = `
policy: POLICY
nats: { ack_wait: 2s }
backends:
  - { name: model, engine: openai, url: "%s", models: [sluice-dev, "sluice-dev/*"] }
`

// blocking is the configuration with a policy that blocks private keys.
func blocking(t *testing.T) string {
	t.Helper()
	text := strings.Replace(string(policy.Default()), "  rules: {}", "  rules: { pem-private-key: block }", 1)
	return strings.Replace(config, "POLICY", rig.WriteFile(t, filepath.Join(t.TempDir(), "policy.yaml"), "%s", text), 1)
}

func ask(t testing.TB, model, text string) string {
	t.Helper()
	b, err := json.Marshal(map[string]any{"model": model, "messages": []map[string]string{{"role": "user", "content": text}}})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// privateKey is a prompt that the policy blocks.
func privateKey(t testing.TB) string {
	t.Helper()
	return ask(t, "sluice-dev", "-----BEGIN RSA "+"PRIVATE KEY-----\nMIICXAIBAAKBgQCqGKukO1De7zhZj6H0qtjTkVxwTCpvKe4eCZ0\n-----END RSA "+"PRIVATE KEY-----")
}

// content is in every completion of the plain development model and in nothing else.
const content = "built-in development model"

// refusedAll checks an answer that says try again, and says nothing else.
func refusedAll(t testing.TB, what string, a caller.Answer) {
	t.Helper()
	if a.Status != 503 || a.Header.Get("Retry-After") == "" || strings.Contains(string(a.Body), content) || a.Code() == "" {
		t.Errorf("%s: status %d, code %q, Retry-After %q; want 503, an error and when to try again", what, a.Status, a.Code(), a.Header.Get("Retry-After"))
	}
}

// calls is how often the model was asked for what contains text; every call is
// journalled before it is answered.
func calls(t testing.TB, journal, text string) int {
	t.Helper()
	entries, err := devmodel.ReadJournal(journal)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, e := range entries {
		if strings.Contains(string(e.Body), text) {
			n++
		}
	}
	return n
}

// records counts the records in EVIDENCE, by key.
func records(t testing.TB, b *bus.Bus) map[string]uint64 {
	t.Helper()
	s, err := b.JS.Stream(t.Context(), bus.StreamEvidence)
	if err != nil {
		t.Fatal(err)
	}
	info, err := s.Info(t.Context(), jetstream.WithSubjectFilter("sluice.evidence.record.>"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]uint64{}
	for subject, n := range info.State.Subjects {
		out[strings.Split(subject, ".")[4]] += n
	}
	return out
}

// listen subscribes inside Sluice until the end of the test.
func listen(t testing.TB, b *bus.Bus, subject string) <-chan *nats.Msg {
	t.Helper()
	c := make(chan *nats.Msg, 1024)
	sub, err := b.NC.ChanSubscribe(subject, c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sub.Unsubscribe() })
	if err := b.NC.Flush(); err != nil {
		t.Fatal(err)
	}
	return c
}

// limit has a stream refuse whatever is new, or take it again.
func limit(t testing.TB, b *bus.Bus, stream string, refuse bool) {
	t.Helper()
	s, err := b.JS.Stream(t.Context(), stream)
	if err != nil {
		t.Fatal(err)
	}
	c := s.CachedInfo().Config
	c.MaxMsgs = -1
	if refuse {
		if c.MaxMsgs = int64(s.CachedInfo().State.Msgs); c.MaxMsgs == 0 {
			t.Fatalf("%s is empty: a limit of 0 is none", stream)
		}
	}
	if _, err := b.JS.UpdateStream(t.Context(), c); err != nil {
		t.Fatalf("changing %s: %v", stream, err)
	}
}

// code is the status of a publisher's error, 0 where the ack means stored.
func code(t testing.TB, err error) int {
	t.Helper()
	var api *jetstream.APIError
	if errors.As(err, &api) {
		return api.Code
	}
	if err != nil {
		t.Errorf("publishing: %v", err)
		return -1
	}
	return 0
}

const soon = 20 * time.Second
