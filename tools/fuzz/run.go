package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"
)

// settle is what a target may take beside its time: building it, its seeds.
const settle = 5 * time.Minute

// budget is what a target gets.
type budget struct {
	each  time.Duration
	fresh bool // from the seeds alone: what a machine has cached takes longer than each
}

// fuzz runs a target, and up to twice more with four times the time if that did not
// suffice for its seeds: a busy machine takes long for some hundred of them.
func (b budget) fuzz(ctx context.Context, g target) verdict {
	v := b.once(ctx, g)
	for n := 0; n < 2 && v.seedsOnly && ctx.Err() == nil; n++ {
		b.each *= 4
		v = b.once(ctx, g)
	}
	return v
}

// verdict is what became of one target.
type verdict struct {
	target
	ok         bool
	seedsOnly  bool // nothing is broken, and nothing was fuzzed
	took       time.Duration
	note       string // how many executions, or why it failed
	reproducer string // file of the input that broke it
	output     string // all of go test's, if it failed
}

func (v verdict) String() string {
	if v.ok {
		return fmt.Sprintf("fuzzed  %-58s %6.1f s  %s", v.target, v.took.Seconds(), v.note)
	}
	s := fmt.Sprintf("FAILED  %s: %s\n%s", v.target, v.note, v.output)
	if v.reproducer != "" {
		s += "reproducer: " + v.reproducer + "\n"
		if data, err := os.ReadFile(v.reproducer); err == nil {
			s += string(data[:min(len(data), 4<<10)])
		}
	}
	return s
}

func (b budget) once(ctx context.Context, g target) verdict {
	began := time.Now()
	ctx, cancel := context.WithTimeout(ctx, b.each+settle)
	defer cancel()
	args := []string{"test", "-run=^$", "-fuzz=^" + g.name + "$", "-fuzztime=" + b.each.String(), "-parallel=1", "-fuzzminimizetime=10x", "."}
	if b.fresh {
		dir, err := os.MkdirTemp("", "fuzz-")
		if err != nil {
			return verdict{target: g, note: err.Error()}
		}
		defer os.RemoveAll(dir)
		args = append(args, "-args", "-test.fuzzcachedir="+dir)
	}
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = g.dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // the workers die with it
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 10 * time.Second
	out, err := cmd.CombinedOutput()
	v := judge(g, string(out), err)
	v.took = time.Since(began)
	if ctxErr := ctx.Err(); ctxErr != nil && !v.ok {
		v.note = "ended: " + ctxErr.Error()
	}
	return v
}

var (
	execs   = regexp.MustCompile(`execs: (\d+)`)
	written = regexp.MustCompile(`Failing input written to (\S+)`)
	// One worker that is busy as the time runs out: go.dev/issue/75804, in Go 1.26.
	deadline = regexp.MustCompile(`(?s)--- FAIL: \w+ \([0-9.]+s\)\n    context deadline exceeded\nFAIL\n`)
)

// judge reads what go test said of a target.
func judge(g target, out string, err error) verdict {
	v := verdict{target: g}
	runs := execs.FindAllStringSubmatch(out, -1)
	if len(runs) > 0 {
		v.note = runs[len(runs)-1][1] + " executions"
	}
	if m := written.FindStringSubmatch(out); m != nil {
		v.reproducer = filepath.Join(g.dir, filepath.FromSlash(m[1]))
	}
	_, exited := errors.AsType[*exec.ExitError](err)
	switch {
	case err == nil && len(runs) == 0:
		v.note, v.seedsOnly = "it was not fuzzed", true
	case err == nil:
		v.ok = true
		return v
	case exited && v.reproducer == "" && len(runs) > 0 && deadline.MatchString(out) && strings.Count(out, "--- FAIL") == 1:
		v.ok = true
		v.note += ", cut short as the time ran out"
		return v
	case v.reproducer != "":
		v.note = "an input breaks it"
	default:
		v.note = err.Error()
	}
	v.output = out
	return v
}
