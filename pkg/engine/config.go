package engine

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// Limits of a Config that leaves them at zero.
const (
	DefaultMaxResponse    = 4 << 20 // bytes
	DefaultConnectTimeout = 5 * time.Second
)

// Config says which engine stands where.
type Config struct {
	Name string // names the backend in errors and records
	Kind string // one of Kinds, or of LabelKinds for NewLabeler
	URL  string // http or https; a "/v1" at its end may be left out; empty for the kind "dev"

	// APIKey is sent as a bearer token if it is set. It appears in no error, log line or String.
	APIKey string `json:"-" yaml:"-"`

	MaxResponse    int64         // largest answer in bytes; 0: DefaultMaxResponse
	ConnectTimeout time.Duration // to connect, and again for TLS; 0: DefaultConnectTimeout

	// ProxyFromEnv uses HTTP_PROXY and its like. Without it no proxy is used, whatever the environment says.
	ProxyFromEnv bool
}

// String shows the configuration without the key, and the address only if it can hold none either.
func (c Config) String() string {
	key := "none"
	if c.APIKey != "" {
		key = "set"
	}
	where := "(unusable url)"
	if root, err := c.root(); err == nil {
		where = root
	}
	return fmt.Sprintf("engine %s (%s) at %s, key %s", c.Name, c.Kind, where, key)
}

// GoString is String, so that %#v shows no key either.
func (c Config) GoString() string { return c.String() }

// factory makes the engine of one kind from a configuration that was checked and filled.
type factory struct {
	kind string
	make func(c Config) (Engine, error)
}

// factories is every kind, sorted.
func factories() []factory {
	return []factory{
		{"dev", func(c Config) (Engine, error) { return NewDev(c.Name, nil, c.MaxResponse), nil }},
		{"llamacpp", newLlamaCPP},
		{"ollama", newOllama},
		{"openai", newOpenAI},
		{"tgi", newTGI},
		{"vllm", newVLLM},
	}
}

// Kinds lists the kinds of engine, sorted.
func Kinds() []string { return kinds(factories()) }

func kinds(of []factory) []string {
	var out []string
	for _, f := range of {
		out = append(out, f.kind)
	}
	return out
}

// New makes an engine. It opens no connection. Errors say what to change and name no value but the kind.
func New(c Config) (Engine, error) { return build(c, factories()) }

// build checks and fills the configuration and has the factory of its kind make the engine.
func build(c Config, of []factory) (Engine, error) {
	if c.Name == "" {
		return nil, errors.New("engine: a name is missing; give every backend one")
	}
	if c.MaxResponse < 0 || c.ConnectTimeout < 0 {
		return nil, fmt.Errorf("engine %s: limits and timeouts cannot be negative; leave them out for the defaults", c.Name)
	}
	if c.MaxResponse == 0 {
		c.MaxResponse = DefaultMaxResponse
	}
	if c.ConnectTimeout == 0 {
		c.ConnectTimeout = DefaultConnectTimeout
	}
	for _, f := range of {
		if f.kind == c.Kind {
			return f.make(c)
		}
	}
	return nil, fmt.Errorf("engine %s: unknown kind %q; known kinds are %s", c.Name, c.Kind, strings.Join(kinds(of), ", "))
}

// root reads the configured address: no trailing slash, no "/v1". Parse errors of net/url hold the address and
// with it perhaps a password, so they are not passed on.
func (c Config) root() (string, error) {
	u, err := url.Parse(c.URL)
	switch {
	case err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https"):
		return "", fmt.Errorf("engine %s: the url must be http://host:port or https://host, with a path if need be", c.Name)
	case u.User != nil:
		return "", fmt.Errorf("engine %s: the url must not hold a user or password; set the API key instead", c.Name)
	case u.RawQuery != "" || u.Fragment != "":
		return "", fmt.Errorf("engine %s: the url must not have a query or a fragment", c.Name)
	}
	path := strings.TrimSuffix(strings.TrimRight(u.EscapedPath(), "/"), "/v1")
	return u.Scheme + "://" + u.Host + path, nil
}
