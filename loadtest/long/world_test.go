package long

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"sluice/loadtest/atrest"
	"sluice/loadtest/outcomes/caller"
	"sluice/loadtest/rig"
	"sluice/loadtest/streams/voice"
	"sluice/pkg/bus"
	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
)

func TestMain(m *testing.M) { os.Exit(rig.Main(m)) }

const (
	soon   = 60 * time.Second
	secret = "AKIAQYLPMN5HFIQR7XYA"
	email  = "elizabeth.keeper@watergate.org"
	canary = "heron counts the lilies on the weir"

	config = `
limits: { max_body: 4MiB, max_answer: 2MiB }
nats: { ack_wait: 5s, replicas: REPLICAS }
backends:
  - { name: voice, engine: openai, url: "%s", models: ["voice/*"] }
guard:
  backends:
    - { name: guard, engine: dev, model: sluice-dev/guard, family: llama-guard-3-8b, max_concurrent: 64 }
`
)

// world is Sluice on a NATS server with its default payload limit, before a model that says
// what a test wants.
type world struct {
	model *voice.Server
	*rig.Stack
	user   caller.HTTP
	inside *bus.Bus
}

func start(t *testing.T, o rig.StackOptions) *world {
	t.Helper()
	w := &world{model: voice.Start(t)}
	replicas := strconv.Itoa(max(1, o.Nodes))
	o.Config, o.Model, o.Payload = o.Config+strings.Replace(config, "REPLICAS", replicas, 1), w.model.URL, bus.LeastPayload
	w.Stack = rig.StartStack(t, o)
	w.user = caller.HTTP{Addr: w.EdgeAddr, Token: w.Token(t)}
	w.inside = rig.Inside(t, w.NATSURL, w.Keys)
	if got := w.inside.NC.MaxPayload(); got != bus.LeastPayload {
		t.Fatalf("the server takes payloads of %d bytes", got)
	}
	t.Cleanup(func() {
		if !t.Failed() {
			return
		}
		for name, p := range w.Services {
			t.Logf("the end of the log of %s:\n%s", name, p.Tail())
		}
	})
	return w
}

// prose is clean English of a size, with a secret, an e-mail address and a canary at its
// beginning, in the middle and at its end.
func prose(size int) string {
	const text = "The miller waits by the gate while the water rises slowly, and nobody on the bridge is in a hurry today. "
	const planted = "Its key is " + secret + ", ask " + email + " about it, " + canary + ". "
	half := strings.Repeat(text, (size-3*len(planted))/2/len(text))
	return planted + half + planted + half + planted
}

func asking(model, text string, stream bool) string {
	body, err := json.Marshal(map[string]any{"model": model, "stream": stream, "messages": []map[string]string{{"role": "user", "content": text}}})
	if err != nil {
		panic(err)
	}
	return string(body)
}

// said is what a whole answer says.
func said(t *testing.T, body []byte) string {
	t.Helper()
	var c struct {
		Choices []struct {
			Message struct {
				Content string `json:"content"`
			} `json:"message"`
		} `json:"choices"`
	}
	if err := json.Unmarshal(body, &c); err != nil || len(c.Choices) != 1 {
		t.Fatalf("no completion of %d bytes: %v: %.200s", len(body), err, body)
	}
	return c.Choices[0].Message.Content
}

func (w *world) record(t *testing.T, id string) evidence.Record {
	t.Helper()
	var r evidence.Record
	rig.Eventually(t, soon, "the record of "+id, func() bool {
		data, err := evidence.Find(t.Context(), w.inside, caller.Tenant, exchange.Key(caller.Tenant, "admin", id))
		return err == nil && json.Unmarshal(data, &r) == nil
	})
	return r
}

// lies says what of an exchange lies in the store, by section: bytes that are not taken away.
func (w *world) lies(t *testing.T, id string) map[string]int {
	t.Helper()
	keys, err := w.inside.Below(t.Context(), bus.BucketBodies, exchange.Key(caller.Tenant, "admin", id))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]int{}
	for _, key := range keys {
		data, err := w.inside.Value(t.Context(), bus.BucketBodies, key)
		if err != nil {
			t.Fatal(err)
		}
		if len(data) > 0 {
			out[strings.Split(key, ".")[2]] += len(data)
		}
	}
	return out
}

// nothingRaw looks for what was planted, and for the prompt's words, in every file of NATS.
func (w *world) nothingRaw(t *testing.T) {
	t.Helper()
	needles := []atrest.Needle{atrest.NewNeedle("the secret", secret), atrest.NewNeedle("the address", email), atrest.NewNeedle("the prompt's words", canary)}
	files, size := 0, 0
	err := filepath.WalkDir(filepath.Join(w.Dir, "nats"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // NATS removes files meanwhile
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return nil
		}
		files, size = files+1, size+len(data)
		for _, hit := range atrest.Search(data, needles) {
			t.Errorf("%s holds %+v", path, hit)
		}
		return nil
	})
	if err != nil || size < 1<<20 {
		t.Errorf("%d bytes in %d files were searched: %v", size, files, err)
	}
	if len(atrest.Search(bytes.Repeat([]byte(prose(1000)), 3), needles)) == 0 {
		t.Error("the control: nothing is found in a prompt")
	}
	t.Logf("searched %d MiB in %d files of NATS", size>>20, files)
}
