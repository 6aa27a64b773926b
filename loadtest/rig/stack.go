package rig

import (
	"net"
	"os/exec"
	"path/filepath"
	"testing"

	"context"
	"log/slog"
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
func StartUp(t testing.TB, config string, args ...string) *Up {
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
func (u *Up) Token(t testing.TB) string { return Token(t, u.Data) }

// Stack is nats-server, the development model and every service, each a process.
type Stack struct {
	Dir, Data, Keys string
	NATS, Model     *Process
	Services        map[string]*Process // by ServiceNames
	NATSURL         string
	EdgeAddr        string
	Journal         string // of the development model

	bin, config string
}

// StackOptions say what a stack is made with.
type StackOptions struct {
	Failpoints bool
	Config     string            // text of the configuration; %s in it is the model's URL
	Env        map[string]string // service to one more environment variable
}

// ServiceNames are in the order in which StartStack starts them: all but the console.
func ServiceNames() []string {
	return []string{"identity", "provenance", "dispatch", "toolauth", "guard", "dlp", "edge"}
}

// StartStack starts all of it and returns when everything is ready.
func StartStack(t testing.TB, o StackOptions) *Stack {
	t.Helper()
	dir := t.TempDir()
	bin := Binary(t, o.Failpoints)
	s := &Stack{
		Dir: dir, Data: filepath.Join(dir, "data"), Keys: filepath.Join(dir, "keys"),
		Services: map[string]*Process{}, Journal: filepath.Join(dir, "journal.jsonl"), EdgeAddr: FreeAddr(t), bin: bin,
	}
	s.Model = Start(t, dir, "devmodel", bin, nil, true, "devmodel", "--listen", FreeAddr(t), "--journal", s.Journal)
	s.config = WriteFile(t, filepath.Join(dir, "sluice.yaml"), o.Config, "http://"+s.Model.Addr("http"))

	natsAddr := FreeAddr(t)
	s.NATSURL = "nats://" + natsAddr
	conf, err := exec.Command(bin, "nats", "config", "--keys", s.Keys, "--store", filepath.Join(dir, "nats"), "--listen", natsAddr, "--config", s.config).Output()
	if err != nil {
		t.Fatalf("sluice nats config: %v", err)
	}
	natsConf := WriteFile(t, filepath.Join(dir, "nats.conf"), "%s", conf)
	s.NATS = Start(t, dir, "nats-server", NATSServer(t), nil, false, "-c", natsConf)

	for _, n := range ServiceNames() {
		var env []string
		if e, ok := o.Env[n]; ok {
			env = append(env, e)
		}
		s.Services[n] = s.run(t, n, n, s.EdgeAddr, env)
	}
	return s
}

func (s *Stack) run(t testing.TB, name, service, listen string, env []string) *Process {
	return Start(t, s.Dir, name, s.bin, env, true, "run", service, "--nats-url", s.NATSURL, "--data", s.Data, "--keys", s.Keys,
		"--config", s.config, "--ops", "127.0.0.1:0", "--listen", listen)
}

// Another starts one more process of a service beside the one that runs, and
// returns when it is ready. An edge among them has an address of its own.
func (s *Stack) Another(t testing.TB, name, service string) *Process {
	t.Helper()
	return s.run(t, name, service, FreeAddr(t), nil)
}

// Token is the first user's.
func (s *Stack) Token(t testing.TB) string { return Token(t, s.Data) }

// Inside connects as setup, in the account of the streams, to look at them.
func Inside(t testing.TB, url, keys string) *bus.Bus {
	t.Helper()
	return As(t, url, keys, bus.UserSetup)
}

// As connects with the credentials of one of Sluice's own users, in its account.
func As(t testing.TB, url, keys, user string) *bus.Bus {
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

// FreeAddr is a loopback address that nobody listens on now.
func FreeAddr(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
