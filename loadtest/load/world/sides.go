package world

import (
	"fmt"
	"path/filepath"
	"slices"

	"sluice/loadtest/load/mix"
	"sluice/loadtest/rig"
)

// The forms in which the model is reached.
const (
	Direct    = "direct"
	Proxy     = "proxy"
	Up        = "up"
	Processes = "processes"
	Replicas  = "replicas"
)

// Names are all that need nothing installed, in the order of reports.
func Names() []string { return []string{Direct, Proxy, Up, Processes, Replicas} }

// Side is one way to the model.
type Side struct {
	Name, About string
	Addr, Token string
	Headers     []string // "name: value", with every request
	Ops         string   // where one process serves its metrics; "" elsewhere
	PIDs        []int    // whose CPU and memory count as this side's
	Sluice      bool     // false: the model itself
}

// Model is the development model as a process.
func Model(h rig.Host) *rig.Process {
	return rig.Start(h, h.TempDir(), "devmodel", rig.Binary(h, false), nil, true, "devmodel", "--listen", rig.FreeAddr(h))
}

// config has %s for the model's URL.
func config(tools, nats string) string {
	return "backends:\n  - {name: dev, engine: openai, url: \"%s\", models: [sluice-dev, \"sluice-dev/*\"], max_concurrent: 256}\n" +
		fmt.Sprintf("tools: %q\n", tools) + nats
}

// policies is a folder of Cedar policies under which the mix's tool may be called.
func policies(h rig.Host) string {
	dir := h.TempDir()
	rig.WriteFile(h, filepath.Join(dir, "load.cedar"), "%s", mix.Policies)
	return dir
}

// Start starts the named sides around one model. said hears what is being started.
func Start(h rig.Host, names []string, tools Tools, said func(string)) (model *rig.Process, sides []Side) {
	for _, n := range names {
		if slices.Contains(Gateways(), n) {
			installed(h, n, tools.Gateways)
		}
	}
	said("building sluice")
	rig.Binary(h, false)
	if slices.Contains(names, Processes) || slices.Contains(names, Replicas) {
		said("building nats-server")
		rig.NATSServer(h)
	}
	said("starting the development model")
	model = Model(h)
	for _, n := range names {
		said("starting " + n)
		sides = append(sides, start(h, n, tools, model))
	}
	return model, sides
}

func start(h rig.Host, name string, tools Tools, model *rig.Process) Side {
	url := "http://" + model.Addr("http")
	switch name {
	case Direct:
		return Side{Name: name, About: "the development model, called directly", Addr: model.Addr("http"), PIDs: []int{model.PID()}}
	case Proxy:
		return proxy(h, tools.Self, url)
	case Portkey:
		return portkey(h, tools.Gateways, url)
	case LiteLLM:
		return litellm(h, tools.Gateways, url)
	case Up:
		up := rig.StartUp(h, fmt.Sprintf(config(policies(h), ""), url))
		return Side{Name: name, About: "sluice up: one process, one data folder", Addr: up.Addr("http"), Token: up.Token(h), Ops: up.Addr("ops"), PIDs: []int{up.PID()}, Sluice: true}
	case Processes:
		s := rig.StartStack(h, rig.StackOptions{Config: config(policies(h), ""), Model: url, More: []string{"console"}})
		return stackSide(h, name, "one NATS server and eight services, each a process", s)
	case Replicas:
		s := rig.StartStack(h, rig.StackOptions{Config: config(policies(h), "nats: {replicas: 3}\n"), Model: url, Nodes: 3, More: []string{"console"}})
		return stackSide(h, name, "three NATS servers, three replicas of everything, eight services, each a process", s)
	}
	h.Fatalf("there is no side %q: choose among %v", name, Names())
	return Side{}
}

func stackSide(h rig.Host, name, about string, s *rig.Stack) Side {
	side := Side{Name: name, About: about, Addr: s.EdgeAddr, Token: s.Token(h), Sluice: true}
	for _, p := range s.Nodes {
		side.PIDs = append(side.PIDs, p.PID())
	}
	for _, p := range s.Services {
		side.PIDs = append(side.PIDs, p.PID())
	}
	return side
}
