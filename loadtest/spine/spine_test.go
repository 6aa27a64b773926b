package spine

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"sluice/loadtest/rig"
)

const (
	connections = 64
	promptBytes = 2048
	slice       = 3 * time.Second // one side's turn
	turns       = 5               // of each side
)

func TestMain(m *testing.M) { os.Exit(rig.Main(m)) }

// side is one way to the development model.
type side struct {
	name    string
	url     string
	token   string
	pids    []int  // whose CPU counts
	ops     string // where one process tells its allocations; "" elsewhere
	client  *http.Client
	served  int
	elapsed time.Duration
	cpu     time.Duration
	took    []time.Duration
}

func (s *side) rate() float64 { return float64(s.served) / s.elapsed.Seconds() }
func (s *side) cpuMS() float64 {
	return float64(s.cpu.Microseconds()) / 1000 / float64(max(s.served, 1))
}
func (s *side) quantile(q float64) time.Duration {
	slices.Sort(s.took)
	return s.took[int(q*float64(len(s.took)-1))]
}

// BenchmarkSpine prints CPU per request (of Sluice's processes alone; of the model
// for the direct side), requests a second and their ratio at 64 connections in
// closed loop, every check on, 2 KB prompts, model time zero: for `sluice up`, and
// for nats-server and every service as a process of its own.
func BenchmarkSpine(b *testing.B) {
	const config = "backends:\n  - {name: dev, engine: openai, url: \"%s\", models: [sluice-dev], max_concurrent: 256}\n"
	b.Run("up", func(b *testing.B) {
		model := rig.Start(b, b.TempDir(), "devmodel", rig.Binary(b, false), nil, true, "devmodel", "--listen", "127.0.0.1:0")
		up := rig.StartUp(b, fmt.Sprintf(config, "http://"+model.Addr("http")))
		compare(b, model, &side{url: "http://" + up.Addr("http"), token: up.Token(b), pids: []int{up.PID()}, ops: "http://" + up.Addr("ops")})
	})
	b.Run("processes", func(b *testing.B) {
		s := rig.StartStack(b, rig.StackOptions{Config: config})
		pids := []int{s.NATS.PID()}
		for _, p := range s.Services {
			pids = append(pids, p.PID())
		}
		compare(b, s.Model, &side{url: "http://" + s.EdgeAddr, token: s.Token(b), pids: pids})
	})
}

func compare(b *testing.B, model *rig.Process, through *side) {
	b.Helper()
	direct := &side{url: "http://" + model.Addr("http"), pids: []int{model.PID()}}
	direct.name, through.name = "direct", "sluice"
	sides := []*side{direct, through}
	for _, s := range sides {
		s.client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections, MaxConnsPerHost: connections, DisableCompression: true}}
		s.run(b, time.Second)
		*s = side{name: s.name, url: s.url, token: s.token, pids: s.pids, ops: s.ops, client: s.client}
	}
	allocated := through.allocations(b)
	var ratios []float64
	for turn := range turns {
		before := make([]int, len(sides))
		for i, s := range sides {
			before[i] = s.served
			s.run(b, slice)
		}
		ratios = append(ratios, float64(through.served-before[1])/float64(max(direct.served-before[0], 1)))
		b.Logf("turn %d: direct %.0f/s, sluice %.0f/s so far, ratio %.3f", turn+1, direct.rate(), through.rate(), ratios[turn])
	}
	slices.Sort(ratios)
	for _, s := range sides {
		b.Logf("%-7s %8.0f requests/s  %6.3f ms CPU a request  p50 %s  p99 %s  (%d requests)",
			s.name, s.rate(), s.cpuMS(), s.quantile(0.5).Round(10*time.Microsecond), s.quantile(0.99).Round(10*time.Microsecond), s.served)
	}
	resident := 0
	for _, pid := range through.pids {
		resident += residentMB(b, pid)
	}
	b.Logf("ratio   %.3f of direct (median of %d turns; %.3f to %.3f), resident %d MB in %d processes",
		ratios[len(ratios)/2], turns, ratios[0], ratios[len(ratios)-1], resident, len(through.pids))
	if through.ops != "" {
		now := through.allocations(b)
		size, count := (now[0]-allocated[0])/float64(through.served), (now[1]-allocated[1])/float64(through.served)
		b.Logf("sluice allocates %.0f KB in %.0f objects a request, NATS server included", size/1000, count)
		b.ReportMetric(size, "alloc-B/request")
		b.ReportMetric(count, "allocs/request")
	}
	b.ReportMetric(through.rate(), "requests/s")
	b.ReportMetric(direct.rate(), "direct-requests/s")
	b.ReportMetric(ratios[len(ratios)/2], "ratio")
	b.ReportMetric(through.cpuMS(), "cpu-ms/request")
	b.ReportMetric(0, "ns/op")
}

// allocations are the bytes and objects that the process has allocated so far.
func (s *side) allocations(b *testing.B) (out [2]float64) {
	b.Helper()
	if s.ops == "" {
		return out
	}
	res, err := s.client.Get(s.ops + "/metrics")
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	page, err := io.ReadAll(res.Body)
	if err != nil {
		b.Fatal(err)
	}
	for i, name := range []string{"go_memstats_alloc_bytes_total", "go_memstats_mallocs_total"} {
		_, after, found := strings.Cut(string(page), "\n"+name+" ")
		text, _, _ := strings.Cut(after, "\n")
		if out[i], err = strconv.ParseFloat(text, 64); !found || err != nil {
			b.Fatalf("no %s among the metrics", name)
		}
	}
	return out
}

func (s *side) run(b *testing.B, d time.Duration) {
	b.Helper()
	body := []byte(`{"model":"sluice-dev","messages":[{"role":"user","content":"` + prompt() + `"}]}`)
	cpu, began := cpuOf(b, s.pids), time.Now()
	end := began.Add(d)
	var wg sync.WaitGroup
	var mu sync.Mutex
	for range connections {
		wg.Go(func() {
			var took []time.Duration
			for time.Now().Before(end) {
				t := time.Now()
				if err := s.call(body); err != nil {
					b.Error(err)
					return
				}
				took = append(took, time.Since(t))
			}
			mu.Lock()
			defer mu.Unlock()
			s.served += len(took)
			s.took = append(s.took, took...)
		})
	}
	wg.Wait()
	s.elapsed += time.Since(began)
	s.cpu += cpuOf(b, s.pids) - cpu
}

func (s *side) call(body []byte) error {
	req, err := http.NewRequest(http.MethodPost, s.url+"/v1/chat/completions", bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	if s.token != "" {
		req.Header.Set("Authorization", "Bearer "+s.token)
	}
	res, err := s.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK || !bytes.Contains(answer, []byte(`"choices"`)) {
		return fmt.Errorf("%s answered %d", s.name, res.StatusCode)
	}
	return nil
}

// prompt is plain English of a fixed length.
func prompt() string {
	text := "The quick brown fox explains to the lazy dog how water passes a sluice gate and why the miller waits for it. "
	return strings.Repeat(text, promptBytes/len(text)+1)[:promptBytes]
}

// cpuOf is user and system time of processes so far (proc(5), clock ticks of 10 ms).
func cpuOf(b *testing.B, pids []int) time.Duration {
	b.Helper()
	var ticks int64
	for _, pid := range pids {
		stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
		if err != nil {
			b.Skipf("no CPU accounting here: %v", err)
		}
		f := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
		for _, i := range []int{11, 12} {
			n, err := strconv.ParseInt(f[i], 10, 64)
			if err != nil {
				b.Fatal(err)
			}
			ticks += n
		}
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

func residentMB(b *testing.B, pid int) int {
	b.Helper()
	statm, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/statm")
	if err != nil {
		b.Fatal(err)
	}
	pages, err := strconv.Atoi(strings.Fields(string(statm))[1])
	if err != nil {
		b.Fatal(err)
	}
	return pages * os.Getpagesize() >> 20
}
