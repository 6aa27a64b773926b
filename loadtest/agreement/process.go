package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"
)

// served is what a server says of itself when it is ready.
type served struct {
	URL      string            `json:"url"`
	Packages map[string]string `json:"packages"`
	Python   string            `json:"python"`
}

// process is a server that ends when its standard input does.
type process struct {
	served
	cmd  *exec.Cmd
	in   io.Closer
	done chan struct{}
}

// readyTime is to load a model on a busy machine.
const readyTime = 5 * time.Minute

// launch starts a server and waits for its ready line, the first of its standard output. Its standard error goes to log.
func launch(ctx context.Context, log, path string, args ...string) (*process, error) {
	f, err := os.Create(log)
	if err != nil {
		return nil, fmt.Errorf("making the log of a server: %w", err)
	}
	defer f.Close() // the child has it
	p := &process{cmd: exec.Command(path, args...), done: make(chan struct{})}
	p.cmd.Stderr, p.cmd.SysProcAttr = f, apart()
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("starting a server: %w", err)
	}
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("starting a server: %w", err)
	}
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting a server: %w", err)
	}
	said := make(chan error, 1)
	go func() {
		r := bufio.NewReader(out)
		line, err := r.ReadBytes('\n')
		if err == nil {
			err = json.Unmarshal(line, &p.served)
		}
		said <- err
		_, _ = io.Copy(io.Discard, r)
		_ = p.cmd.Wait()
		close(p.done)
	}()
	select {
	case err = <-said:
	case <-ctx.Done():
		err = ctx.Err()
	case <-time.After(readyTime):
		err = fmt.Errorf("not ready within %s", readyTime)
	}
	if err != nil {
		p.kill()
		return nil, fmt.Errorf("starting a server: %w; its log is %s", err, log)
	}
	return p, nil
}

// stop ends it, by force where it does not end by itself.
func (p *process) stop() {
	_ = p.in.Close()
	select {
	case <-p.done:
	case <-time.After(10 * time.Second):
		p.kill()
	}
}

func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	<-p.done
}
