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
	"strconv"
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

// Each request carries so many bytes of notes in each of its fields; of those that
// come byte by byte fewer, as each byte is an event.
const (
	together   = 20 << 10
	byteByByte = 2 << 10
	atOnce     = 8
)

// batches cuts notes into runs of so many bytes.
func batches(all []note, size int) [][]note {
	var out [][]note
	n := size
	for i := range all {
		if n >= size {
			out, n = append(out, nil), 0
		}
		last := len(out) - 1
		out[last] = append(out[last], all[i])
		n += len(all[i].whole())
	}
	return out
}

// few rounds cut each text at few of its places: make leaks cuts at all, or in as
// many rounds as it is told.
const few = 1

func roundsOf(t *testing.T, all []note) int {
	t.Helper()
	text := os.Getenv("ROUNDS")
	if text == "" {
		t.Logf("%d of %d places of each text, so that the tests stay quick: make leaks tries all", few, longest(all))
		return few
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		t.Fatalf("ROUNDS is no number: %v", err)
	}
	if n == 0 {
		return longest(all)
	}
	return min(n, longest(all))
}

type world struct {
	url, token string
	voice      *voice.Server
	secrets    *secrets
	leaks      atomic.Int64
	again      atomic.Int64
}

// TestLeaks is one process for every surface.
func TestLeaks(t *testing.T) {
	all := notes(t)
	w := &world{voice: voice.Start(t), secrets: newSecrets(t, sanitizer(t), all)}
	t.Logf("in %d of %d texts something is found where they are whole", w.secrets.found, len(all))
	tools := t.TempDir()
	rig.WriteFile(t, filepath.Join(tools, "tools.cedar"), "%s", toolPolicy)
	up := rig.StartUp(t, fmt.Sprintf(config, tools, w.voice.URL))
	w.url, w.token = "http://"+up.Addr("http"), up.Token(t)
	t.Run("control", w.control)
	rounds := roundsOf(t, all)
	for _, s := range surfaces() {
		t.Run(s.name, func(t *testing.T) { w.surface(t, s, rounds) })
	}
	if t.Failed() {
		t.Logf("the end of its log:\n%s", up.Tail())
	}
}

func longest(all []note) int {
	n := 0
	for _, one := range all {
		n = max(n, len(one.text))
	}
	return n
}

// job is one request: what each field says, in these pieces.
type job struct {
	name   string
	pieces []string
	stream bool
	fields []string // of the first choice
}

// surface asks for every note: whole, cut in two at its places, and byte by byte.
func (w *world) surface(t *testing.T, s surface, rounds int) {
	all := w.secrets.notes
	var jobs []job
	for i, some := range batches(all, together) {
		jobs = append(jobs, job{name: fmt.Sprintf("plain-%d", i), pieces: []string{joined(some)}, stream: false})
	}
	cuts, bytewise := 0, 0
	for round := range rounds {
		have := slices.DeleteFunc(slices.Clone(all), func(n note) bool { return round >= len(n.text) })
		cuts += len(have)
		for i, some := range batches(have, together) {
			jobs = append(jobs, job{name: fmt.Sprintf("cut-%d-%d", round, i), pieces: cutOnce(some, round), stream: true})
		}
	}
	for i, some := range batches(all, byteByByte) {
		if rounds > few || i%16 == 0 {
			bytewise += len(some)
			jobs = append(jobs, job{name: fmt.Sprintf("bytes-%d", i), pieces: strings.Split(joined(some), ""), stream: true})
		}
	}
	sets := len(s.fields)
	began := time.Now()
	caller.Parallel(sets*len(jobs), atOnce, func(i int) {
		j := jobs[i/sets]
		j.name, j.fields = fmt.Sprintf("%s-%d", j.name, i%sets), s.fields[i%sets]
		w.ask(t, s, j)
	})
	places := 0
	for _, n := range all {
		places += len(n.text)
	}
	t.Logf("leaks on %s: %d, of %d texts in each of %d fields, cut at %d of their %d places, %d byte by byte, in %d requests (%d asked again), %s",
		s.name, w.leaks.Swap(0), len(all), s.carriers(), cuts, places, bytewise, sets*len(jobs), w.again.Swap(0), time.Since(began).Round(time.Millisecond))
}

func joined(some []note) string {
	var b strings.Builder
	for _, n := range some {
		b.WriteString(n.whole())
	}
	return b.String()
}

// cutOnce cuts the text of each note at its place of this round, and nowhere else.
func cutOnce(some []note, round int) []string {
	var pieces []string
	piece := ""
	for _, n := range some {
		at := n.cut(round)
		pieces = append(pieces, piece+n.before+n.text[:at])
		piece = n.text[at:] + n.after
	}
	return append(pieces, piece)
}

// tries bounds how often a request is sent whose stream ended in an error: on a
// machine that stands still for long, a worker loses what it was at.
const tries = 3

// ask sends one request, and again where its stream broke; whatever came is looked at.
func (w *world) ask(t *testing.T, s surface, j job) {
	for try := range tries {
		id := fmt.Sprintf("leaks-%s-%s-%d", s.name, j.name, try)
		model := w.voice.Model(id, answer(s.choices, j.fields, j.pieces))
		status, kind, body, err := w.post(t, w.url+s.path, id, s.body(model, j.stream))
		if err != nil || status != http.StatusOK {
			t.Errorf("%s: status %d, %v: %.300s", id, status, err, body)
			return
		}
		h, err := read(kind, body)
		if err != nil {
			t.Errorf("%s: %v", id, err)
			return
		}
		if place, name, is := h.leak(w.secrets); is && w.leaks.Add(1) <= 20 {
			t.Errorf("%s leaks: a piece of %s at %q", id, name, place)
		}
		if !j.stream || strings.Contains(body, s.end) {
			if n := h.places(strings.TrimSpace(opening), 1); n < s.texts {
				t.Errorf("%s: the notes came in %d places, want %d", id, n, s.texts)
			}
			return
		}
		if !strings.Contains(body, `"stream_interrupted"`) || try == tries-1 {
			t.Errorf("%s: the stream did not come to its end: %.400s", id, body[max(0, strings.LastIndex(body, `error"`)):])
			return
		}
		w.again.Add(1)
	}
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
