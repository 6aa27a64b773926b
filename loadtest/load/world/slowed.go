package world

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"time"

	"sluice/loadtest/rig"
)

// Slowed is Sluice as separate processes with one stage that has its work sleep: how
// often a process of it can do so at once is fixed.
type Slowed struct {
	Stage string
	Model string // what requests must ask
	Addr  string
	Token string
	// Sleeps is how often one exchange sleeps in the stage.
	Sleeps int

	model *rig.Process
	stack *rig.Stack
	more  []*rig.Process
}

// Slowable are the stages that can be slowed: dispatch by a slow model, guard by a
// guard model behind a door that keeps every call waiting.
func Slowable() []string { return []string{"dispatch", "guard"} }

// StartSlowed starts everything, and one process of the stage.
func StartSlowed(h rig.Host, stage string, sleep time.Duration, concurrency int) *Slowed {
	s := &Slowed{Stage: stage, Model: "sluice-dev", model: Model(h), Sleeps: 1}
	config := "backends:\n  - {name: dev, engine: openai, url: \"%s\", models: [sluice-dev, \"sluice-dev/*\"], max_concurrent: 256}\n"
	switch stage {
	case "dispatch":
		s.Model = fmt.Sprintf("sluice-dev/slow-%d", sleep.Milliseconds())
	case "guard":
		s.Sleeps = 2 // it judges the prompt, and the answer
		door := slowDoor(h, s.model.Addr("http"), sleep)
		config += fmt.Sprintf("guard:\n  backends:\n    - {name: guard, engine: vllm, url: %q, model: sluice-dev/guard, family: llama-guard-3-8b, max_concurrent: 256}\n", door)
	default:
		h.Fatalf("stage %q cannot be slowed: choose among %v", stage, Slowable())
	}
	s.stack = rig.StartStack(h, rig.StackOptions{
		Config: config, Model: "http://" + s.model.Addr("http"), More: []string{"console"},
		Configs: map[string]string{stage: config + fmt.Sprintf("limits: {concurrency: %d}\n", concurrency)},
	})
	s.Addr, s.Token = s.stack.EdgeAddr, s.stack.Token(h)
	return s
}

// Scale starts or stops processes of the stage until there are n; a stopped one gives
// back what it has not begun.
func (s *Slowed) Scale(h rig.Host, n int) {
	for len(s.more) < n-1 {
		s.more = append(s.more, s.stack.Another(h, fmt.Sprintf("%s-%d", s.Stage, len(s.more)+2), s.Stage))
	}
	for len(s.more) > max(0, n-1) {
		s.more[len(s.more)-1].Stop()
		s.more = s.more[:len(s.more)-1]
	}
}

// PIDs are Sluice's processes of now, and the model's.
func (s *Slowed) PIDs() (own []int, model int) {
	for _, p := range s.stack.Nodes {
		own = append(own, p.PID())
	}
	for _, p := range s.stack.Services {
		own = append(own, p.PID())
	}
	for _, p := range s.more {
		own = append(own, p.PID())
	}
	return own, s.model.PID()
}

// slowDoor is an HTTP server on loopback in front of a model that lets every
// completion wait before it goes through. It gives its URL.
func slowDoor(h rig.Host, addr string, sleep time.Duration) string {
	to := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: addr})
	to.Transport = &http.Transport{MaxIdleConnsPerHost: 256, DisableCompression: true}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		h.Fatalf("listening for the slowed guard model: %v", err)
	}
	srv := &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && !wait(r.Context(), sleep) {
			return
		}
		to.ServeHTTP(w, r)
	})}
	go func() { _ = srv.Serve(l) }()
	h.Cleanup(func() { _ = srv.Close() })
	return "http://" + l.Addr().String()
}

// wait sleeps; false means that the caller went first.
func wait(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
