package rig

import (
	"context"
	"fmt"
	"log/slog"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"sluice/pkg/bus"
)

// Up is one `sluice up` in a folder of the test's.
type Up struct {
	*Process
	Dir, Data, Keys string
}

// StartUp runs `sluice up` on free ports. config may be "" or the text of a
// configuration file.
func StartUp(t Host, config string, args ...string) *Up {
	t.Helper()
	dir := t.TempDir()
	u := &Up{Dir: dir, Data: filepath.Join(dir, "data"), Keys: filepath.Join(dir, "keys")}
	// NATS keeps its port over a restart, as clients know it.
	all := []string{"up", "--data", u.Data, "--keys", u.Keys, "--listen", FreeAddr(t), "--ops", "127.0.0.1:0", "--nats", FreeAddr(t), "--console", "127.0.0.1:0"}
	if config != "" {
		all = append(all, "--config", WriteFile(t, filepath.Join(dir, "sluice.yaml"), "%s", config))
	}
	u.Process = Start(t, dir, "up", Binary(t, false), nil, true, append(all, args...)...)
	return u
}

// URL is the address of the embedded NATS server.
func (u *Up) URL() string { return "nats://" + u.Addr("nats") }

// Token is the first user's.
func (u *Up) Token(t Host) string { return Token(t, u.Data) }

// Stack is nats-server, the development model and every service, each a process.
type Stack struct {
	Dir, Data, Keys string
	NATS            *Process // the first of Nodes
	Nodes           []*Process
	Model           *Process            // nil where StackOptions.Model names another
	Services        map[string]*Process // by ServiceNames
	NATSURL         string
	EdgeAddr        string
	Journal         string // of the development model

	bin    string
	config map[string]string // service to its configuration file; "" is all others'
}

// StackOptions say what a stack is made with.
type StackOptions struct {
	Failpoints bool
	Config     string            // text of the configuration; %s in it is the model's URL
	Configs    map[string]string // service to its own text, in place of Config
	Env        map[string]string // service to one more environment variable
	Model      string            // URL of a model that runs already; "" starts one, with a journal
	Nodes      int               // NATS servers; 0 is one. Config says nats.replicas
	More       []string          // services beside ServiceNames, such as console
	Payload    int               // max_payload of NATS in bytes; 0 is what sluice nats config prints
	Together   bool              // all services are one process, Services["all"]
}

// ServiceNames are in the order in which StartStack starts them: all but the console.
func ServiceNames() []string {
	return []string{"identity", "provenance", "dispatch", "toolauth", "guard", "dlp", "edge"}
}

// StartStack starts all of it and returns when everything is ready.
func StartStack(t Host, o StackOptions) *Stack {
	t.Helper()
	dir := t.TempDir()
	bin := Binary(t, o.Failpoints)
	s := &Stack{
		Dir: dir, Data: filepath.Join(dir, "data"), Keys: filepath.Join(dir, "keys"),
		Services: map[string]*Process{}, Journal: filepath.Join(dir, "journal.jsonl"), EdgeAddr: FreeAddr(t), bin: bin,
		config: map[string]string{},
	}
	model := o.Model
	if model == "" {
		s.Model = Start(t, dir, "devmodel", bin, nil, true, "devmodel", "--listen", FreeAddr(t), "--journal", s.Journal)
		model = "http://" + s.Model.Addr("http")
	}
	s.config[""] = WriteFile(t, filepath.Join(dir, "sluice.yaml"), o.Config, model)
	for service, text := range o.Configs {
		s.config[service] = WriteFile(t, filepath.Join(dir, service+".yaml"), text, model)
	}
	s.startNATS(t, max(1, o.Nodes), o.Payload)
	if o.Together {
		s.Services["all"] = s.run(t, "all", strings.Join(append(ServiceNames(), o.More...), " "), s.EdgeAddr, nil)
		return s
	}
	for _, n := range append(ServiceNames(), o.More...) {
		var env []string
		if e, ok := o.Env[n]; ok {
			env = append(env, e)
		}
		s.Services[n] = s.run(t, n, n, s.EdgeAddr, env)
	}
	return s
}

// startNATS starts one server, or several that know each other.
func (s *Stack) startNATS(t Host, nodes, payload int) {
	t.Helper()
	var listen, routes, urls []string
	for range nodes {
		listen, routes = append(listen, FreeAddr(t)), append(routes, FreeAddr(t))
		urls = append(urls, "nats://"+listen[len(listen)-1])
	}
	s.NATSURL = strings.Join(urls, ",")
	for i := range nodes {
		name, store := "nats-server", filepath.Join(s.Dir, "nats")
		args := []string{"nats", "config", "--keys", s.Keys, "--listen", listen[i], "--config", s.config[""]}
		if nodes > 1 {
			name = fmt.Sprintf("nats-server-%d", i+1)
			store = filepath.Join(s.Dir, name)
			args = append(args, "--name", name, "--cluster", routes[i])
			for j := range nodes {
				if j != i {
					args = append(args, "--route", "nats://"+routes[j])
				}
			}
		}
		conf, err := exec.Command(s.bin, append(args, "--store", store)...).Output()
		if err != nil {
			t.Fatalf("sluice nats config: %v", err)
		}
		if payload > 0 {
			conf = regexp.MustCompile(`(?m)^max_payload: .*$`).ReplaceAll(conf, fmt.Appendf(nil, "max_payload: %d", payload))
		}
		file := WriteFile(t, filepath.Join(s.Dir, name+".conf"), "%s", conf)
		s.Nodes = append(s.Nodes, Start(t, s.Dir, name, NATSServer(t), nil, false, "-c", file))
	}
	s.NATS = s.Nodes[0]
}

// run starts a process of one service, or of several, with a space between.
func (s *Stack) run(t Host, name, service, listen string, env []string) *Process {
	config, ok := s.config[service]
	if !ok {
		config = s.config[""]
	}
	args := append([]string{"run"}, strings.Fields(service)...)
	return Start(t, s.Dir, name, s.bin, env, true, append(args, "--nats-url", s.NATSURL, "--data", s.Data, "--keys", s.Keys,
		"--config", config, "--ops", "127.0.0.1:0", "--listen", listen, "--console", "127.0.0.1:0")...)
}

// Another starts one more process of a service beside the one that runs, and
// returns when it is ready. An edge among them has an address of its own.
func (s *Stack) Another(t Host, name, service string) *Process {
	t.Helper()
	return s.run(t, name, service, FreeAddr(t), nil)
}

// Token is the first user's.
func (s *Stack) Token(t Host) string { return Token(t, s.Data) }

// Inside connects as setup, in the account of the streams, to look at them.
func Inside(t Host, url, keys string) *bus.Bus {
	t.Helper()
	return As(t, url, keys, bus.UserSetup)
}

// As connects with the credentials of one of Sluice's own users, in its account.
func As(t Host, url, keys, user string) *bus.Bus {
	t.Helper()
	seed, err := bus.Seed(keys, user)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	b, err := bus.Connect(ctx, bus.Options{URL: url, Seed: seed, Name: user, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}
