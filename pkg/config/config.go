// Package config is one process's configuration: defaults, then the file, then
// the environment and flags. It is read once at start and never changed after.
// It is not policy: what may pass stands in pkg/policy.
package config

import "time"

// File is the configuration file. What stands beside a field is its text in
// docs/reference/configuration.md.
type File struct {
	// Path of the policy document that a first start puts in force. Without it, that
	// is the built-in one.
	Policy string `yaml:"policy"`
	// Path of a file of rules of your own (TOML), which the scan has besides those that are
	// built in. Every process must have the same. Without it there are none.
	Rules string `yaml:"rules"`
	// The model pool. Without it answers come from the built-in development model,
	// which is no language model.
	Backends []Backend `yaml:"backends"`
	// The guard model.
	Guard Guard `yaml:"guard"`
	// Folder of Cedar policies that say which tools may be offered and called.
	// Without it every tool is denied.
	Tools string `yaml:"tools"`
	// What one request, and one process, may cost.
	Limits Limits `yaml:"limits"`
	// The NATS cluster.
	NATS NATS `yaml:"nats"`
	// The circuit breakers of the pool and of the guard model.
	Breaker Breaker `yaml:"breaker"`
	// The budget for tries after the first, of the model pool and of the guard's servers each.
	Retries Retries `yaml:"retries"`
}

// Backend is one inference server.
type Backend struct {
	// What records, metrics and breakers call it. No other backend has the same.
	Name string `yaml:"name"`
	// The kind of server.
	Engine string `yaml:"engine"`
	// Base address, such as http://127.0.0.1:8000. Engine dev needs none.
	URL string `yaml:"url"`
	// Models that it serves, as callers name them. "team/*" is every model below team.
	// Several backends may serve the same.
	Models []string `yaml:"models"`
	// Environment variable that holds the server's API key. It must be set where dispatch runs.
	APIKeyEnv string `yaml:"api_key_env"`
	// Longest call, and longest silence of a streamed answer. Then another backend is
	// tried.
	Timeout Duration `yaml:"timeout"`
	// Calls that one process has in work there at once; 0 is the default. Not negative.
	MaxConcurrent int `yaml:"max_concurrent"`
	// Share of the calls beside other backends of the same model; 0 is the default.
	// Not negative.
	Weight int `yaml:"weight"`
	// User of the tenant default whose sluice attest tells which weights this server has.
	// Without it Ollama and TGI are asked themselves, and of other servers nobody can tell.
	AttestedBy string `yaml:"attested_by"`
}

// Guard is the guard model.
type Guard struct {
	// Servers of the guard model. Without them the small built-in classifier judges,
	// and every record says so.
	Backends []GuardBackend `yaml:"backends"`
	// A model that labels attempts of injection, beside the rules of this binary.
	Injection Injection `yaml:"injection"`
}

// Injection is the model that labels injections.
type Injection struct {
	// Servers of a text-classification model with the labels of Prompt Guard 2. Without
	// them the rules of this binary look alone. Where one is configured and none
	// answers, the check is an error, and the policy's guard.on_error decides.
	Backends []InjectionBackend `yaml:"backends"`
}

// InjectionBackend is one server that has the model.
type InjectionBackend struct {
	// What metrics and breakers call it. No other backend of the guard has the same.
	Name string `yaml:"name"`
	// The kind of server: tei is text-embeddings-inference.
	Engine string `yaml:"engine"`
	// Base address, such as http://127.0.0.1:8002.
	URL string `yaml:"url"`
	// The server's own name for the model, such as meta-llama/Llama-Prompt-Guard-2-86M.
	Model string `yaml:"model"`
	// Environment variable that holds the server's API key. It must be set where guard runs.
	APIKeyEnv string `yaml:"api_key_env"`
	// Longest call. Then another backend is tried.
	Timeout Duration `yaml:"timeout"`
}

// GuardBackend is one inference server that has the guard model.
type GuardBackend struct {
	// What records, metrics and breakers call it. No other guard backend has the same.
	Name string `yaml:"name"`
	// The kind of server.
	Engine string `yaml:"engine"`
	// Base address, such as http://127.0.0.1:8001. Engine dev needs none.
	URL string `yaml:"url"`
	// The engine's own name for the weights, such as llama-guard3:8b.
	Model string `yaml:"model"`
	// How the model is asked and its verdict read. It is the same for all guard
	// backends, so that no verdict depends on which of them answered.
	Family string `yaml:"family"`
	// Environment variable that holds the server's API key. It must be set where guard runs.
	APIKeyEnv string `yaml:"api_key_env"`
	// Longest call. Then another backend is tried.
	Timeout Duration `yaml:"timeout"`
	// Calls that one process has in work there at once; 0 is the default. Not negative.
	MaxConcurrent int `yaml:"max_concurrent"`
	// Share of the calls beside other guard backends; 0 is the default. Not negative.
	Weight int `yaml:"weight"`
	// User of the tenant default whose sluice attest tells which weights this server has.
	AttestedBy string `yaml:"attested_by"`
}

// Limits bound what one request may cost.
type Limits struct {
	// Longest body of a request. A longer one is refused with 413.
	MaxBody Size `yaml:"max_body"`
	// Longest answer of an engine. A longer one fails the exchange.
	MaxAnswer Size `yaml:"max_answer"`
	// Exchanges in work at once, for each stage of a process.
	Concurrency int `yaml:"concurrency"`
	// Exchanges that may wait for one stage, tenant and lane. Past it new requests are
	// refused with 429.
	Backlog int64 `yaml:"backlog"`
	// Raw bodies that one dlp process holds in memory at once. It is at least max_body.
	MaxInHand Size `yaml:"max_in_hand"`
}

// NATS holds what a cluster's operator may set.
type NATS struct {
	// Copies that the cluster keeps of each stream and bucket.
	Replicas int `yaml:"replicas"`
	// Time after which an exchange is given to another worker, where the one that had
	// it does not say that it lives.
	AckWait Duration `yaml:"ack_wait"`
	// Workers that may die of one exchange, before it becomes a dead letter.
	Attempts int `yaml:"attempts"`
	// CA certificate of the servers (PEM). Without it those of the system count.
	CAFile string `yaml:"ca_file"`
}

// Breaker sets the circuit breakers of the pool.
type Breaker struct {
	// Failures in a row after which a backend is left alone.
	Failures int `yaml:"failures"`
	// Time until one call tries it again.
	OpenFor Duration `yaml:"open_for"`
}

// Retries is how often the servers of a process are asked again, those of a pool together.
type Retries struct {
	// Tries after the first that a hundred calls may bring.
	Percent int `yaml:"percent"`
	// Such tries that are there each second, however few calls there are.
	PerSecond int `yaml:"per_second"`
}

// Default is what holds where the file says nothing.
func Default() File {
	return File{
		Limits: Limits{
			MaxBody: 4 << 20, MaxAnswer: 2 << 20, Concurrency: 256, Backlog: 10000, MaxInHand: 256 << 20,
		},
		NATS:    NATS{Replicas: 1, AckWait: Duration(30 * time.Second), Attempts: 5},
		Breaker: Breaker{Failures: 5, OpenFor: Duration(5 * time.Second)},
		Retries: Retries{Percent: 20, PerSecond: 10},
	}
}

// MaxPayload is the NATS payload limit with which the longest exchange fits into a
// message: both bodies, which the checks of an answer see together, what sealing adds, and
// the envelope. With a lower one its longest parts travel by reference.
func (f File) MaxPayload() int64 {
	return int64(f.Limits.MaxBody+f.Limits.MaxAnswer) + 2<<20
}

// Room is how many bytes of bodies one exchange may have together, once its findings are
// placeholders.
func (f File) Room() int { return int(f.MaxPayload()) - 64<<10 }
