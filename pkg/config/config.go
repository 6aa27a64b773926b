// Package config is one process's configuration: defaults, then the file, then
// the environment and flags. It is read once at start and never changed after.
// It is not policy: what may pass stands in pkg/policy.
package config

import "time"

// File is the configuration file.
type File struct {
	Policy   string    `yaml:"policy"`   // path of the policy document; "" is the built-in default
	Backends []Backend `yaml:"backends"` // the model pool; none means the development model
	Guard    Guard     `yaml:"guard"`
	Tools    string    `yaml:"tools"` // folder of Cedar policies; "" means that there is none, and every tool is denied
	Limits   Limits    `yaml:"limits"`
	NATS     NATS      `yaml:"nats"`
	Breaker  Breaker   `yaml:"breaker"`
}

// Backend is one inference server.
type Backend struct {
	Name          string   `yaml:"name"`
	Engine        string   `yaml:"engine"`
	URL           string   `yaml:"url"`
	Models        []string `yaml:"models"`
	APIKeyEnv     string   `yaml:"api_key_env"` // the variable that holds the key
	Timeout       Duration `yaml:"timeout"`
	MaxConcurrent int      `yaml:"max_concurrent"`
	Weight        int      `yaml:"weight"`
}

// Guard is the guard model. Without backends the built-in classifier judges, and records say so.
type Guard struct {
	Backends []GuardBackend `yaml:"backends"`
}

// GuardBackend is one inference server that has the guard model. All of them have the same family.
type GuardBackend struct {
	Name          string   `yaml:"name"`
	Engine        string   `yaml:"engine"`
	URL           string   `yaml:"url"`
	Model         string   `yaml:"model"`       // the engine's name for the weights
	Family        string   `yaml:"family"`      // how to ask it: "llama-guard-3-8b"
	APIKeyEnv     string   `yaml:"api_key_env"` // the variable that holds the key
	Timeout       Duration `yaml:"timeout"`
	MaxConcurrent int      `yaml:"max_concurrent"`
	Weight        int      `yaml:"weight"`
}

// Limits bound what one request may cost.
type Limits struct {
	MaxBody     Size  `yaml:"max_body"`    // of a request's body
	MaxAnswer   Size  `yaml:"max_answer"`  // of an engine's answer
	Concurrency int   `yaml:"concurrency"` // exchanges in work at once, per stage and process
	Backlog     int64 `yaml:"backlog"`     // exchanges that may wait for one stage, tenant and lane
	MaxInHand   Size  `yaml:"max_in_hand"` // raw bytes that one dlp process holds at once
}

// NATS holds what a cluster's operator may set.
type NATS struct {
	Replicas int      `yaml:"replicas"`
	AckWait  Duration `yaml:"ack_wait"`
	Attempts int      `yaml:"attempts"` // workers that may die of one exchange
	CAFile   string   `yaml:"ca_file"`
}

// Breaker sets the circuit breakers of the pool.
type Breaker struct {
	Failures int      `yaml:"failures"` // in a row that open it
	OpenFor  Duration `yaml:"open_for"` // until a probe
}

// Default is what holds where the file says nothing.
func Default() File {
	return File{
		Limits: Limits{
			MaxBody: 4 << 20, MaxAnswer: 2 << 20, Concurrency: 256, Backlog: 10000, MaxInHand: 256 << 20,
		},
		NATS:    NATS{Replicas: 1, AckWait: Duration(30 * time.Second), Attempts: 5},
		Breaker: Breaker{Failures: 5, OpenFor: Duration(5 * time.Second)},
	}
}

// MaxPayload is the NATS payload limit that these limits need: both bodies, which
// the checks of an answer see together, what sealing adds, and the envelope.
func (f File) MaxPayload() int64 {
	return int64(f.Limits.MaxBody+f.Limits.MaxAnswer) + 2<<20
}

// Room is how many bytes of bodies fit into one message, beside the envelope.
func (f File) Room() int { return int(f.MaxPayload()) - 64<<10 }
