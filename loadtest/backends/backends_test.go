package backends

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sluice/loadtest/outcomes/caller"
	"sluice/loadtest/rig"
	"sluice/pkg/bus"
	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
	"sluice/pkg/policy"
)

func TestMain(m *testing.M) { os.Exit(rig.Main(m)) }

const (
	failures = 3               // that open a breaker
	timeout  = time.Second     // of a hanging backend
	deadline = 3 * time.Second // of the policy
	slack    = 2 * time.Second // for a busy machine, past a timeout or deadline
)

const config = `
policy: POLICY
breaker: { failures: 3, open_for: 10m }
backends:
  - { name: one, engine: openai, url: "ONE", models: [sluice-dev/slow-20] }
  - { name: two, engine: openai, url: "TWO", models: [sluice-dev/slow-20] }
  - { name: gone, engine: openai, url: "GONE", models: [gone] }
  - { name: away, engine: openai, url: "AWAY", models: [gone] }
  - { name: stuck, engine: openai, url: "STUCK", models: [sluice-dev/echo], timeout: 1s }
  - { name: free, engine: openai, url: "TWO", models: [sluice-dev/echo] }
  - { name: alone, engine: openai, url: "TWO", models: [sluice-dev/hang], timeout: 1s }
  - { name: patient, engine: openai, url: "STUCK", models: [patient] }
`

// scene is one Sluice before two development models and three servers of ours.
type scene struct {
	up         *rig.Up
	inside     *bus.Bus
	http       caller.HTTP
	one        *rig.Process
	gone, away *counter
	stuck      *httptest.Server
	asked      atomic.Int64 // of stuck
}

func TestBackends(t *testing.T) {
	s := &scene{}
	dir, bin := t.TempDir(), rig.Binary(t, false)
	s.one = rig.Start(t, dir, "one", bin, nil, true, "devmodel", "--listen", rig.FreeAddr(t))
	two := rig.Start(t, dir, "two", bin, nil, true, "devmodel", "--listen", rig.FreeAddr(t))
	s.gone, s.away = count(t, "127.0.0.1:0"), count(t, "127.0.0.1:0")
	s.stuck = httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		s.asked.Add(1)
		<-r.Context().Done()
	}))
	t.Cleanup(s.stuck.Close)
	rules := strings.Replace(string(policy.Default()), "deadline: 120s", "deadline: "+deadline.String(), 1)
	s.up = rig.StartUp(t, strings.NewReplacer(
		"POLICY", rig.WriteFile(t, filepath.Join(dir, "policy.yaml"), "%s", rules),
		"ONE", "http://"+s.one.Addr("http"), "TWO", "http://"+two.Addr("http"),
		"GONE", "http://"+s.gone.Addr().String(), "AWAY", "http://"+s.away.Addr().String(), "STUCK", s.stuck.URL,
	).Replace(config))
	s.inside = rig.Inside(t, s.up.URL(), s.up.Keys)
	s.http = caller.HTTP{Addr: s.up.Addr("http"), Token: s.up.Token(t)}
	t.Run("one of two dies", s.oneDies)
	t.Run("both are down", s.bothDown)
	t.Run("one of two hangs", s.oneHangs)
	t.Run("the only one hangs", s.hangsAlone)
	t.Run("the deadline comes first", s.deadline)
}

// oneDies kills one of two while it answers: of a hundred requests none fails. Its
// address then counts who still tries it.
func (s *scene) oneDies(t *testing.T) {
	const requests, workers, after = 100, 8, 30
	var answered, failed atomic.Int64
	kill := make(chan struct{})
	next := make(chan int)
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for i := range next {
				if a := s.ask(t, fmt.Sprintf("one-%d", i), "sluice-dev/slow-20"); a.Status != 200 {
					failed.Add(1)
					t.Errorf("request %d: status %d, %s", i, a.Status, a.Code())
				}
				if answered.Add(1) == after {
					close(kill)
				}
			}
		})
	}
	go func() {
		for i := range requests {
			next <- i
		}
		close(next)
	}()
	<-kill
	addr := s.one.Addr("http")
	s.one.Kill()
	all.Wait()
	if n := failed.Load(); n > 0 {
		t.Errorf("%d of %d requests failed", n, requests)
	}
	tries := map[int]int{}
	for i := range requests {
		tries[s.record(t, fmt.Sprintf("one-%d", i)).Attempts.Backends]++
	}
	if tries[2] == 0 || tries[2] > failures+workers {
		t.Errorf("%d requests tried the dead backend, want 1 to %d", tries[2], failures+workers)
	}
	c := count(t, addr)
	for i := range 50 {
		if a := s.ask(t, fmt.Sprintf("open-%d", i), "sluice-dev/slow-20"); a.Status != 200 {
			t.Errorf("request %d with an open breaker: status %d", i, a.Status)
		}
	}
	if n := c.n.Load(); n != 0 {
		t.Errorf("the dead backend was tried %d times; its breaker is not open", n)
	}
	t.Logf("of %d requests %d tried the dead backend, and none of 50 more", requests, tries[2])
}

// bothDown: each is refused with 503 and recorded, and soon at once.
func (s *scene) bothDown(t *testing.T) {
	const requests = 20
	var slowest, open time.Duration
	for i := range requests {
		id := fmt.Sprintf("down-%d", i)
		a := s.ask(t, id, "gone")
		if a.Status != 503 || a.Code() != "model_unavailable" || a.Header.Get("Retry-After") == "" {
			t.Errorf("%s: status %d, code %q", id, a.Status, a.Code())
		}
		slowest = max(slowest, a.Took)
		if i >= failures {
			open = max(open, a.Took)
		}
		r := s.record(t, id)
		if r.Outcome != "failed" || r.Refusal == nil || r.Refusal.Status != 503 {
			t.Errorf("%s: the record says %s", id, r.Outcome)
		}
		if i >= failures && r.Attempts.Backends != 0 {
			t.Errorf("%s: %d backends were tried with open breakers", id, r.Attempts.Backends)
		}
	}
	for name, c := range map[string]*counter{"gone": s.gone, "away": s.away} {
		if n := c.n.Load(); n != failures {
			t.Errorf("%s was tried %d times, want %d", name, n, failures)
		}
	}
	if slowest > deadline || open > time.Second {
		t.Errorf("the slowest answer took %s, with open breakers %s", slowest, open)
	}
	t.Logf("the slowest of %d answers took %s, with open breakers %s", requests, ms(slowest), ms(open))
}

// oneHangs costs its timeout where it is tried, and nothing once its breaker is open.
func (s *scene) oneHangs(t *testing.T) {
	hung := 0
	var slowest time.Duration
	for i := range 20 {
		id := fmt.Sprintf("hang-%d", i)
		a := s.http.Chat(t, id, `{"model":"sluice-dev/echo","messages":[{"role":"user","content":"`+id+`"}]}`) // a conversation of its own
		if a.Status != 200 {
			t.Errorf("%s: status %d, code %q", id, a.Status, a.Code())
		}
		slowest = max(slowest, a.Took)
		if tried := s.record(t, id).Attempts.Backends; tried == 2 {
			hung++
			if a.Took < timeout {
				t.Errorf("%s: a hanging backend was given up after %s", id, a.Took)
			}
		}
	}
	if hung != failures || s.asked.Load() != failures {
		t.Errorf("%d requests met the hanging backend, which was asked %d times; want %d", hung, s.asked.Load(), failures)
	}
	if slowest > timeout+slack {
		t.Errorf("a hanging backend with a timeout of %s cost %s", timeout, slowest)
	}
	t.Logf("%d of 20 requests met the hanging backend; the slowest took %s", hung, ms(slowest))
}

// hangsAlone: where no other can answer, the timeout is all that the refusal takes.
func (s *scene) hangsAlone(t *testing.T) {
	a := s.ask(t, "alone", "sluice-dev/hang")
	if a.Status != 503 || a.Code() != "model_unavailable" || a.Took < timeout || a.Took > timeout+slack {
		t.Errorf("status %d after %s, want 503 after %s", a.Status, a.Took, timeout)
	}
	if r := s.record(t, "alone"); r.Outcome != "failed" || r.Refusal.Status != 503 {
		t.Errorf("the record says %s", r.Outcome)
	}
	t.Logf("503 after %s", ms(a.Took))
}

// deadline: the backend's timeout is a minute, the policy's deadline is not.
func (s *scene) deadline(t *testing.T) {
	a := s.ask(t, "patient", "patient")
	if a.Status != 504 || a.Took < deadline-100*time.Millisecond || a.Took > deadline+slack {
		t.Errorf("status %d after %s, want 504 after %s", a.Status, a.Took, deadline)
	}
	if r := s.record(t, "patient"); r.Outcome != "failed" || r.Refusal.Code != "deadline_exceeded" {
		t.Errorf("the record says %s", r.Outcome)
	}
	t.Logf("504 after %s, with a deadline of %s", ms(a.Took), deadline)
}

func (s *scene) ask(t *testing.T, id, model string) caller.Answer {
	t.Helper()
	return s.http.Chat(t, id, `{"model":"`+model+`","messages":[{"role":"user","content":"Hello"}]}`)
}

// record is stored before its caller has an answer.
func (s *scene) record(t *testing.T, id string) evidence.Record {
	t.Helper()
	data, err := evidence.Find(t.Context(), s.inside, caller.Tenant, exchange.Key(caller.Tenant, "admin", id))
	if err != nil {
		t.Fatalf("the record of %s: %v", id, err)
	}
	var r evidence.Record
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// counter is a backend that is down: it hangs up on everybody, and counts them.
type counter struct {
	net.Listener
	n atomic.Int64
}

func count(t *testing.T, addr string) *counter {
	t.Helper()
	l, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	c := &counter{Listener: l}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			c.n.Add(1)
			_ = conn.Close()
		}
	}()
	return c
}

func ms(d time.Duration) time.Duration { return d.Round(time.Millisecond) }
