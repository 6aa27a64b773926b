package chaos

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"time"
)

// ask is a prompt as its client sends it: the same id and the same bytes each time.
type ask struct {
	prompt
	door string // http or nats
	body []byte
}

// How long the model takes, in the milliseconds of its name.
const (
	fastest = 1000 * time.Millisecond
	slowest = 1600 * time.Millisecond
)

// batches makes n prompts, a batch for each step, through both doors. Each batch
// has one that the engine refuses. One that dlp refuses ends at once and would not
// be in flight, so only batches that are hit as soon as they are sent have one.
// The same call gives the same prompts.
func batches(n int, steps []step) [][]ask {
	rng := rand.New(rand.NewPCG(1, 2))
	out := make([][]ask, len(steps))
	made := 0
	for b, size := range sizes(n, steps) {
		for j := range size {
			a := ask{prompt: prompt{ID: fmt.Sprintf("chaos-%04d", made), Want: "completed"}, door: []string{"http", "nats"}[(b+j)%2]}
			made++
			model := fmt.Sprintf("sluice-dev/slow-%d", fastest.Milliseconds()+rng.Int64N((slowest-fastest).Milliseconds()))
			text := "Summarise what is marked " + marker(a.ID) + ", please."
			switch {
			case j == 0:
				a.Want = "failed"
				model = "sluice-dev/error-400"
			case j == 1 && steps[b].what != dieAt && steps[b].calls == 0:
				a.Want = "refused"
				text += " My card is 4111 1111 1111 1111."
			}
			a.body, _ = json.Marshal(map[string]any{"model": model, "messages": []any{map[string]string{"role": "user", "content": text}}})
			out[b] = append(out[b], a)
		}
	}
	return out
}

// sizes spreads n prompts over the steps. What does not divide goes to the
// failpoints first: they wait for a passing, so a request or two of theirs ends
// before the blow.
func sizes(n int, steps []step) []int {
	out := make([]int, len(steps))
	rest := n % len(steps)
	for _, failpoints := range []bool{true, false} {
		for i, s := range steps {
			if (s.what == dieAt) != failpoints {
				continue
			}
			out[i] = n / len(steps)
			if rest > 0 {
				out[i]++
				rest--
			}
		}
	}
	return out
}

// marker stands in a prompt's text, so that the model's journal can be tied to
// the request.
func marker(id string) string { return "[[" + id + "]]" }

func idOfMarker(body []byte) string {
	var b struct {
		Messages []struct {
			Content string `json:"content"`
		} `json:"messages"`
	}
	if json.Unmarshal(body, &b) != nil || len(b.Messages) == 0 {
		return "no prompt"
	}
	text := []byte(b.Messages[0].Content)
	_, rest, ok := bytes.Cut(text, []byte("[["))
	id, _, closed := bytes.Cut(rest, []byte("]]"))
	if !ok || !closed {
		return "no marker"
	}
	return string(id)
}

// load is what the clients share.
type load struct {
	edge, natsURL, token string
	http                 *http.Client

	mu      sync.Mutex
	open    map[string]bool // guarded by mu: ids without an outcome
	copies  []copyOf        // guarded by mu
	retries int             // guarded by mu
	notes   []string        // guarded by mu: what no client may ever see
}

func newLoad(edge, natsURL, token string) *load {
	return &load{
		edge: edge, natsURL: natsURL, token: token, open: map[string]bool{},
		http: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}},
	}
}

// start sends every ask of a batch at once. The channel is closed when all have
// their outcome; their clients try until ctx ends.
func (l *load) start(ctx context.Context, batch []ask) (done <-chan struct{}) {
	var all sync.WaitGroup
	l.mu.Lock()
	for _, a := range batch {
		l.open[a.ID] = true
	}
	l.mu.Unlock()
	for _, a := range batch {
		all.Go(func() {
			c, ok := l.ask(ctx, a)
			if !ok {
				return
			}
			l.saw(c)
			l.mu.Lock()
			defer l.mu.Unlock()
			delete(l.open, a.ID)
		})
	}
	out := make(chan struct{})
	go func() { all.Wait(); close(out) }()
	return out
}

func (l *load) ask(ctx context.Context, a ask) (copyOf, bool) {
	if a.door == "nats" {
		return l.overNATS(ctx, a)
	}
	return l.overHTTP(ctx, a)
}

// inFlight is how many clients wait for an outcome.
func (l *load) inFlight() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.open)
}

func (l *load) waiting() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []string
	for id := range l.open {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

func (l *load) saw(c copyOf) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.copies = append(l.copies, c)
}

func (l *load) note(format string, args ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.notes = append(l.notes, fmt.Sprintf(format, args...))
}

// again pauses before a client tries once more; false: no more.
func (l *load) again(ctx context.Context) bool {
	l.mu.Lock()
	l.retries++
	l.mu.Unlock()
	select {
	case <-ctx.Done():
		return false
	case <-time.After(150 * time.Millisecond):
		return true
	}
}

// patience is how long a client waits for an HTTP answer before it asks again:
// longer than any freeze here, shorter than the edge's own wait for a dead dlp.
const patience = 6 * time.Second

// overHTTP asks until there is an outcome: connection errors, 429 and 5xx are
// tried again with the same id and body, as OpenAI's clients do.
func (l *load) overHTTP(ctx context.Context, a ask) (copyOf, bool) {
	for {
		c, ok := l.post(ctx, a)
		if ok {
			return c, true
		}
		if !l.again(ctx) {
			return copyOf{}, false
		}
	}
}

func (l *load) post(ctx context.Context, a ask) (copyOf, bool) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+l.edge+"/v1/chat/completions", bytes.NewReader(a.body))
	if err != nil {
		return copyOf{}, false
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+l.token)
	req.Header.Set("X-Request-Id", a.ID)
	resp, err := l.http.Do(req)
	if err != nil {
		return copyOf{}, false
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode == 429 || resp.StatusCode >= 500 {
		return copyOf{}, false
	}
	if got := resp.Header.Get("X-Request-Id"); got != a.ID {
		l.note("%s was answered as %q", a.ID, got)
	}
	c := copyOf{ID: a.ID, Door: "http", Kind: "failed", Status: resp.StatusCode, Body: string(body)}
	switch {
	case resp.StatusCode == http.StatusOK:
		c.Kind, c.Call = "completed", callOf(body)
	case bytes.Contains(body, []byte(`"content_filter"`)):
		c.Kind = "refused"
	}
	return c, true
}
