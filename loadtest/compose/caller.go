package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// asked is one request of the test and what came of it.
type asked struct {
	id, via string
	status  int    // of HTTP; 200 also for a completion over NATS
	body    string // its outcome
	tries   int
	sent    time.Time
	took    time.Duration // from the first try to the outcome
}

// caller sends prompts and sends each again, under the same id, until it has an
// outcome. Its fields are the mutex's.
type caller struct {
	edge, token string
	http        *http.Client
	overNATS    func(ctx context.Context, id, model, text string) (string, error)

	mu      sync.Mutex
	done    []asked
	sent    int
	flying  int
	changed chan struct{} // closed, and made anew, when done or flying changes
}

func newCaller(edge, token string, overNATS func(ctx context.Context, id, model, text string) (string, error)) *caller {
	return &caller{
		edge: edge, token: token, overNATS: overNATS, changed: make(chan struct{}),
		http: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64, DisableCompression: true}},
	}
}

const (
	slowModel = "sluice-dev/slow-200" // so that something is always in work
	retryTick = 250 * time.Millisecond
	askTime   = 3 * time.Minute // longest until an outcome; the deadline of an exchange is 120 s
)

func (c *caller) tell(change func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	change()
	close(c.changed)
	c.changed = make(chan struct{})
}

// until waits for ok, which is asked with the lock held.
func (c *caller) until(ctx context.Context, what string, ok func() bool) error {
	for {
		c.mu.Lock()
		good, changed := ok(), c.changed
		c.mu.Unlock()
		if good {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("waiting for %s: %w", what, ctx.Err())
		}
	}
}

// after waits until so many more requests have their outcome.
func (c *caller) after(ctx context.Context, more int) error {
	c.mu.Lock()
	want := len(c.done) + more
	c.mu.Unlock()
	return c.until(ctx, fmt.Sprintf("%d outcomes", want), func() bool { return len(c.done) >= want })
}

// inFlight waits until so many are on their way at once.
func (c *caller) inFlight(ctx context.Context, n int) error {
	return c.until(ctx, "requests in flight", func() bool { return c.flying >= n })
}

// loop sends one request after another over one door until stop is closed.
func (c *caller) loop(ctx context.Context, via string, stop <-chan struct{}) error {
	for {
		select {
		case <-stop:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		default:
		}
		c.mu.Lock()
		c.sent++
		a := asked{id: fmt.Sprintf("compose-%s-%04d", via, c.sent), via: via, sent: time.Now()}
		c.mu.Unlock()
		c.tell(func() { c.flying++ })
		err := c.ask(ctx, &a)
		c.tell(func() {
			c.flying--
			if err == nil {
				c.done = append(c.done, a)
			}
		})
		if err != nil {
			return err
		}
	}
}

// ask sends a until it has its outcome.
func (c *caller) ask(ctx context.Context, a *asked) error {
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	tick := time.NewTicker(retryTick)
	defer tick.Stop()
	for {
		a.tries++
		var err error
		if a.via == "nats" {
			a.body, err = c.overNATS(ctx, a.id, slowModel, prompt(a.id))
			a.status = http.StatusOK
		} else {
			a.status, a.body, err = c.post(ctx, a.id)
		}
		if err == nil && a.status != http.StatusTooManyRequests && a.status < 500 {
			a.took = time.Since(a.sent)
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s had no outcome after %d tries (status %d, %w)", a.id, a.tries, a.status, err)
		case <-tick.C:
		}
	}
}

// prompt has something to redact and something to replace, as prompts do.
func prompt(id string) string {
	return "Order " + id + " of sam.rivers@example.org, card 4111 1111 1111 1111: when does it come?"
}

func (c *caller) post(ctx context.Context, id string) (status int, body string, err error) {
	data, err := json.Marshal(map[string]any{
		"model": slowModel, "messages": []map[string]string{{"role": "user", "content": prompt(id)}},
	})
	if err != nil {
		return 0, "", err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.edge+"/v1/chat/completions", bytes.NewReader(data))
	if err != nil {
		return 0, "", err
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Request-Id", id)
	resp, err := c.http.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	return resp.StatusCode, strings.TrimSpace(string(answer)), err
}

// outcomes are those so far.
func (c *caller) outcomes() []asked {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.done)
}
