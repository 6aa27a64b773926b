package leaks

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sluice/loadtest/caller"
	"sluice/loadtest/rig"
	"sluice/loadtest/streams/voice"
)

func TestMain(m *testing.M) { os.Exit(rig.Main(m)) }

const toolPolicy = `@id("note") permit (principal, action, resource == Sluice::Tool::"note");`

const config = `
tools: %q
limits: { concurrency: 64 }
breaker: { failures: 1000000 }
backends:
  - { name: voice, engine: openai, url: %q, models: ["voice/*"], max_concurrent: 64 }
guard:
  backends:
    - { name: guard, engine: dev, model: sluice-dev/guard, family: llama-guard-3-8b, max_concurrent: 64 }
`

const atOnce = 4

type world struct {
	url, token string
	voice      *voice.Server
	secrets    *secrets
	report     *report
	told       atomic.Int64 // failures that were printed
}

// maxTold is how many failures are printed; all are counted.
const maxTold = 40

// TestLeaks asks one process for every surface, or, where there is much to ask, one
// after another. RESULTS names the file that its results are kept in.
func TestLeaks(t *testing.T) {
	all := notes(t)
	w := &world{voice: voice.Start(t), secrets: newSecrets(t, sanitizer(t), all)}
	t.Logf("in %d of %d texts something is found where they are whole", w.secrets.found, len(all))
	w.report = newReport(t, os.Getenv("RESULTS"), all, plan(w.secrets.notes, roundsOf(t, all)))
	t.Run("control", w.control)
	for some := range slices.Chunk(w.report.left(), perProcess) {
		t.Run(some[0].name, func(t *testing.T) { w.process(t, some) })
	}
	for _, r := range w.report.rows() {
		t.Logf("leaks on %s: %d, %s, of %d places cut %d, in %s, in %d requests (%d asked again)",
			r.p.s.name, r.leaks(), r.p.way, r.places, r.Places, strings.Join(r.p.fields(), ", "), r.Requests, r.Again)
	}
}

// process asks one process for some parts.
func (w *world) process(t *testing.T, some []part) {
	tools := t.TempDir()
	rig.WriteFile(t, filepath.Join(tools, "tools.cedar"), "%s", toolPolicy)
	up := rig.StartUp(t, fmt.Sprintf(config, tools, w.voice.URL))
	w.url, w.token = "http://"+up.Addr("http"), up.Token(t)
	for _, p := range some {
		began := time.Now()
		caller.Parallel(len(p.requests), atOnce, func(i int) {
			one := w.ask(t, p, fmt.Sprintf("%s-%d", strings.ReplaceAll(strings.ReplaceAll(p.name, " ", "-"), ",", ""), i), p.requests[i])
			w.report.tick(p, one)
		})
		w.report.done(t, p, time.Since(began))
	}
	if t.Failed() {
		t.Logf("the end of its log:\n%s", up.Tail())
	}
}

// tries bounds how often a request is sent that tried nothing: on a machine that
// stands still for long, a worker loses what it was at, a deadline passes, and what
// would have left as it came is told at the end.
const tries = 5

// broken says whether an answer may be one of a machine that stood still.
func broken(status int, body string) bool {
	if status != http.StatusOK {
		return status == http.StatusServiceUnavailable || status == http.StatusGatewayTimeout
	}
	for _, code := range []string{"stream_interrupted", "deadline_exceeded", "service_unavailable", "guard_unavailable"} {
		if strings.Contains(body, `"code":"`+code+`"`) {
			return true
		}
	}
	return false
}

// ask sends one request, and again where its stream broke; whatever came is looked at.
func (w *world) ask(t *testing.T, p part, name string, some []cut) (out tally) {
	s, stream := p.s, p.way != wholly
	wrong := func(format string, args ...any) {
		out.Failed++
		t.Fail()
		if w.told.Add(1) <= maxTold {
			t.Logf(format, args...)
		}
	}
	script := answer(p, p.pieces(some))
	for try := range tries {
		id := fmt.Sprintf("leaks-%s-%d", name, try)
		model := w.voice.Model(id, script)
		status, kind, body, err := w.post(t, w.url+s.path, id, s.body(model, stream))
		w.voice.Forget(id)
		if err != nil {
			wrong("%s: %v", id, err)
			break
		}
		h, err := read(kind, body)
		if err != nil {
			wrong("%s: %v", id, err)
			break
		}
		if place, name, is := h.leak(w.secrets); is {
			out.Leaks = map[string]int{place: 1}
			t.Fail()
			if w.told.Add(1) <= maxTold {
				t.Logf("%s leaks: a piece of %s at %q", id, name, place)
			}
		}
		ended := status == http.StatusOK && (!stream || strings.Contains(body, s.end))
		if ended && w.came(p, h) {
			break
		}
		if !(ended && p.way == alone) && !broken(status, body) || try == tries-1 {
			wrong("%s: status %d, ended %t, notes in %d places: %.300s", id, status, ended, h.places(strings.TrimSpace(opening), 1), body[max(0, strings.LastIndex(body, `error"`)):])
			break
		}
		out.Again++
	}
	out.Requests = 1
	if out.Failed == 0 {
		out.Places = len(some)
	}
	return out
}

// came says whether an answer has what it must have, or nothing was tried: the notes in
// all of its places, or the first log-probabilities of one that is alone.
func (w *world) came(p part, h *heard) bool {
	if p.way == alone {
		return h.begins(p.s.tokens, lead[:24])
	}
	return h.places(strings.TrimSpace(opening), 1) >= p.s.texts
}

func (w *world) post(t *testing.T, url, id string, v map[string]any) (status int, kind, body string, err error) {
	data, err := json.Marshal(v)
	if err != nil {
		return 0, "", "", err
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, bytes.NewReader(data))
	if err != nil {
		return 0, "", "", err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+w.token)
	req.Header.Set("Anthropic-Version", "2023-06-01")
	req.Header.Set("X-Request-Id", id)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, "", "", err
	}
	defer func() { _ = resp.Body.Close() }()
	all, err := io.ReadAll(resp.Body)
	return resp.StatusCode, resp.Header.Get("Content-Type"), string(all), err
}
