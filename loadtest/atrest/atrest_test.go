package atrest

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
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
policy: %s
nats: { ack_wait: 2s, attempts: 1 }
backends:
  - { name: model, engine: openai, url: "%s", models: [sluice-dev, "sluice-dev/*"] }
`

// stack is every service as a process, logging all it can, with a policy that
// blocks private keys.
func stack(t *testing.T) *rig.Stack {
	t.Helper()
	env := map[string]string{}
	for _, n := range rig.ServiceNames() {
		env[n] = "SLUICE_LOG_LEVEL=debug"
	}
	return rig.StartStack(t, rig.StackOptions{Config: withPolicy(t, config), Env: env})
}

func withPolicy(t *testing.T, config string) string {
	t.Helper()
	text := strings.Replace(string(policy.Default()), "  rules: {}", "  rules: { pem-private-key: block }", 1)
	// The echo says all that it was told, its system prompt too.
	text = strings.Replace(text, "injection-system-disclosure: block", "injection-system-disclosure: flag", 1)
	path := rig.WriteFile(t, filepath.Join(t.TempDir(), "policy.yaml"), "%s", text)
	return strings.Replace(config, "%s", path, 1)
}

// TestNothingRawAtRest drives every way in which a prompt or an answer goes, and
// looks at everything that is left behind after each.
func TestNothingRawAtRest(t *testing.T) {
	s := stack(t)
	inside := rig.Inside(t, s.NATSURL, s.Keys)
	c := callers{
		http: caller.HTTP{Addr: s.EdgeAddr, Token: s.Token(t)},
		nats: caller.Dial(t, s.NATSURL, "admin", s.Token(t)),
	}
	heard := c.nats.Listen(t)
	look := func(when string) map[string]int {
		t.Helper()
		streams, counts := inStreams(t, inside, atRest())
		streams.clean(t, when)
		files, size := inFiles(t, s.Dir, atRest())
		files.clean(t, when)
		wantStreams(t, counts)
		t.Logf("%s: %d KiB of files, messages %v", when, size>>10, counts)
		return counts
	}

	c.exchanges(t)
	c.overNATS(t, heard)
	c.journal(t, s.Journal)
	look("after exchanges")
	c.refusals(t)
	look("after refusals")
	c.blocked(t, inside)
	look("after a blocked prompt")

	s.Services["dispatch"].Freeze()
	if _, err := c.nats.Publish("held", prompt(t, "sluice-dev/echo", nil)); err != nil {
		t.Fatal(err)
	}
	rig.Eventually(t, 10*time.Second, "the exchange waits for dispatch", func() bool {
		stream, err := inside.JS.Stream(t.Context(), bus.StreamDispatch)
		return err == nil && stream.CachedInfo().State.Msgs == 1
	})
	if n := look("while an exchange is held")["DISPATCH"]; n != 1 {
		t.Errorf("%d exchanges are held, want 1", n)
	}
	s.Services["dispatch"].Thaw()
	caller.Await(t, heard, "held")

	// The worker dies of it: after the last attempt it is a dead letter.
	if _, err := c.nats.Publish("dead", prompt(t, "sluice-dev/slow-60000", nil)); err != nil {
		t.Fatal(err)
	}
	calls := journalled(t, s.Journal)
	rig.Eventually(t, 10*time.Second, "the model is called", func() bool {
		return journalled(t, s.Journal) > calls || lastModel(t, s.Journal) == "sluice-dev/slow-60000"
	})
	s.Services["dispatch"].Kill()
	look("after the death of a worker")
	s.Services["dispatch"].Restart(true)
	if info, body := caller.Await(t, heard, "dead"); info.Status != 500 || len(Search(body, atRest())) > 0 {
		t.Errorf("the dead letter's outcome has status %d", info.Status)
	}
	if n := look("after a dead letter")[bus.StreamDead]; n != 1 {
		t.Errorf("%d dead letters, want 1", n)
	}

	crash(t, s, c)
	s.NATS.Restart(false)
	inside = rig.Inside(t, s.NATSURL, s.Keys)
	counts := look("after everything was killed")
	if counts["DISPATCH"]+counts["GUARD"] == 0 {
		t.Error("the crash left no exchange behind: nothing was in flight")
	}
	control(t, s, inside)
}

// crash kills everything while prompts are raw in dlp's socket and in NATS, and
// while sanitized ones wait for a model. Files are searched before any restart.
func crash(t *testing.T, s *rig.Stack, c callers) {
	t.Helper()
	if _, err := c.nats.Publish("slow", prompt(t, "sluice-dev/slow-60000", nil)); err != nil {
		t.Fatal(err)
	}
	s.Services["dlp"].Freeze()
	subject := bus.UserSubject(bus.Request, caller.Tenant, "admin")
	for range 50 {
		if err := c.nats.NC.Publish(subject, []byte(prompt(t, "sluice-dev", nil))); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.nats.NC.Flush(); err != nil { // the server has them
		t.Fatal(err)
	}
	s.Services["dlp"].Kill()
	s.NATS.Kill()
	for _, n := range rig.ServiceNames() {
		s.Services[n].Kill()
	}
	s.Model.Kill()
	files, _ := inFiles(t, s.Dir, atRest())
	files.clean(t, "after SIGKILL with raw prompts in flight")
}

// control plants the needles where nothing may be, and wants the same search to
// find them there: in a file, in a stream through the API, and in its file.
func control(t *testing.T, s *rig.Stack, inside *bus.Bus) {
	t.Helper()
	if err := os.MkdirAll(filepath.Join(s.Data, "control"), 0o700); err != nil {
		t.Fatal(err)
	}
	planted := keyID + " " + awsSecret + " " + card + " " + mail
	rig.WriteFile(t, filepath.Join(s.Data, "control", "planted"), "%s", planted)
	_, err := inside.JS.CreateStream(t.Context(), jetstream.StreamConfig{Name: "CONTROL", Subjects: []string{"control"}, Storage: jetstream.FileStorage})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := inside.JS.Publish(t.Context(), "control", []byte(planted)); err != nil {
		t.Fatal(err)
	}
	streams, _ := inStreams(t, inside, atRest())
	if got := slices.Collect(maps.Keys(streams)); !slices.Equal(got, []string{"body of message CONTROL/1"}) {
		t.Errorf("the search of streams finds the control at %v", got)
	}
	for _, n := range []Needle{NewNeedle("key id", keyID), NewNeedle("secret", awsSecret), NewNeedle("card", card), NewNeedle("e-mail", mail)} {
		want := map[string]bool{"file data/control/planted": true, "file nats/jetstream/SLUICE/streams/CONTROL/msgs/1.blk": true}
		rig.Eventually(t, flushTime, "the control in the files of NATS", func() bool {
			files, _ := inFiles(t, s.Dir, []Needle{n})
			return len(files) >= len(want)
		})
		files, _ := inFiles(t, s.Dir, []Needle{n})
		for where := range files {
			if !want[where] {
				t.Errorf("%s is found in %s", n.Name, where)
			}
		}
	}
}

func journalled(t *testing.T, path string) int {
	t.Helper()
	entries, err := devmodel.ReadJournal(path)
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}

func lastModel(t *testing.T, path string) string {
	t.Helper()
	entries, err := devmodel.ReadJournal(path)
	if err != nil || len(entries) == 0 {
		t.Fatal("the journal is empty")
	}
	return entries[len(entries)-1].Model
}

// TestOneProcess is `sluice up`: everything in one process, with the log of the
// embedded NATS server among ours, killed with work in hand.
func TestOneProcess(t *testing.T) {
	u := rig.StartUp(t, withPolicy(t, "policy: %s\n"), "--log-level", "debug")
	c := callers{
		http: caller.HTTP{Addr: u.Addr("http"), Token: u.Token(t)},
		nats: caller.Dial(t, u.URL(), "admin", u.Token(t)),
	}
	c.exchanges(t)
	c.refusals(t)
	c.atTheServer(t, u.Addr("nats"))
	if _, err := c.nats.Publish("slow", prompt(t, "sluice-dev/slow-60000", nil)); err != nil {
		t.Fatal(err)
	}
	streams, counts := inStreams(t, rig.Inside(t, u.URL(), u.Keys), atRest())
	streams.clean(t, "in one process")
	if counts[bus.StreamGuard] != 1 { // in one process it waits there until its end
		t.Errorf("%d exchanges are in flight, want 1", counts[bus.StreamGuard])
	}
	u.Kill()
	files, _ := inFiles(t, u.Dir, atRest())
	files.clean(t, "after SIGKILL of one process")
}

// apiError is the JetStream error that a publisher got, or nil.
func apiError(err error) *jetstream.APIError {
	var api *jetstream.APIError
	if errors.As(err, &api) {
		return api
	}
	return nil
}

// listen subscribes inside Sluice, until the end of the test.
func listen(t testing.TB, b *bus.Bus, subject string) <-chan *nats.Msg {
	t.Helper()
	c := make(chan *nats.Msg, 64)
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
