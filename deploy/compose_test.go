package deploy_test

import (
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sluice/pkg/bus"
	"sluice/pkg/config"
)

type container struct {
	Image       string              `yaml:"image"`
	User        string              `yaml:"user"`
	ReadOnly    bool                `yaml:"read_only"`
	CapDrop     []string            `yaml:"cap_drop"`
	CapAdd      []string            `yaml:"cap_add"`
	Privileged  bool                `yaml:"privileged"`
	Security    []string            `yaml:"security_opt"`
	PIDs        int                 `yaml:"pids_limit"`
	Memory      string              `yaml:"mem_limit"`
	Ports       []string            `yaml:"ports"`
	Networks    any                 `yaml:"networks"`
	NetworkMode string              `yaml:"network_mode"`
	Volumes     []string            `yaml:"volumes"`
	Command     []string            `yaml:"command"`
	Grace       string              `yaml:"stop_grace_period"`
	Health      *struct{ Test any } `yaml:"healthcheck"`
}

// on are the networks that it is on.
func (c container) on() []string {
	var out []string
	switch n := c.Networks.(type) {
	case []any:
		for _, name := range n {
			out = append(out, name.(string))
		}
	case map[string]any:
		for name := range n {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

type composed struct {
	Services map[string]container `yaml:"services"`
	Networks map[string]struct {
		Internal any `yaml:"internal"`
	} `yaml:"networks"`
}

// TestCompose reads the plan; `make compose-test` looks at the running containers.
func TestCompose(t *testing.T) {
	var plan, more composed
	decode(t, &plan, "..", "docker-compose.yml")
	decode(t, &more, "compose.grafana.yml")
	for _, p := range []composed{plan, more} {
		for name, c := range p.Services {
			if !c.ReadOnly || !slices.Equal(c.CapDrop, []string{"ALL"}) || len(c.CapAdd) > 0 || c.Privileged || !slices.Contains(c.Security, "no-new-privileges") {
				t.Errorf("%s may more than it needs: %+v", name, c)
			}
			if user, _, _ := strings.Cut(c.User, ":"); user == "" || strings.Trim(user, "0123456789") != "" || user == "0" {
				t.Errorf("%s runs as %q", name, c.User)
			}
			if c.PIDs == 0 || c.Memory == "" {
				t.Errorf("%s has no limit of processes or of memory", name)
			}
			for _, port := range c.Ports {
				if !strings.HasPrefix(port, "127.0.0.1:") || !slices.Contains([]string{"edge", "console", "grafana"}, name) {
					t.Errorf("%s publishes %s", name, port)
				}
			}
		}
	}
	for _, name := range bus.Services() {
		c, ok := plan.Services[name]
		if !ok || !slices.Equal(c.Command, []string{"run", name}) || c.Health == nil || c.Grace == "" {
			t.Errorf("%s: %+v", name, c)
		}
		var keys []string
		for _, v := range c.Volumes {
			if strings.HasPrefix(v, "keys") {
				keys = append(keys, v)
			}
		}
		if !slices.Equal(keys, []string{"keys-" + name + ":/keys:ro"}) {
			t.Errorf("%s has the keys %q", name, keys)
		}
	}
	want := map[string][]string{
		"inference": {"devmodel", "dispatch", "guard"},
		"cluster":   {"nats-1", "nats-2", "nats-3"},
		"front":     {"console", "edge"},
	}
	for network, who := range want {
		var on []string
		for name, c := range plan.Services {
			if slices.Contains(c.on(), network) {
				on = append(on, name)
			}
		}
		if slices.Sort(on); !slices.Equal(on, who) {
			t.Errorf("on %s are %q, not %q", network, on, who)
		}
	}
	for _, network := range []string{"bus", "cluster", "ops"} {
		if plan.Networks[network].Internal != true {
			t.Errorf("the network %s leads out", network)
		}
	}
	if plan.Networks["inference"].Internal != "${SLUICE_INFERENCE_INTERNAL:-true}" {
		t.Errorf("the network inference leads out: %v", plan.Networks["inference"].Internal)
	}
}

// The stand-ins are what compose names.
func TestVersions(t *testing.T) {
	compose, make := read(t, "..", "docker-compose.yml"), read(t, "..", "Makefile")
	version := func(file, module string) string {
		m := regexp.MustCompile(`(?m)^\s*(?:require )?` + regexp.QuoteMeta(module) + ` v(\S+)`).FindStringSubmatch(file)
		if m == nil {
			t.Fatalf("no version of %s", module)
		}
		return m[1]
	}
	nats := "nats:" + version(read(t, "..", "go.mod"), "github.com/nats-io/nats-server/v2")
	prometheus := "prom/prometheus:v" + strings.Replace(version(read(t, "..", "tools", "go.mod"), "github.com/prometheus/prometheus"), "0.3", "3.", 1)
	for _, image := range []string{nats, prometheus} {
		if !strings.Contains(compose, "-"+image+"}") || !strings.Contains(make, "?= "+image+"\n") {
			t.Errorf("docker-compose.yml and the Makefile do not both name %s", image)
		}
	}
}

// The two Dockerfiles of Sluice end alike.
func TestDockerfiles(t *testing.T) {
	last := func(path string) []string {
		text := read(t, path)
		var out []string
		for line := range strings.Lines(text[strings.LastIndex(text, "FROM scratch"):]) {
			if !strings.HasPrefix(line, "COPY") {
				out = append(out, strings.TrimSpace(line))
			}
		}
		return out
	}
	if a, b := last("Dockerfile"), last("Dockerfile.prebuilt"); !slices.Equal(a, b) || len(a) < 4 {
		t.Errorf("they end differently:\n%q\n%q", a, b)
	}
}

// Only what is built goes to the builder: no key, no data.
func TestDockerignore(t *testing.T) {
	var named []string
	for line := range strings.Lines(read(t, "..", ".dockerignore")) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			named = append(named, line)
		}
	}
	if len(named) < 2 || named[0] != "*" {
		t.Fatalf("it does not begin with nothing: %q", named)
	}
	out, err := exec.Command("go", "list", "-deps", "-f", "{{if not .Standard}}{{if .Module.Main}}{{.ImportPath}}{{end}}{{end}}", "sluice/services").Output()
	if err != nil {
		t.Fatal(err)
	}
	for path := range strings.FieldsSeq(string(out)) {
		first, _, _ := strings.Cut(strings.TrimPrefix(path, "sluice/"), "/")
		if !slices.Contains(named, "!"+first) {
			t.Errorf("%s is not given to the builder", path)
		}
	}
}

func TestConfiguration(t *testing.T) {
	known := config.Known{
		Engines: []string{"openai", "vllm"}, Labelers: []string{"tei"}, Families: []string{"llama-guard-3-8b"}, Services: []string{"dispatch", "guard"},
	}
	f, err := config.Parse("sluice.yaml", []byte(read(t, "sluice.yaml")), known)
	if err != nil {
		t.Fatal(err)
	}
	if f.NATS.Replicas != 3 {
		t.Errorf("three servers keep %d replicas", f.NATS.Replicas)
	}
	// What is commented out must be right too, for who takes the hash away.
	example := regexp.MustCompile(`(?m)^(\s*)# ((?:guard:|  backends:|    - \{|- \{).*)$`).ReplaceAllString(read(t, "sluice.yaml"), "$1$2")
	if f, err = config.Parse("sluice.yaml", []byte(example), known); err != nil {
		t.Fatal(err)
	}
	if len(f.Backends) != 2 || len(f.Guard.Backends) != 1 {
		t.Errorf("the examples in it are %d backends and %d of the guard", len(f.Backends), len(f.Guard.Backends))
	}
}
