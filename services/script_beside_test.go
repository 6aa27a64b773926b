package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

type besideKey struct{}

func beside(ts *testscript.TestScript) map[string]*serverProcess {
	return ts.Value(besideKey{}).(map[string]*serverProcess)
}

// begin starts a command that goes on while the script does.
func begin(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 || beside(ts)[args[0]] != nil {
		ts.Fatalf("usage: begin NAME ARGS")
	}
	p := &serverProcess{stdout: ts.MkAbs(args[0] + ".stdout"), stderr: ts.MkAbs(args[0] + ".stderr"), ended: make(chan struct{})}
	out, err := os.Create(p.stdout)
	ts.Check(err)
	errs, err := os.Create(p.stderr)
	ts.Check(err)
	path, err := exec.LookPath(filepath.Join(strings.SplitN(ts.Getenv("PATH"), string(os.PathListSeparator), 2)[0], "sluice"))
	ts.Check(err)
	p.cmd = exec.Command(path, args[1:]...)
	p.cmd.Dir = ts.MkAbs(".")
	for _, name := range []string{"PATH", "HOME", "SLUICE_DATA", "SLUICE_NATS_URL"} {
		p.cmd.Env = append(p.cmd.Env, name+"="+ts.Getenv(name))
	}
	p.cmd.Stdout, p.cmd.Stderr = out, errs
	ts.Check(p.cmd.Start())
	cmd, ended := p.cmd, p.ended
	go func() { _ = cmd.Wait(); close(ended) }()
	ts.Defer(func() { _ = cmd.Process.Kill(); <-ended; out.Close(); errs.Close() })
	beside(ts)[args[0]] = p
}

func untilLine(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: until FILE EXPRESSION")
	}
	want, err := regexp.Compile(`(?m)` + args[1])
	ts.Check(err)
	end := time.After(readyTime)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		data, err := os.ReadFile(ts.MkAbs(args[0]))
		ts.Check(err)
		if want.Match(data) {
			return
		}
		select {
		case <-tick.C:
		case <-end:
			ts.Fatalf("%s has no such line in %s:\n%s", args[0], readyTime, data)
		}
	}
}

func finish(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 || beside(ts)[args[0]] == nil {
		ts.Fatalf("usage: finish NAME")
	}
	p := beside(ts)[args[0]]
	delete(beside(ts), args[0])
	ts.Check(p.cmd.Process.Signal(os.Interrupt))
	select {
	case <-p.ended:
	case <-time.After(readyTime):
		ts.Fatalf("it did not end:\n%s", ts.ReadFile(p.stderr))
	}
	_, err := io.WriteString(ts.Stdout(), ts.ReadFile(p.stdout))
	ts.Check(err)
	_, err = io.WriteString(ts.Stderr(), ts.ReadFile(p.stderr))
	ts.Check(err)
	if !p.cmd.ProcessState.Success() {
		ts.Fatalf("it ended with %v", p.cmd.ProcessState)
	}
}
