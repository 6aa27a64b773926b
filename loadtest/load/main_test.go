package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"sluice/loadtest/load/report"
	"sluice/loadtest/load/world"
	"sluice/loadtest/rig"
	"sluice/pkg/devmodel"
)

func TestMain(m *testing.M) { os.Exit(rig.Main(m)) }

// instrument builds the command.
func instrument(t *testing.T) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "load")
	build := exec.Command("go", "build", "-o", bin, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building: %v\n%s", err, out)
	}
	return bin
}

func read(t *testing.T, path string, into any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// TestCompareForReal: every side runs, every answer is right, the files are there, and
// their sums are what they must be.
func TestCompareForReal(t *testing.T) {
	dir := t.TempDir()
	cmd := exec.Command(instrument(t), "compare", "--quick", "--seconds", "0.3", "--rounds", "2", "--rate", "50", "--connections", "8", "--seed", "9", "--json", "--out", dir, "--sluice", rig.Binary(t, false))
	var log strings.Builder
	cmd.Stderr = &log
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s\n%s", err, log.String(), out)
	}
	var l, printed report.Load
	read(t, filepath.Join(dir, "load.json"), &l)
	if err := json.Unmarshal(out, &printed); err != nil || printed.Date != l.Date {
		t.Errorf("what was printed is not the result: %v", err)
	}
	if len(l.Sides) != len(world.Names()) || l.Wrong != 0 || l.Seed != 9 || l.Commit == "" || !strings.Contains(l.Command, "--seed 9") || l.Machine.Cores < 1 || l.Machine.Kernel == unknown {
		t.Errorf("%d sides, %d wrong, head %+v", len(l.Sides), l.Wrong, l.Head)
	}
	for i, s := range l.Sides {
		if s.Name != world.Names()[i] || s.Closed == nil || s.Open == nil || s.Streams == nil || s.Mixed == nil {
			t.Fatalf("side %d: %+v", i, s)
		}
		for what, b := range map[string]*report.Block{"closed": s.Closed, "open": s.Open, "streams": s.Streams, "mixed": s.Mixed} {
			adds(t, s.Name+", "+what, b)
		}
		if want := map[string]int{"direct": 1, "proxy": 1, "up": 1, "processes": 9, "replicas": 11}[s.Name]; s.Processes != want {
			t.Errorf("%s has %d processes, want %d", s.Name, s.Processes, want)
		}
		// 50 a second for 0.3 s: the first is due at once.
		if s.Open.Requests != 15 {
			t.Errorf("%s: %d requests in open loop, want 15", s.Name, s.Open.Requests)
		}
		if f := s.Streams.First; f == nil || f.Count != s.Streams.Requests || f.P50 > f.P95 || len(s.Streams.FirstP95.Each) != s.Streams.Turns {
			t.Errorf("%s: first text %+v of %d streams", s.Name, f, s.Streams.Requests)
		}
		if m := s.Memory; m.Idle <= 0 || m.Last <= 0 || m.Peak < m.Last || m.Peak < m.Idle || m.Anon > m.Last || m.Share <= 0 ||
			m.Requests < s.Closed.Requests+s.Open.Requests+s.Streams.Requests+s.Mixed.Requests {
			t.Errorf("%s: memory %+v", s.Name, m)
		}
		if (s.Name == world.Direct) != (s.Against == nil) {
			t.Errorf("%s against direct: %v", s.Name, s.Against)
		}
		if s.Against != nil {
			direct := l.Sides[0].Closed.Rate.Each[0]
			if got, want := s.Against.Rate.Each[0]*direct, s.Closed.Rate.Each[0]; got < want*0.999 || got > want*1.001 {
				t.Errorf("%s: share × direct is %g, want %g", s.Name, got, want)
			}
		}
	}
	for _, name := range []string{"load.html", "load.md"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || !strings.Contains(string(data), "replicas") || !strings.Contains(string(data), l.Commit) {
			t.Errorf("%s: %v, %d bytes", name, err, len(data))
		}
	}
	// Not on a terminal: lines, one after another.
	if strings.Contains(log.String(), "\x1b") || !strings.Contains(log.String(), "round 1 of 1: replicas") {
		t.Errorf("progress:\n%s", log.String())
	}
}

// adds checks that a block's parts are its whole.
func adds(t *testing.T, name string, b *report.Block) {
	t.Helper()
	var kinds, course int64
	for _, k := range b.Kinds {
		kinds += k.Count
	}
	for _, m := range b.Course {
		course += int64(m.Count)
	}
	if b.Requests <= 0 || kinds != b.Requests || course != b.Requests || b.Latency.Count != b.Requests || b.Service.Count != b.Requests || len(b.Rate.Each) != b.Turns {
		t.Errorf("%s: %d requests, %d by kind, %d over time, %d latencies, %d rates of %d turns", name, b.Requests, kinds, course, b.Latency.Count, len(b.Rate.Each), b.Turns)
	}
	if got := b.Rate.Each[0] * b.Seconds; b.Turns == 1 && (got < float64(b.Requests)*0.999 || got > float64(b.Requests)*1.001) {
		t.Errorf("%s: rate × time is %g, and there were %d requests", name, got, b.Requests)
	}
	if b.Latency.P50 > b.Latency.P99 || b.Latency.P99 > b.Latency.Max || b.Service.Max > b.Latency.Max {
		t.Errorf("%s: latency %+v, service %+v", name, b.Latency, b.Service)
	}
}

// TestRunForReal calls a model that runs already, and fails where it says something else.
func TestRunForReal(t *testing.T) {
	srv := httptest.NewServer(devmodel.Handler(nil))
	defer srv.Close()
	bin := instrument(t)
	args := []string{"run", "--direct", "--url", srv.URL, "--duration", "300ms", "--warmup", "0s", "--rate", "100", "--poisson", "--stream", "0.5", "--sizes", "64,4096", "--pid", fmt.Sprint(os.Getpid()), "--json"}
	out, err := exec.Command(bin, args...).Output()
	var l report.Load
	if err != nil || json.Unmarshal(out, &l) != nil || len(l.Sides) != 1 || l.Wrong != 0 || l.Sides[0].Memory.Last <= 0 || l.Sides[0].Closed != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	adds(t, "run", l.Sides[0].Open)
	out, err = exec.Command(bin, append(args, "--text", "something else")...).Output()
	if err == nil || json.Unmarshal(out, &l) != nil || l.Wrong != l.Sides[0].Open.Requests || l.Wrong == 0 {
		t.Errorf("wrong answers: %v\n%s", err, out)
	}
}

func TestStageForReal(t *testing.T) {
	dir := t.TempDir()
	cmd := exec.Command(instrument(t), "stage", "--quick", "--seconds", "0.4", "--concurrency", "2", "--out", dir, "--sluice", rig.Binary(t, false))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var s report.Scaling
	read(t, filepath.Join(dir, "load-stage.json"), &s)
	if len(s.Stages) != 2 || s.Wrong != 0 {
		t.Fatalf("%d stages, %d wrong", len(s.Stages), s.Wrong)
	}
	for _, st := range s.Stages {
		if len(st.Points) != 2 || st.Points[0].Efficiency.Median != 1 || st.Points[1].Replicas != 2 {
			t.Fatalf("%s: %+v", st.Name, st.Points)
		}
		for _, p := range st.Points {
			// More than the sleeping allows would mean that the stage is not what was slowed:
			// at most one batch more can fall into the stretch, of 0.4 s: whole rounds.
			if most := p.Possible*0.4 + float64(2*p.Replicas); float64(p.Answers) > most || p.Answers == 0 {
				t.Errorf("%s with %d processes gave %d answers; the sleeping allows %g", st.Name, p.Replicas, p.Answers, most)
			}
		}
	}
}

// TestNothingIsLeft: however the instrument ends, its processes end with it; where it
// can clean up, its folder goes too.
func TestNothingIsLeft(t *testing.T) {
	if _, err := os.Stat("/proc/self/stat"); err != nil {
		t.Skip("/proc is Linux's")
	}
	bin, sluice := instrument(t), rig.Binary(t, false)
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGKILL} {
		t.Run(sig.String(), func(t *testing.T) {
			tmp := t.TempDir()
			cmd := exec.Command(bin, "compare", "--sides", "direct,up", "--seconds", "3600", "--out", "", "--sluice", sluice)
			cmd.Env = append(os.Environ(), "TMPDIR="+tmp)
			stderr, err := cmd.StderrPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			lines := bufio.NewScanner(stderr)
			for lines.Scan() && !strings.Contains(lines.Text(), "round 1") {
			}
			kids := children(t, cmd.Process.Pid)
			if len(kids) != 2 {
				t.Errorf("%d processes were started, want the model and sluice up", len(kids))
			}
			if err := cmd.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			for lines.Scan() {
			}
			err = cmd.Wait()
			if code := cmd.ProcessState.ExitCode(); sig != syscall.SIGKILL && code != 130 {
				t.Errorf("exit code %d, %v", code, err)
			}
			rig.Eventually(t, 20*time.Second, "its processes have ended", func() bool {
				for _, pid := range kids {
					if parent, ok := parentOf(pid); ok && parent != os.Getpid() {
						return false
					}
				}
				return true
			})
			if left, err := filepath.Glob(filepath.Join(tmp, "*")); sig != syscall.SIGKILL && (err != nil || len(left) > 0) {
				t.Errorf("left: %v, %v", left, err)
			}
		})
	}
}

func TestWrongUse(t *testing.T) {
	bin := instrument(t)
	for _, args := range [][]string{
		{"compare", "--sides", "sideways"}, {"compare", "--rounds", "0"}, {"compare", "--seconds", "NaN"}, {"compare", "--stream", "0.9", "--tools", "0.2"},
		{"compare", "--sizes", "2048:x"}, {"compare", "--rate", "-1"}, {"compare", "--stream-rate", "NaN"}, {"compare", "--name", "a/b"}, {"compare", "--sides", "portkey"}, {"proxy", "--to", "nowhere"}, {"soak", "--for", "1ms"}, {"soak", "--rate", "0"}, {"soak", "--most", "NaN"}, {"compare", "--bytes", "3"}, {"stage", "--stages", "edge"}, {"stage", "--replicas", "2,4"},
		{"run", "--url", "https://127.0.0.1:1"}, {"run", "--token-file", "/nonexistent"}, {"fly"},
	} {
		out, err := exec.Command(bin, args...).CombinedOutput()
		if err == nil || !strings.Contains(string(out), "load: ") || strings.Contains(string(out), "building") {
			t.Errorf("%v: %v\n%s", args, err, out)
		}
	}
	for _, args := range [][]string{{"--help"}, {"compare", "--help"}, {"stage", "--help"}, {"soak", "--help"}, {"run", "--help"}} {
		out, err := exec.Command(bin, args...).CombinedOutput()
		if err != nil || len(args) > 1 && !strings.Contains(string(out), "Examples:") {
			t.Errorf("%v: %v\n%s", args, err, out)
		}
	}
}
