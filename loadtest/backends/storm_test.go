package backends

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
	"time"

	"sluice/loadtest/outcomes/caller"
	"sluice/loadtest/rig"
)

// storm is how long backends are killed; seed says which and when.
var (
	stormFor  = flag.Duration("storm", 10*time.Second, "how long TestStorm kills backends")
	stormSeed = flag.Uint64("storm-seed", 1, "what its dice begin with")
)

const stormConfig = `
breaker: { failures: 3, open_for: 300ms }
backends:
  - { name: a, engine: openai, url: "http://%s", models: [sluice-dev/slow-80, sluice-dev/slow-900] }
  - { name: b, engine: openai, url: "http://%s", models: [sluice-dev/slow-80, sluice-dev/slow-900] }
  - { name: c, engine: openai, url: "http://%s", models: [sluice-dev/slow-80, sluice-dev/slow-900] }
`

// storm is one Sluice before three development models that die and come back.
type storm struct {
	up     *rig.Up
	models [3]*rig.Process
	load   *load
	dice   *rand.Rand
	kills  int
	alone  int // times that one alone was left
}

// TestStorm: three backends are killed and started again at random, one or two at a time, under buffered and streamed
// load. While one lives, every request of which no byte has come gets its answer, and every stream that has begun ends as
// a whole or with an error.
func TestStorm(t *testing.T) {
	dir, bin := t.TempDir(), rig.Binary(t, false)
	s := &storm{dice: rand.New(rand.NewPCG(*stormSeed, 0))}
	var at [3]any
	for i := range s.models {
		addr := rig.FreeAddr(t)
		at[i], s.models[i] = addr, rig.Start(t, dir, fmt.Sprint("model-", i), bin, nil, true, "devmodel", "--listen", addr)
	}
	s.up = rig.StartUp(t, fmt.Sprintf(stormConfig, at[:]...))
	s.load = newLoad(caller.HTTP{Addr: s.up.Addr("http"), Token: s.up.Token(t)})
	s.load.start(6, 8)
	s.answers(t, 10)
	for end, survivor := time.Now().Add(*stormFor), 0; time.Now().Before(end); survivor = (survivor + 1) % 3 {
		for range 2 + s.dice.IntN(3) {
			s.strike(t, survivor)
		}
		s.settle(t)
	}
	s.load.stop()
	n := s.load.counts()
	refused := s.metric(t, `sluice_pool_retries_total{`, `granted="no"`)
	t.Logf("%d kills, %d times with one alone left: %s; %v calls tried again, %v refused to be",
		s.kills, s.alone, n, s.metric(t, `sluice_pool_retries_total{`, `granted="yes"`), refused)
	for _, f := range s.load.faults() {
		t.Error(f)
	}
	if n.answered == 0 || n.whole == 0 || s.kills < 4 || refused > 0 {
		t.Errorf("too little happened, or retries were refused: %d kills, %s, %v refused", s.kills, n, refused)
	}
}

// strike kills one or both of the backends that do not survive this time, and starts them again after some answers.
func (s *storm) strike(t *testing.T, survivor int) {
	first := 1 + s.dice.IntN(2)
	dead := []int{(survivor + first) % 3}
	if s.dice.IntN(2) == 0 {
		dead = append(dead, (survivor+3-first)%3)
		s.alone++
	}
	for _, i := range dead {
		s.models[i].Kill()
		s.kills++
		s.answers(t, s.dice.IntN(6))
	}
	s.answers(t, 2+s.dice.IntN(20))
	for _, i := range dead {
		s.models[i].Restart(true)
		s.answers(t, s.dice.IntN(6))
	}
}

// settle waits until all backends are taken for alive again and nothing is on its way that has met a dead one: then
// another may be the one that survives.
func (s *storm) settle(t *testing.T) {
	rig.Eventually(t, 20*time.Second, "all breakers are closed", func() bool {
		return s.metric(t, "sluice_backend_breaker_state{", `purpose="chat"`) == 0
	})
	was := s.load.rounds()
	rig.Eventually(t, 20*time.Second, "who was on his way has come", func() bool {
		for i, n := range s.load.rounds() {
			if n < was[i]+2 {
				return false
			}
		}
		return true
	})
}

// answers waits for so many more.
func (s *storm) answers(t *testing.T, n int) {
	was := s.load.ended.Load()
	rig.Eventually(t, 20*time.Second, "requests are answered", func() bool { return s.load.ended.Load() >= was+int64(n) })
}

// metric is the sum of the metrics whose line has all of these.
func (s *storm) metric(t *testing.T, name string, labels ...string) (sum float64) {
	t.Helper()
	resp, err := http.Get("http://" + s.up.Addr("ops") + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	for line := range lines(resp.Body) {
		ok := strings.HasPrefix(line, name)
		for _, l := range labels {
			ok = ok && strings.Contains(line, l)
		}
		var v float64
		if ok {
			if _, err := fmt.Sscan(line[strings.LastIndexByte(line, ' ')+1:], &v); err != nil {
				t.Fatal(err)
			}
		}
		sum += v
	}
	return sum
}
