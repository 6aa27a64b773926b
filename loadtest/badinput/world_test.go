package badinput

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/loadtest/rig"
	"sluice/pkg/bus"
	"sluice/pkg/devmodel"
)

func TestMain(m *testing.M) { os.Exit(rig.Main(m)) }

const (
	tenant = "default"
	wait   = 10 * time.Second
	// canary stands in every bad request, and may stand nowhere after it.
	canary = "bittern77booms"
)

// world is a running Sluice whose model is another process with a journal.
type world struct {
	*rig.Up
	journal string
	user    string // an app user
	token   string
}

func newWorld(t *testing.T, policy string, args ...string) *world {
	t.Helper()
	dir := t.TempDir()
	w := &world{journal: filepath.Join(dir, "journal.jsonl"), user: "alice"}
	model := rig.Start(t, dir, "devmodel", rig.Binary(t, false), nil, true, "devmodel", "--listen", "127.0.0.1:0", "--journal", w.journal)
	config := "backends:\n  - {name: dev, engine: openai, url: \"http://" + model.Addr("http") + "\", models: [sluice-dev, sluice-dev/*]}\n"
	if policy != "" {
		config += "policy: " + rig.WriteFile(t, filepath.Join(dir, "policy.yaml"), "%s", policy) + "\n"
	}
	w.Up = rig.StartUp(t, config, args...)
	w.token = w.newToken(t).Token
	return w
}

type made struct {
	Token  string `json:"token"`
	Record struct {
		ID string `json:"id"`
	} `json:"record"`
}

func (w *world) newToken(t *testing.T, more ...string) made {
	t.Helper()
	var m made
	out := w.sluice(t, append([]string{"token", "create", w.user, "--json"}, more...)...)
	if err := json.Unmarshal(out, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func (w *world) sluice(t *testing.T, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(rig.Binary(t, false), append(args, "--nats-url", w.URL(), "--data", w.Data)...)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("sluice %s: %v", strings.Join(args, " "), err)
	}
	return out
}

// event is what is read of an access event.
type event struct {
	Kind      string `json:"kind"`
	Via       string `json:"via"`
	Operation string `json:"operation"`
	RequestID string `json:"request_id"`
	Status    int    `json:"status"`
	Code      string `json:"code"`
	Tenant    string `json:"tenant"`
	User      string `json:"user"`
}

// accessLog is what `sluice log --json` prints, by request id.
func (w *world) accessLog(t *testing.T) map[string][]event {
	t.Helper()
	out := map[string][]event{}
	for line := range bytes.Lines(w.sluice(t, "log", "--json")) {
		var e event
		if err := json.Unmarshal(line, &e); err != nil {
			t.Fatalf("the log has a line that is no JSON: %v", err)
		}
		if e.Kind == "access" {
			out[e.RequestID] = append(out[e.RequestID], e)
		}
	}
	return out
}

func (w *world) calls(t *testing.T) []devmodel.Entry {
	t.Helper()
	entries, err := devmodel.ReadJournal(w.journal)
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

// fault is an error in OpenAI's shape. The pointers tell null from "".
type fault struct {
	Error *struct {
		Message *string `json:"message"`
		Type    *string `json:"type"`
		Param   *string `json:"param"`
		Code    *string `json:"code"`
	} `json:"error"`
}

// mustBeFault wants {"error":{"message","type","param","code"}} and nothing more.
func mustBeFault(t *testing.T, body []byte, code string) {
	t.Helper()
	var f fault
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil || f.Error == nil || f.Error.Message == nil || f.Error.Type == nil {
		t.Fatalf("not an error in OpenAI's shape: %v: %s", err, body)
	}
	var raw struct{ Error map[string]json.RawMessage }
	if err := json.Unmarshal(body, &raw); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"message", "type", "param", "code"} {
		if _, ok := raw.Error[name]; !ok {
			t.Errorf("the error has no %q: %s", name, body)
		}
	}
	if f.Error.Code == nil || *f.Error.Code != code {
		t.Errorf("code %v, want %q: %s", raw.Error["code"], code, body)
	}
	if len(*f.Error.Message) < 15 || !strings.HasSuffix(*f.Error.Message, ".") {
		t.Errorf("the message does not say what to do: %s", *f.Error.Message)
	}
}

// mustBeNowhere looks through every answer that came, what the process logged,
// every stream through the API, and every file of the data folder. A word that
// must be there is the control.
func (w *world) mustBeNowhere(t *testing.T, needles []string, control string) {
	t.Helper()
	seen := map[string]bool{}
	look := func(where string, data []byte) {
		for _, n := range needles {
			if bytes.Contains(data, []byte(n)) {
				t.Errorf("%s holds %q", where, n)
			}
		}
		if bytes.Contains(data, []byte(control)) {
			seen[strings.SplitN(where, " ", 2)[0]] = true
		}
	}
	log, err := os.ReadFile(w.Log)
	if err != nil {
		t.Fatal(err)
	}
	look("log", log)
	for where, data := range w.stored(t) {
		look("stream "+where, data)
	}
	err = filepath.WalkDir(w.Data, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		look("file "+path, data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if !seen["stream"] || !seen["file"] {
		t.Errorf("the control %q was found only in %v", control, seen)
	}
}

// stored is every message of every stream, subject and headers too.
func (w *world) stored(t *testing.T) map[string][]byte {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 3*wait)
	defer cancel()
	inside := rig.Inside(t, w.URL(), w.Keys)
	out := map[string][]byte{}
	l := inside.JS.StreamNames(ctx)
	for name := range l.Name() {
		out[name] = all(t, ctx, inside, name)
	}
	if err := l.Err(); err != nil || len(out[bus.StreamEvidence]) == 0 {
		t.Fatalf("reading streams: %v", err)
	}
	return out
}

func all(t *testing.T, ctx context.Context, inside *bus.Bus, name string) []byte {
	t.Helper()
	s, err := inside.JS.Stream(ctx, name)
	if err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	state := s.CachedInfo().State
	for seq := state.FirstSeq; seq > 0 && seq <= state.LastSeq; seq++ {
		m, err := s.GetMsg(ctx, seq)
		if err == jetstream.ErrMsgNotFound {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		buf.WriteString(m.Subject + "\n")
		for k, v := range m.Header {
			buf.WriteString(k + ": " + strings.Join(v, ",") + "\n")
		}
		buf.Write(m.Data)
	}
	return buf.Bytes()
}

// answer is an HTTP answer, read whole.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func do(t *testing.T, client *http.Client, r *http.Request) answer {
	t.Helper()
	resp, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{resp.StatusCode, resp.Header, data}
}
