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
	"sync"
	"sync/atomic"
	"testing"
	"time"

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
	requests   atomic.Int64
	leaks      atomic.Int64
}

// TestLeaks is one process for every surface.
func TestLeaks(t *testing.T) {
	all := notes(t)
	w := &world{voice: voice.Start(t), secrets: newSecrets(t, all)}
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
}

// surface asks for every note: whole, cut in two at its places, and byte by byte.
func (w *world) surface(t *testing.T, s surface, rounds int) {
	all := w.secrets.notes
	var jobs []job
	for i, some := range batches(all, together) {
		jobs = append(jobs, job{fmt.Sprintf("plain-%d", i), []string{joined(some)}, false})
	}
	cuts, bytewise := 0, 0
	for round := range rounds {
		have := slices.DeleteFunc(slices.Clone(all), func(n note) bool { return round >= len(n.text) })
		cuts += len(have)
		for i, some := range batches(have, together) {
			jobs = append(jobs, job{fmt.Sprintf("cut-%d-%d", round, i), cutOnce(some, round), true})
		}
	}
	for i, some := range batches(all, byteByByte) {
		if rounds > few || i%8 == 0 {
			bytewise += len(some)
			jobs = append(jobs, job{fmt.Sprintf("bytes-%d", i), strings.Split(joined(some), ""), true})
		}
	}
	began := time.Now()
	var fields atomic.Int64
	parallel(len(jobs), func(i int) {
		if t.Failed() && i > 200 {
			return // the rest would say the same
		}
		if n := w.ask(t, s, jobs[i]); n > 0 {
			fields.Store(int64(n))
		}
	})
	places := 0
	for _, n := range all {
		places += len(n.text)
	}
	t.Logf("leaks on %s: %d, of %d texts in each of %d fields, cut at %d of their %d places, %d byte by byte, in %d requests, %s",
		s.name, w.leaks.Swap(0), len(all), fields.Load(), cuts, places, bytewise, len(jobs), time.Since(began).Round(time.Millisecond))
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

// answer says the pieces in every field of every choice, and in the arguments of a
// call; the last choice with log-probabilities.
func answer(choices int, pieces []string) voice.Script {
	var args []string
	for _, p := range pieces {
		quoted, err := json.Marshal(p)
		if err != nil {
			panic(err)
		}
		args = append(args, string(quoted[1:len(quoted)-1]))
	}
	args[0] = `{"note":"` + args[0]
	args[len(args)-1] += `"}`
	return func(m *voice.Mouth) {
		var all []voice.Choice
		for i := range choices {
			c := voice.Choice{Finish: "tool_calls", Logprobs: i == choices-1, Calls: []voice.Call{{ID: fmt.Sprintf("call_%d", i), Name: "note", Pieces: args}}}
			for _, f := range fieldsOf(i) {
				c.Fields = append(c.Fields, voice.Field{Name: f, Pieces: pieces})
			}
			all = append(all, c)
		}
		m.Answer(all...)
	}
}

func fieldsOf(choice int) []string {
	if choice > 0 {
		return []string{"content"}
	}
	return []string{"reasoning_content", "reasoning", "content", "refusal"}
}

// ask sends one request and returns in how many places the notes came.
func (w *world) ask(t *testing.T, s surface, j job) int {
	w.requests.Add(1)
	id := "leaks-" + s.name + "-" + j.name
	model := w.voice.Model(id, answer(s.choices, j.pieces))
	status, kind, body, err := w.post(t, w.url+s.path, id, s.body(model, j.stream))
	if err != nil || status != http.StatusOK {
		t.Errorf("%s: status %d, %v: %.300s", id, status, err, body)
		return 0
	}
	if j.stream && !strings.Contains(body, s.end) {
		t.Errorf("%s: the stream did not come to its end: %.300s", id, body[max(0, len(body)-300):])
		return 0
	}
	h, err := read(kind, body)
	if err != nil {
		t.Errorf("%s: %v", id, err)
		return 0
	}
	if place, name, is := h.leak(w.secrets); is && w.leaks.Add(1) <= 20 {
		t.Errorf("%s leaks: a piece of %s at %q", id, name, place)
	}
	fields := h.places(strings.TrimSpace(opening), 1)
	if fields < s.texts {
		t.Errorf("%s: the notes came in %d places, want %d", id, fields, s.texts)
	}
	return fields
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

// parallel runs n tasks, atOnce at a time.
func parallel(n int, task func(i int)) {
	next := make(chan int)
	var all sync.WaitGroup
	for range min(n, atOnce) {
		all.Go(func() {
			for i := range next {
				task(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	all.Wait()
}
