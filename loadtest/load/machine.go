package main

import (
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"

	"sluice/loadtest/load/report"
)

// head says where and when a result was measured; what cannot be read is "unknown".
func head(kind string, seed uint64) report.Head {
	return report.Head{
		Kind: kind, Date: time.Now().UTC().Truncate(time.Second), Machine: machine(), Commit: commit(), Command: command(), Seed: seed,
	}
}

func machine() report.Machine {
	m := report.Machine{CPU: field("/proc/cpuinfo", "model name"), Cores: runtime.NumCPU(), Go: runtime.Version(), Kernel: line("/proc/sys/kernel/osrelease"), Load: line("/proc/loadavg")}
	if kb, err := strconv.ParseFloat(strings.TrimSuffix(field("/proc/meminfo", "MemTotal"), " kB"), 64); err == nil {
		m.MemoryGB = float64(int(kb/(1<<20)*10+0.5)) / 10
	}
	return m
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

// command is what was run, without the folder of the binary.
func command() string {
	args := append([]string{"bin/load"}, os.Args[1:]...)
	return strings.Join(args, " ")
}
