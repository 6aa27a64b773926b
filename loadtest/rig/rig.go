// Package rig runs the real binary for tests and for the load instrument: `sluice
// up`, or nats-server and every service as a process of its own, on loopback and
// free ports, in a folder of the host's. It kills, freezes and restarts them. It
// asserts nothing.
package rig

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// Binary builds the command once for a test process and returns its path. With
// failpoints it is the binary that can be killed at a named line.
func Binary(t Host, failpoints bool) string {
	t.Helper()
	if failpoints {
		return build(t, "sluice-failpoint", "-tags", "failpoint", "sluice/services")
	}
	return build(t, "sluice", "sluice/services")
}

// NATSServer builds the nats-server that go.mod names as a tool.
func NATSServer(t Host) string {
	t.Helper()
	return build(t, "nats-server", "github.com/nats-io/nats-server/v2")
}

var builds struct {
	sync.Mutex
	dir   string
	paths map[string]string
}

func build(t Host, name string, args ...string) string {
	t.Helper()
	builds.Lock()
	defer builds.Unlock()
	if p, ok := builds.paths[name]; ok {
		return p
	}
	if builds.dir == "" {
		dir, err := os.MkdirTemp("", "sluice-rig-")
		if err != nil {
			t.Fatal(err)
		}
		builds.dir = dir
	}
	if builds.paths == nil {
		builds.paths = map[string]string{}
	}
	out := filepath.Join(builds.dir, name)
	cgo, to, ours := "CGO_ENABLED=0", out, strings.HasPrefix(args[len(args)-1], "sluice/")
	if raced && ours {
		args, cgo, to = append([]string{"-race"}, args...), "CGO_ENABLED=1", out+".raced"
	}
	cmd := exec.Command("go", append([]string{"build", "-o", to}, args...)...)
	cmd.Env = append(os.Environ(), cgo)
	if msg, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("building %s: %v\n%s", name, err, msg)
	}
	if to != out {
		if err := os.WriteFile(out, []byte(reporting(to)), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	builds.paths[name] = out
	return out
}

// Main runs a package's tests and removes what they built: for TestMain.
func Main(m *testing.M) int {
	code := m.Run()
	RemoveBuilt()
	return code
}

// Use makes Binary give this file, and nothing is built for it; "" changes nothing.
func Use(path string) {
	builds.Lock()
	defer builds.Unlock()
	if path == "" {
		return
	}
	if builds.paths == nil {
		builds.paths = map[string]string{}
	}
	builds.paths["sluice"] = path
}

// RemoveBuilt removes what was built: for a command, at its end.
func RemoveBuilt() {
	builds.Lock()
	defer builds.Unlock()
	if builds.dir != "" {
		_ = os.RemoveAll(builds.dir)
	}
	builds.dir, builds.paths = "", nil
}

// Process is a running command. Its methods may be called from any goroutine.
type Process struct {
	Name string
	Log  string // file of everything that it wrote to stderr, over restarts

	t    Host
	bin  string
	args []string
	env  []string

	mu    sync.Mutex
	cmd   *exec.Cmd
	ready map[string]any
	done  chan struct{}
}

// Start runs bin and waits for its ready line on stdout, where wait is true.
func Start(t Host, dir, name, bin string, env []string, wait bool, args ...string) *Process {
	t.Helper()
	p := &Process{Name: name, Log: filepath.Join(dir, name+".log"), t: t, bin: bin, args: args, env: env}
	p.Restart(wait)
	t.Cleanup(p.Kill)
	return p
}

// readyTime bounds the wait for a ready line.
const readyTime = 60 * time.Second

// Restart starts the command again; it must have ended.
func (p *Process) Restart(wait bool, env ...string) {
	p.t.Helper()
	log, err := os.OpenFile(p.Log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		p.t.Fatal(err)
	}
	cmd := exec.Command(p.bin, p.args...)
	cmd.Env = append(append(os.Environ(), p.env...), env...)
	cmd.Stderr = log
	cmd.SysProcAttr = dieWithParent()
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		p.t.Fatalf("starting %s: %v", p.Name, err)
	}
	done := make(chan struct{})
	lines := make(chan map[string]any, 1)
	go func() {
		r := bufio.NewReader(stdout)
		if line, err := r.ReadBytes('\n'); err == nil {
			var m map[string]any
			if json.Unmarshal(line, &m) == nil {
				lines <- m
			}
		}
		_, _ = io.Copy(io.Discard, r)
		_ = cmd.Wait()
		_ = log.Close()
		close(done)
	}()
	p.mu.Lock()
	p.cmd, p.done = cmd, done
	p.mu.Unlock()
	if !wait {
		return
	}
	select {
	case m := <-lines:
		p.mu.Lock()
		p.ready = m
		p.mu.Unlock()
	case <-done:
		p.t.Fatalf("%s ended before it was ready:\n%s", p.Name, p.Tail())
	case <-time.After(readyTime):
		p.t.Fatalf("%s was not ready in %s:\n%s", p.Name, readyTime, p.Tail())
	}
}

// Addr is an address of the ready line: http, ops or nats.
func (p *Process) Addr(what string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	s, _ := p.ready[what].(string)
	return s
}

func (p *Process) signal(s syscall.Signal) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cmd != nil {
		_ = p.cmd.Process.Signal(s)
	}
}

// Kill ends it with SIGKILL and waits for its end.
func (p *Process) Kill() {
	p.signal(syscall.SIGCONT)
	p.signal(syscall.SIGKILL)
	<-p.Done()
}

// Stop asks it to drain (SIGTERM) and waits for its end.
func (p *Process) Stop() {
	p.signal(syscall.SIGTERM)
	<-p.Done()
}

// Freeze and Thaw are SIGSTOP and SIGCONT.
func (p *Process) Freeze() { p.signal(syscall.SIGSTOP) }

// Thaw lets a frozen process go on.
func (p *Process) Thaw() { p.signal(syscall.SIGCONT) }

// Done is closed at the end of the present run.
func (p *Process) Done() <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.done
}

// ExitCode is that of the run that ended; -1 for a signal.
func (p *Process) ExitCode() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.cmd.ProcessState.ExitCode()
}

// PID is that of the present run.
func (p *Process) PID() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.cmd.Process.Pid
}

// Tail is the end of the log.
func (p *Process) Tail() string {
	data, err := os.ReadFile(p.Log)
	if err != nil {
		return err.Error()
	}
	if len(data) > 4000 {
		data = data[len(data)-4000:]
	}
	return string(data)
}

// Token reads the first user's token of a data folder.
func Token(t Host, data string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(data, "admin.token"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(b))
}

// Eventually asks until ok says yes. It is for what no signal tells.
func Eventually(t Host, within time.Duration, what string, ok func() bool) {
	t.Helper()
	end := time.Now().Add(within)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		if time.Now().After(end) {
			t.Fatalf("not within %s: %s", within, what)
		}
		<-tick.C
	}
}

// WriteFile writes a file of the test's.
func WriteFile(t Host, path, format string, args ...any) string {
	t.Helper()
	if err := os.WriteFile(path, fmt.Appendf(nil, format, args...), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
