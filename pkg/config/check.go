package config

import (
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"
)

// faulty finds the first value that cannot be, as YAML path and what to do.
func (f File) faulty(engines, families []string) (path, msg string) {
	seen := map[string]bool{}
	for i, b := range f.Backends {
		p := fmt.Sprintf("$.backends[%d]", i)
		switch {
		case b.Name == "":
			return p, "a backend needs a name, which records and breakers bear"
		case seen[b.Name]:
			return p + ".name", "two backends have this name: give each its own"
		case !slices.Contains(engines, b.Engine):
			return p, "engine must be one of " + strings.Join(engines, ", ")
		case len(b.Models) == 0:
			return p, "models must list what this backend serves, such as [llama3.3:70b]; nothing is served by default"
		case b.Engine != "dev" && !httpURL(b.URL):
			return p, "url must be the server's base address, such as http://127.0.0.1:8000"
		case b.MaxConcurrent < 0 || b.Weight < 0:
			return p, "max_concurrent and weight must not be negative"
		case b.APIKeyEnv != "" && os.Getenv(b.APIKeyEnv) == "":
			return p + ".api_key_env", "the variable that api_key_env names is not set"
		}
		seen[b.Name] = true
	}
	if path, msg := f.Guard.faulty(engines, families); msg != "" {
		return path, msg
	}
	switch {
	case f.NATS.Replicas != 1 && f.NATS.Replicas != 3 && f.NATS.Replicas != 5:
		return "$.nats.replicas", "replicas must be 1, 3 or 5"
	case f.NATS.Attempts < 1:
		return "$.nats.attempts", "attempts must be at least 1"
	case time.Duration(f.NATS.AckWait) < time.Second:
		return "$.nats.ack_wait", "ack_wait must be at least 1s"
	case f.Limits.Concurrency < 1:
		return "$.limits.concurrency", "concurrency must be at least 1"
	case f.Limits.Backlog < 1:
		return "$.limits.backlog", "backlog must be at least 1"
	case f.Limits.MaxBody > 6<<20:
		return "$.limits.max_body", "max_body must be at most 6MiB: a message carries the prompt and the answer"
	case f.Limits.MaxAnswer > 6<<20:
		return "$.limits.max_answer", "max_answer must be at most 6MiB: a message carries the prompt and the answer"
	case f.Limits.MaxInHand < f.Limits.MaxBody:
		return "$.limits.max_in_hand", "max_in_hand must be at least max_body"
	case f.Breaker.Failures < 1:
		return "$.breaker.failures", "failures must be at least 1"
	}
	return "", ""
}

// faulty is File's for the guard's backends.
func (g Guard) faulty(engines, families []string) (path, msg string) {
	seen := map[string]bool{}
	for i, b := range g.Backends {
		p := fmt.Sprintf("$.guard.backends[%d]", i)
		switch {
		case b.Name == "":
			return p, "a guard backend needs a name, which records and breakers bear"
		case seen[b.Name]:
			return p + ".name", "two guard backends have this name: give each its own"
		case !slices.Contains(engines, b.Engine):
			return p, "engine must be one of " + strings.Join(engines, ", ")
		case b.Model == "":
			return p, "model must be the engine's name for the guard model, such as llama-guard3:8b"
		case !slices.Contains(families, b.Family):
			return p, "family must be one of " + strings.Join(families, ", ") + ": it says how the model is asked"
		case b.Family != g.Backends[0].Family:
			return p + ".family", "all guard backends must have the same family: a verdict must not depend on which of them answered"
		case b.Engine != "dev" && !httpURL(b.URL):
			return p, "url must be the server's base address, such as http://127.0.0.1:8000"
		case b.MaxConcurrent < 0 || b.Weight < 0:
			return p, "max_concurrent and weight must not be negative"
		case b.APIKeyEnv != "" && os.Getenv(b.APIKeyEnv) == "":
			return p + ".api_key_env", "the variable that api_key_env names is not set"
		}
		seen[b.Name] = true
	}
	return "", ""
}

func httpURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}
