package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"slices"
	"strings"
	"time"
)

// services are the containers of Sluice's own, beside the development model.
func services() []string {
	return []string{"console", "dispatch", "dlp", "edge", "guard", "identity", "provenance", "toolauth"}
}

func natsServers() []string { return []string{"nats-1", "nats-2", "nats-3"} }

// longRunning is everything that stays up.
func longRunning() []string {
	return slices.Concat(services(), natsServers(), []string{"devmodel", "prometheus"})
}

const probeImage = "sluice-probe:local"

// beside labels containers that the test starts beside those of the stack: they
// outlive a `docker run` that was interrupted.
const beside = "sluice-test="

// stack is one project of docker-compose.yml, of this test's own.
type stack struct {
	project string
	env     []string
	compose []string
	edge    string            // URL
	ids     map[string]string // containers by service
	token   string            // of the first user
	caller  *caller
}

func newStack(ctx context.Context) (*stack, error) {
	compose, err := composeCommand(ctx)
	if err != nil {
		return nil, err
	}
	edge, err := freePort()
	if err != nil {
		return nil, err
	}
	console, err := freePort()
	if err != nil {
		return nil, err
	}
	project := fmt.Sprintf("sluice-test-%d", os.Getpid())
	return &stack{
		project: project, compose: compose, edge: "http://127.0.0.1:" + edge,
		env: []string{"COMPOSE_PROJECT_NAME=" + project, "SLUICE_EDGE_PORT=" + edge, "SLUICE_CONSOLE_PORT=" + console},
	}, nil
}

func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, err
}

func (s *stack) commandLine() string {
	return strings.Join(append(slices.Clone(s.env), s.compose...), " ")
}

func (s *stack) composed(ctx context.Context, args ...string) (string, error) {
	all := append(slices.Clone(s.compose[1:]), args...)
	return outputEnv(ctx, s.env, s.compose[0], all...)
}

// upTime bounds the wait until everything is healthy.
const upTime = 3 * time.Minute

// up starts everything and returns when each health check is content.
func (s *stack) up(ctx context.Context, r *report) error {
	began := time.Now()
	if _, err := s.composed(ctx, "up", "-d"); err != nil {
		return err
	}
	r.created = time.Since(began)
	s.ids = map[string]string{}
	for _, name := range longRunning() {
		id, err := s.composed(ctx, "ps", "-q", name)
		if err != nil {
			return err
		}
		if id == "" {
			return fmt.Errorf("there is no container of %s", name)
		}
		s.ids[name] = id
	}
	if err := s.healthy(ctx, slices.Concat(services(), []string{"devmodel", "prometheus"})...); err != nil {
		return err
	}
	r.healthy = time.Since(began)
	return s.makeToken(ctx, r)
}

// makeToken is an administrator's first act. It is tried again while it is told to try
// again later: what was just made by three servers may be without a leader yet.
func (s *stack) makeToken(ctx context.Context, r *report) error {
	ctx, cancel := context.WithTimeout(ctx, upTime)
	defer cancel()
	tick := time.NewTicker(retryTick)
	defer tick.Stop()
	for {
		text, err := s.run(ctx, "bus", "token", "create", "load", "--json")
		var made struct{ Token string }
		switch {
		case err == nil && json.Unmarshal([]byte(text), &made) == nil && made.Token != "":
			s.token = made.Token
			return nil
		case err == nil:
			return errors.New("`sluice token create --json` printed no token")
		case !strings.Contains(err.Error(), "try again later"):
			return err
		}
		r.later++
		select {
		case <-ctx.Done():
			return err
		case <-tick.C:
		}
	}
}

// healthy waits until the health checks of containers are content.
func (s *stack) healthy(ctx context.Context, names ...string) error {
	ctx, cancel := context.WithTimeout(ctx, upTime)
	defer cancel()
	tick := time.NewTicker(300 * time.Millisecond)
	defer tick.Stop()
	var waits []string
	for {
		waits = nil
		for _, n := range names {
			state, err := output(ctx, "docker", "inspect", "-f", "{{.State.Status}} {{.State.Health.Status}}", s.ids[n])
			if err != nil {
				return err
			}
			if state != "running healthy" {
				waits = append(waits, n+" ("+state+")")
			}
		}
		if len(waits) == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("not healthy in %s: %s", upTime, strings.Join(waits, ", "))
		case <-tick.C:
		}
	}
}

// run runs a `sluice` command in a container of its own on one of the stack's networks,
// as the first user.
func (s *stack) run(ctx context.Context, network string, args ...string) (string, error) {
	image, err := output(ctx, "docker", "inspect", "-f", "{{.Config.Image}}", s.ids["edge"])
	if err != nil {
		return "", err
	}
	return output(ctx, "docker", append([]string{
		"run", "--rm", "--label", beside + s.project, "--read-only", "--cap-drop", "ALL", "--network", s.project + "_" + network, "--volume", s.project + "_data:/data:ro",
		"--env", "SLUICE_NATS_URL=nats://nats-1:4222,nats://nats-2:4222,nats://nats-3:4222", "--env", "SLUICE_DATA=/data", image,
	}, args...)...)
}

// probe looks around from inside a container's network.
func (s *stack) probe(ctx context.Context, inside string, args ...string) (string, error) {
	return output(ctx, "docker", append([]string{
		"run", "--rm", "--label", beside + s.project, "--read-only", "--cap-drop", "ALL", "--network", "container:" + s.ids[inside], probeImage,
	}, args...)...)
}

// kill is SIGKILL, which nothing can prepare for.
func (s *stack) kill(ctx context.Context, name string) error {
	_, err := output(ctx, "docker", "kill", "--signal", "KILL", s.ids[name])
	return err
}

func (s *stack) start(ctx context.Context, name string) error {
	_, err := output(ctx, "docker", "start", s.ids[name])
	return err
}

// drain stops everything as `docker compose stop` does; each must end by itself.
func (s *stack) drain(ctx context.Context, r *report) error {
	began := time.Now()
	if _, err := s.composed(ctx, "stop"); err != nil {
		return err
	}
	r.stopped = time.Since(began)
	for _, name := range longRunning() {
		code, err := output(ctx, "docker", "inspect", "-f", "{{.State.ExitCode}}", s.ids[name])
		if err != nil {
			return err
		}
		if code != "0" {
			return fmt.Errorf("%s ended with status %s: 137 means that stop_grace_period was too short for its drain", name, code)
		}
	}
	return nil
}

// down removes containers, networks and volumes. Docker now and then takes a network
// for busy whose last container has just gone: that is tried again.
func (s *stack) down(ctx context.Context) error {
	var last error
	for range 5 {
		if last = s.removed(ctx); last == nil {
			return nil
		}
	}
	return fmt.Errorf("%w (if no container is left and a network still is, the Docker daemon has miscounted: restart it)", last)
}

func (s *stack) removed(ctx context.Context) error {
	own, err := output(ctx, "docker", "ps", "-aq", "--filter", "label="+beside+s.project)
	if err != nil {
		return err
	}
	if own != "" {
		if _, err := output(ctx, "docker", append([]string{"rm", "--force"}, strings.Fields(own)...)...); err != nil {
			return err
		}
	}
	if _, err := s.composed(ctx, "down", "--volumes", "--remove-orphans", "--timeout", "5"); err != nil {
		return err
	}
	for _, kind := range [][]string{{"ps", "-aq"}, {"network", "ls", "-q"}, {"volume", "ls", "-q"}} {
		found, err := output(ctx, "docker", append(kind, "--filter", "label=com.docker.compose.project="+s.project)...)
		if err != nil {
			return err
		}
		if found != "" {
			return fmt.Errorf("docker %s: left behind: %s", kind[0], found)
		}
	}
	return nil
}

// tail shows the end of the logs, for who looks for what went wrong.
func (s *stack) tail(ctx context.Context) {
	if text, err := s.composed(ctx, "logs", "--no-color", "--tail", "15"); err == nil {
		fmt.Fprintln(os.Stderr, text)
	}
}
