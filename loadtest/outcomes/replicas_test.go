package outcomes

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sluice/loadtest/outcomes/caller"
	"sluice/loadtest/rig"
	"sluice/pkg/bus"
	"sluice/pkg/exchange"
)

// TestThreeReplicas: with three NATS servers and three replicas of everything,
// each server in turn dies by SIGKILL with requests in flight, and every request
// has its one outcome and its one record.
func TestThreeReplicas(t *testing.T) {
	const nodes, perKill = 3, 20
	dir, bin := t.TempDir(), rig.Binary(t, false)
	keys, data := filepath.Join(dir, "keys"), filepath.Join(dir, "data")
	var listen, routes, urls []string
	for range nodes {
		l, r := rig.FreeAddr(t), rig.FreeAddr(t)
		listen, routes, urls = append(listen, l), append(routes, r), append(urls, "nats://"+l)
	}
	var servers []*rig.Process
	for i := range nodes {
		name := fmt.Sprintf("n%d", i)
		args := []string{"nats", "config", "--keys", keys, "--store", filepath.Join(dir, name), "--listen", listen[i], "--name", name, "--cluster", routes[i]}
		for j := range nodes {
			if j != i {
				args = append(args, "--route", "nats://"+routes[j])
			}
		}
		conf, err := exec.Command(bin, args...).Output()
		if err != nil {
			t.Fatalf("sluice nats config: %v", err)
		}
		file := rig.WriteFile(t, filepath.Join(dir, name+".conf"), "%s", conf)
		servers = append(servers, rig.Start(t, dir, name, rig.NATSServer(t), nil, false, "-c", file))
	}
	config := rig.WriteFile(t, filepath.Join(dir, "sluice.yaml"), "nats: {replicas: 3, ack_wait: 2s}\n")
	all := append([]string{"run"}, rig.ServiceNames()...)
	p := rig.Start(t, dir, "services", bin, nil, true, append(all, "--nats-url", strings.Join(urls, ","), "--keys", keys, "--data", data,
		"--config", config, "--ops", "127.0.0.1:0", "--listen", rig.FreeAddr(t))...)
	h := caller.HTTP{Addr: p.Addr("http"), Token: rig.Token(t, data)}

	id := func(kill, i int) string { return fmt.Sprintf("replicas-%d-%d", kill, i) }
	for kill := range servers {
		var asked sync.WaitGroup
		for i := range perKill {
			asked.Go(func() { untilDone(t, h, id(kill, i)) })
		}
		servers[kill].Kill()
		asked.Wait()
		servers[kill].Restart(false)
		// The next dies only when this one is back in every group.
		inside := rig.Inside(t, urls[(kill+1)%nodes], keys)
		rig.Eventually(t, soon, "all replicas are current", func() bool { return current(t, inside, nodes) })
	}
	got := records(t, rig.Inside(t, urls[0], keys))
	for kill := range servers {
		for i := range perKill {
			if n := got[exchange.Key(caller.Tenant, "admin", id(kill, i))]; n != 1 {
				t.Errorf("%s has %d records, want 1", id(kill, i), n)
			}
		}
	}
}

// untilDone sends one request until it has its outcome, as a client that retries.
func untilDone(t *testing.T, h caller.HTTP, id string) {
	body := ask(t, "sluice-dev/slow-300", id)
	last := "no answer"
	for end := time.Now().Add(3 * soon); time.Now().Before(end); {
		a, err := h.Try("POST", "/v1/chat/completions", body, "X-Request-Id", id)
		switch {
		case err != nil:
			last = err.Error()
		case a.Status == 200:
			return
		case a.Status != 503:
			t.Errorf("%s: status %d: %s", id, a.Status, a.Body)
			return
		default:
			last = string(a.Body)
		}
	}
	t.Errorf("%s has no outcome: %s", id, last)
}

// current says whether every stream has all its replicas, none behind.
func current(t *testing.T, b *bus.Bus, nodes int) bool {
	for name := range b.JS.StreamNames(t.Context()).Name() {
		s, err := b.JS.Stream(t.Context(), name)
		if err != nil {
			return false
		}
		c := s.CachedInfo().Cluster
		if c == nil || c.Leader == "" || len(c.Replicas) != nodes-1 {
			return false
		}
		for _, r := range c.Replicas {
			if !r.Current || r.Offline {
				return false
			}
		}
	}
	return true
}
