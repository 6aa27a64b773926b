package config

import (
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"

	"sluice/pkg/model"
)

// faulty finds the first value that cannot be, as YAML path and what to do. Keys of
// engines are looked for where a service of this process calls them.
func (f File) faulty(k Known) (path, msg string) {
	if path, msg := faultyBackends(f.Backends, k.Engines, slices.Contains(k.Services, "dispatch")); msg != "" {
		return path, msg
	}
	if path, msg := f.Guard.faulty(k, slices.Contains(k.Services, "guard")); msg != "" {
		return path, msg
	}
	for _, b := range Bounds() {
		if v := b.of(f); !b.allows(v) {
			return "$." + b.Path, b.fault()
		}
	}
	if f.Limits.MaxInHand < f.Limits.MaxBody {
		return "$.limits.max_in_hand", "max_in_hand must be at least max_body"
	}
	return "", ""
}

func faultyBackends(all []Backend, engines []string, called bool) (path, msg string) {
	seen := map[string]bool{}
	for i, b := range all {
		s := server{"backend", b.Name, b.Engine, b.URL, b.APIKeyEnv, called, b.MaxConcurrent, b.Weight}
		p := fmt.Sprintf("$.backends[%d]", i)
		if key, msg := s.faulty(seen, engines); msg != "" {
			return p + key, msg
		}
		if key, msg := faultyAgent(b.Name, b.AttestedBy); msg != "" {
			return p + key, msg
		}
		if len(b.Models) == 0 {
			return p, "models must list what this backend serves, such as [llama3.3:70b]; nothing is served by default"
		}
	}
	return "", ""
}

// faultyAgent looks at the user whose agent tells of a backend.
func faultyAgent(backend, user string) (path, msg string) {
	switch {
	case user == "":
		return "", ""
	case !model.BackendName(user):
		return ".attested_by", "attested_by must be the name of a user of the tenant default"
	case !model.BackendName(backend):
		return ".name", "a backend that is attested needs a name of A-Z, a-z, 0-9, _ and -"
	}
	return "", ""
}

func (g Guard) faulty(k Known, called bool) (path, msg string) {
	seen := map[string]bool{}
	for i, b := range g.Backends {
		s := server{"guard backend", b.Name, b.Engine, b.URL, b.APIKeyEnv, called, b.MaxConcurrent, b.Weight}
		p := fmt.Sprintf("$.guard.backends[%d]", i)
		if key, msg := s.faulty(seen, k.Engines); msg != "" {
			return p + key, msg
		}
		if key, msg := faultyAgent(b.Name, b.AttestedBy); msg != "" {
			return p + key, msg
		}
		switch {
		case b.Model == "":
			return p, "model must be the engine's name for the guard model, such as llama-guard3:8b"
		case !slices.Contains(k.Families, b.Family):
			return p, "family must be one of " + strings.Join(k.Families, ", ") + ": it says how the model is asked"
		case b.Family != g.Backends[0].Family:
			return p + ".family", "all guard backends must have the same family: a verdict must not depend on which of them answered"
		}
	}
	return g.Injection.faulty(k.Labelers, seen, called)
}

// faulty goes on with the names of the guard's other backends.
func (j Injection) faulty(labelers []string, seen map[string]bool, called bool) (path, msg string) {
	for i, b := range j.Backends {
		s := server{"guard backend", b.Name, b.Engine, b.URL, b.APIKeyEnv, called, 0, 0}
		p := fmt.Sprintf("$.guard.injection.backends[%d]", i)
		if key, msg := s.faulty(seen, labelers); msg != "" {
			return p + key, msg
		}
		if b.Model == "" {
			return p, "model must be the server's name for the classifier, such as meta-llama/Llama-Prompt-Guard-2-86M"
		}
	}
	return "", ""
}

// server is what a backend and a guard backend have in common. What is which of both.
type server struct {
	what, name, engine, url, apiKeyEnv string
	called                             bool // by this process
	maxConcurrent, weight              int
}

// faulty finds what cannot be, as a path below the server's own and what to do. seen
// are the names of the servers before this one; its own is added.
func (s server) faulty(seen map[string]bool, engines []string) (path, msg string) {
	switch {
	case s.name == "":
		return "", "a " + s.what + " needs a name, which records and breakers bear"
	case seen[s.name]:
		return ".name", "two " + s.what + "s have this name: give each its own"
	case !slices.Contains(engines, s.engine):
		return "", "engine must be one of " + strings.Join(engines, ", ")
	case s.engine != "dev" && !httpURL(s.url):
		return "", "url must be the server's base address, such as http://127.0.0.1:8000"
	case s.maxConcurrent < 0 || s.weight < 0:
		return "", "max_concurrent and weight must not be negative"
	case s.called && s.apiKeyEnv != "" && os.Getenv(s.apiKeyEnv) == "":
		return ".api_key_env", "the variable that api_key_env names is not set"
	}
	seen[s.name] = true
	return "", ""
}

func httpURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}
