package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"
)

// process is a child that says on its first line, in JSON, that it is ready.
type process struct {
	cmd   *exec.Cmd
	in    io.Closer
	log   string
	done  chan struct{}
	first sync.Once
}

// launch starts a command and decodes its ready line into ready. Its standard error goes to dir/name.log.
func launch(ctx context.Context, dir, name string, env []string, ready any, path string, args ...string) (*process, error) {
	p := &process{cmd: exec.Command(path, args...), log: filepath.Join(dir, name+".log"), done: make(chan struct{})}
	log, err := os.OpenFile(p.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("making the log of %s: %w", name, err)
	}
	p.cmd.Env, p.cmd.Stderr, p.cmd.SysProcAttr = append(os.Environ(), env...), log, apart()
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("starting %s: %w", name, err)
	}
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("starting %s: %w", name, err)
	}
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting %s: %w; was it built (make build)?", name, err)
	}
	said := make(chan error, 1)
	go func() {
		r := bufio.NewReader(out)
		line, err := r.ReadBytes('\n')
		if err == nil {
			err = json.Unmarshal(line, ready)
		}
		said <- err
		_, _ = io.Copy(io.Discard, r)
		_ = p.cmd.Wait()
		_ = log.Close()
		close(p.done)
	}()
	const readyTime = 3 * time.Minute // to load a model on a busy machine
	select {
	case err = <-said:
	case <-ctx.Done():
		err = ctx.Err()
	case <-time.After(readyTime):
		err = fmt.Errorf("not ready within %s", readyTime)
	}
	if err != nil {
		p.kill()
		if errors.Is(err, io.EOF) {
			err = errors.New("it ended before it was ready")
		}
		return nil, fmt.Errorf("starting %s: %w; its log is %s: %s", name, err, p.log, p.lastLine())
	}
	return p, nil
}

// stop asks it to end and waits; it is killed where it does not.
func (p *process) stop() {
	if p == nil {
		return
	}
	p.first.Do(func() { _ = p.in.Close() })
	_ = p.cmd.Process.Signal(os.Interrupt)
	select {
	case <-p.done:
	case <-time.After(20 * time.Second):
		p.kill()
	}
}

// kill ends it at once and waits for its end.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	<-p.done
}

// lastLine is the end of the log.
func (p *process) lastLine() string {
	data, err := os.ReadFile(p.log)
	if err != nil {
		return ""
	}
	const enough = 300
	return string(data[max(0, len(data)-enough):])
}
