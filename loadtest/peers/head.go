package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"

	"sluice/loadtest/peers/report"
)

// head says where and when a result was measured; what cannot be read is
// "unknown".
func head() report.Head {
	m := report.Machine{CPU: field("/proc/cpuinfo", "model name"), Cores: runtime.NumCPU(), Go: runtime.Version(), Kernel: line("/proc/sys/kernel/osrelease"), Load: line("/proc/loadavg")}
	if kb, err := strconv.ParseFloat(strings.TrimSuffix(field("/proc/meminfo", "MemTotal"), " kB"), 64); err == nil {
		m.MemoryGB = float64(int(kb/(1<<20)*10+0.5)) / 10
	}
	if n := field("/proc/cpuinfo", "cpu cores"); n != unknown { // a process on one core sees one
		if all, err := strconv.Atoi(n); err == nil {
			m.Cores = max(m.Cores, all)
		}
	}
	return report.Head{Date: time.Now().UTC().Truncate(time.Second), Machine: m, Commit: commit(), Command: strings.Join(append([]string{"bin/peers"}, os.Args[1:]...), " ")}
}

const unknown = "unknown"

func line(path string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		return unknown
	}
	first, _, _ := strings.Cut(string(data), "\n")
	return first
}

func field(path, name string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		return unknown
	}
	for l := range strings.Lines(string(data)) {
		if k, v, ok := strings.Cut(l, ":"); ok && strings.TrimSpace(k) == name {
			return strings.TrimSpace(v)
		}
	}
	return unknown
}

// commit is the revision of the working tree, and whether it was changed since.
func commit() string {
	rev, err := exec.Command("git", "rev-parse", "--short=12", "HEAD").Output()
	if err != nil {
		return unknown
	}
	out := strings.TrimSpace(string(rev))
	if changes, err := exec.Command("git", "status", "--porcelain", "--untracked-files=no").Output(); err == nil && len(changes) > 0 {
		out += " with changes"
	}
	return out
}

// progress tells on a terminal in one line, elsewhere in a line for each step.
type progress struct {
	to    io.Writer
	live  bool
	began time.Time
}

func newProgress(to *os.File) *progress {
	info, err := to.Stat()
	return &progress{to: to, live: err == nil && info.Mode()&os.ModeCharDevice != 0, began: time.Now()}
}

func (p *progress) say(step string) {
	form := "%4.0f s  %s\n"
	if p.live {
		form = "\r\x1b[K%4.0f s  %s"
	}
	fmt.Fprintf(p.to, form, time.Since(p.began).Seconds(), step)
}

func (p *progress) end() {
	if p.live {
		fmt.Fprint(p.to, "\r\x1b[K")
	}
}
