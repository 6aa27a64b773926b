package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// onInference are the containers that may reach the engines.
func onInference() []string { return []string{"devmodel", "dispatch", "guard"} }

// reach dials from inside of each container, by name and by address: no container that
// is not meant to reaches the engines, the servers' own port, or the world.
func (s *stack) reach(ctx context.Context, r *report) error {
	engine, err := s.address(ctx, "devmodel", "inference")
	if err != nil {
		return err
	}
	trunk, err := s.address(ctx, "nats-1", "cluster")
	if err != nil {
		return err
	}
	onBus, err := s.address(ctx, "nats-1", "bus")
	if err != nil {
		return err
	}
	for _, from := range longRunning() {
		want := map[string]bool{
			"devmodel:8090": slices.Contains(onInference(), from), engine + ":8090": slices.Contains(onInference(), from),
			"nats-1:4222":         slices.Contains(services(), from) || slices.Contains(natsServers(), from),
			"nats-1.cluster:6222": slices.Contains(natsServers(), from), trunk + ":6222": slices.Contains(natsServers(), from),
			onBus + ":6222": false,
		}
		if err := s.dials(ctx, from, want); err != nil {
			return err
		}
		r.dialled += len(want)
	}
	for _, name := range longRunning() {
		text, err := output(ctx, "docker", "inspect", "-f", "{{json .NetworkSettings.Ports}}", s.ids[name])
		if err != nil {
			return err
		}
		if err := published(name, text); err != nil {
			return err
		}
	}
	return nil
}

func (s *stack) dials(ctx context.Context, from string, want map[string]bool) error {
	args := []string{"dial"}
	for addr := range want {
		args = append(args, addr)
	}
	text, err := s.probe(ctx, from, args...)
	if err != nil {
		return err
	}
	got := map[string]bool{}
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		return fmt.Errorf("the probe's answer: %w", err)
	}
	for addr, may := range want {
		if reached, asked := got[addr]; !asked || reached != may {
			return fmt.Errorf("from %s, %s is reached: %t; it should be: %t", from, addr, reached, may)
		}
	}
	return nil
}

// published: only the two doors are, on the loopback.
func published(name, ports string) error {
	var all map[string][]struct{ HostIp, HostPort string }
	if err := json.Unmarshal([]byte(ports), &all); err != nil {
		return fmt.Errorf("ports of %s: %w", name, err)
	}
	n := 0
	for _, to := range all {
		for _, t := range to {
			n++
			if t.HostIp != "127.0.0.1" {
				return fmt.Errorf("%s is published on %s", name, t.HostIp)
			}
		}
	}
	want := 0
	if name == "edge" || name == "console" {
		want = 1
	}
	if n != want {
		return fmt.Errorf("%s publishes %d ports, not %d", name, n, want)
	}
	return nil
}

func (s *stack) address(ctx context.Context, name, network string) (string, error) {
	ip, err := output(ctx, "docker", "inspect", "-f", fmt.Sprintf("{{(index .NetworkSettings.Networks %q).IPAddress}}", s.project+"_"+network), s.ids[name])
	if err == nil && ip == "" {
		err = fmt.Errorf("%s has no address on the network %s", name, network)
	}
	return ip, err
}

// hardened asks the kernel what each container's process may do.
func (s *stack) hardened(ctx context.Context, r *report) error {
	for _, name := range longRunning() {
		user, err := output(ctx, "docker", "inspect", "-f", "{{.Config.User}}", s.ids[name])
		if err != nil {
			return err
		}
		text, err := output(ctx, "docker", "run", "--rm", "--label", beside+s.project, "--cap-drop", "ALL", "--user", user, "--pid", "container:"+s.ids[name], probeImage, "process")
		if err != nil {
			return err
		}
		var is struct{ Uid, CapEff, CapBnd, NoNewPrivs, Seccomp, Root string }
		if err := json.Unmarshal([]byte(text), &is); err != nil {
			return fmt.Errorf("the probe's answer: %w", err)
		}
		none := strings.Repeat("0", 16)
		switch {
		case is.Uid == "" || slices.Contains(strings.Fields(is.Uid), "0"):
			err = fmt.Errorf("runs as user %q", is.Uid)
		case is.CapEff != none || is.CapBnd != none:
			err = fmt.Errorf("has capabilities %s of %s", is.CapEff, is.CapBnd)
		case is.NoNewPrivs != "1":
			err = fmt.Errorf("may gain privileges")
		case is.Seccomp != "2":
			err = fmt.Errorf("has no filter of system calls")
		case !slices.Contains(strings.Split(is.Root, ","), "ro"):
			err = fmt.Errorf("can write its root file system (%s)", is.Root)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		limits, err := output(ctx, "docker", "inspect", "-f", "{{.HostConfig.Memory}} {{.HostConfig.PidsLimit}}", s.ids[name])
		if err != nil {
			return err
		}
		if f := strings.Fields(limits); len(f) != 2 || f[0] == "0" || f[1] == "0" || f[1] == "<nil>" {
			return fmt.Errorf("%s has no limit of memory or of processes: %q", name, limits)
		}
	}
	r.looked = len(longRunning())
	var err error
	r.memory, err = output(ctx, "docker", append([]string{"stats", "--no-stream", "--format", "{{.Name}} {{.MemUsage}}"}, s.containers()...)...)
	return err
}

func (s *stack) containers() []string {
	var out []string
	for _, name := range longRunning() {
		out = append(out, s.ids[name])
	}
	return out
}

// shares lists what lies below /keys in each container: its own and nothing else.
func (s *stack) shares(ctx context.Context, r *report) error {
	for _, name := range services() {
		list, err := s.listed(ctx, name, "/keys")
		if err != nil {
			return err
		}
		var seeds []string
		kek := false
		for _, f := range list {
			switch {
			case strings.HasSuffix(f, ".nk"):
				seeds = append(seeds, strings.TrimSuffix(f[strings.LastIndex(f, "/")+1:], ".nk"))
			case strings.HasSuffix(f, "kek.json"):
				kek = true
			case !strings.HasSuffix(f, "/"):
				return fmt.Errorf("%s has the file %s", name, f)
			}
		}
		slices.Sort(seeds)
		want := []string{name}
		if name == "identity" {
			want = []string{"callout", "callout-issuer", "callout-xkey", "identity", "setup", "system", "telemetry"}
		}
		seals := name != "console" && name != "identity"
		if !slices.Equal(seeds, want) || kek != seals {
			return fmt.Errorf("%s has the credentials %q and the key-encryption key: %t; it should have %q and %t", name, seeds, kek, want, seals)
		}
	}
	return nil
}

// query asks Prometheus, whose port is published nowhere, from inside its container.
func (s *stack) query(ctx context.Context, path string, answer any) error {
	text, err := s.probe(ctx, "prometheus", "get", "http://127.0.0.1:9090"+path)
	if err != nil {
		return err
	}
	return json.Unmarshal([]byte(text), answer)
}

// series are the values of an instant query, by a label.
func (s *stack) series(ctx context.Context, expr, label string) (map[string]string, error) {
	var a struct {
		Data struct {
			Result []struct {
				Metric map[string]string
				Value  []any
			}
		}
	}
	if err := s.query(ctx, "/api/v1/query?query="+url.QueryEscape(expr), &a); err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, one := range a.Data.Result {
		if len(one.Value) == 2 {
			out[one.Metric[label]] = fmt.Sprint(one.Value[1])
		}
	}
	return out, nil
}
