package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// output runs a command and gives its stdout; an error has its stderr.
func output(ctx context.Context, name string, args ...string) (string, error) {
	return outputEnv(ctx, nil, name, args...)
}

func outputEnv(ctx context.Context, env []string, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), env...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		return out.String(), fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, lastLines(errs.String(), 8))
	}
	return strings.TrimSpace(out.String()), nil
}

// loud runs a command whose output people want to see as it goes.
func loud(ctx context.Context, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s %s: %w", name, strings.Join(args, " "), err)
	}
	return nil
}

func lastLines(s string, n int) string {
	all := strings.Split(strings.TrimSpace(s), "\n")
	return strings.Join(all[max(0, len(all)-n):], "\n")
}

// daemonTime bounds the wait for a dockerd that was started here.
const daemonTime = 60 * time.Second

// daemon makes sure that a Docker daemon answers. Where none does it starts one, if it
// may, and stop ends that one.
func daemon(ctx context.Context) (stop func(), err error) {
	if _, err := exec.LookPath("docker"); err != nil {
		return nil, errors.New("there is no docker here: install Docker and its compose (Debian: apt-get install docker.io docker-compose)")
	}
	if _, err := output(ctx, "docker", "version", "--format", "{{.Server.Version}}"); err == nil {
		return func() {}, nil
	}
	bin, err := exec.LookPath("dockerd")
	if err != nil || os.Geteuid() != 0 {
		return nil, errors.New("no Docker daemon answers, and none can be started from here (that takes root and dockerd): start it, or name another machine's with DOCKER_HOST")
	}
	dir, err := os.MkdirTemp("", "sluice-dockerd-")
	if err != nil {
		return nil, err
	}
	log, err := os.Create(filepath.Join(dir, "dockerd.log"))
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(bin)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C is for us alone: the stack is taken down first
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting dockerd: %w", err)
	}
	fmt.Fprintln(os.Stderr, "compose-test: started dockerd")
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait(); log.Close() }()
	stop = func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		<-ended
		_ = os.RemoveAll(dir)
	}
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	late := time.After(daemonTime)
	for {
		select {
		case err := <-ended:
			text, _ := os.ReadFile(log.Name())
			return nil, fmt.Errorf("dockerd did not start (%w); it takes a machine that lets it mount and make networks:\n%s", err, lastLines(string(text), 8))
		case <-late:
			stop()
			return nil, fmt.Errorf("dockerd was not ready in %s", daemonTime)
		case <-ctx.Done():
			stop()
			return nil, ctx.Err()
		case <-tick.C:
			if _, err := output(ctx, "docker", "version", "--format", "{{.Server.Version}}"); err == nil {
				return stop, nil
			}
		}
	}
}

// composeCommand is the compose that is installed: the plugin, or the older program.
func composeCommand(ctx context.Context) ([]string, error) {
	if _, err := output(ctx, "docker", "compose", "version"); err == nil {
		return []string{"docker", "compose"}, nil
	}
	if _, err := exec.LookPath("docker-compose"); err == nil {
		return []string{"docker-compose"}, nil
	}
	return nil, errors.New("there is no docker compose here: install the plugin, or docker-compose 1.29")
}
