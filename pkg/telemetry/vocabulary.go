package telemetry

import (
	"maps"
	"strings"
	"sync"
	"sync/atomic"

	"sluice/pkg/exchange"
	"sluice/pkg/ocsf"
)

// Other stands for every value that is not one of ours.
const Other = "other"

// Set is one of the sets of names that a process learns from its own configuration.
type Set uint8

// The sets that Know fills.
const (
	Rules  Set = iota // of detectors, injections and hazards
	Models            // that the pool serves; "name/*" stands for all below it
	sets
)

// Bounds of what Know takes: a name in bytes, and names in one set.
const (
	maxName  = 128
	maxNames = 4096
)

// Know adds names that may stand on spans and metrics. They come from configuration
// and from rules that are built in, never from a request. It is safe for concurrent
// use, and dear: call it at start.
func (t *Telemetry) Know(s Set, names ...string) {
	if t == nil || s >= sets {
		return
	}
	t.known[s].add(names)
}

// lexicon is a set of names that grows rarely and is asked often.
type lexicon struct {
	mu    sync.Mutex // held while it grows
	names atomic.Pointer[map[string]string]
}

func (l *lexicon) add(names []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	next := map[string]string{}
	if now := l.names.Load(); now != nil {
		maps.Copy(next, *now)
	}
	for _, n := range names {
		if n != "" && len(n) <= maxName && len(next) < maxNames {
			next[n] = n
		}
	}
	l.names.Store(&next)
}

// word is the name as it was made known, or Other.
func (l *lexicon) word(name string) string {
	known := l.names.Load()
	if known == nil {
		return Other
	}
	if w, ok := (*known)[name]; ok {
		return w
	}
	return Other
}

// model is word, with the longest pattern above a name that is none of them.
func (l *lexicon) model(name string) string {
	if w := l.word(name); w != Other {
		return w
	}
	above := name[:min(max(len(name)-1, 0), maxName)] // "org/" is not below "org/*"
	for i := strings.LastIndexByte(above, '/'); i > 0; i = strings.LastIndexByte(above[:i], '/') {
		if w := l.word(name[:i] + "/*"); w != Other {
			return w
		}
	}
	return Other
}

// closed is a set of words that is built in.
type closed map[string]bool

func words(all ...string) closed {
	c := make(closed, len(all))
	for _, w := range all {
		c[w] = true
	}
	return c
}

func (c closed) word(w string) string {
	if c[w] {
		return w
	}
	return Other
}

// vocabulary is what a closed attribute may say. A Telemetry has one and never
// writes to it.
type vocabulary struct {
	codes, checks, states, actions, severities, categories, outcomes, kinds, engines, finishes, methods, lanes, doors, shadows, verdicts closed
}

func newVocabulary() vocabulary {
	return vocabulary{
		// The codes of package chat and of the stages' refusals; a test looks for more.
		codes: words("answer_lost", "attempts_exhausted", "client_gone", "content_filter", "deadline_exceeded", "failed",
			"guard_unavailable", "incomplete_body", "internal_error", "invalid_api_key", "invalid_engine_answer", "invalid_json",
			"invalid_request_id", "invalid_value", "malformed", "method_not_allowed", "model_misconfigured", "model_not_found",
			"model_stream_broken", "model_unavailable", "not_found", "permission_denied", "policy_conflict", "rate_limit_exceeded", "register_conflict",
			"request_id_conflict", "request_too_large", "service_unavailable", "stream_incomplete", "stream_interrupted",
			"tool_not_permitted", "model_refused_request", "invalid_expiry", "invalid_policy", "invalid_tool_schema", "invalid_user", "other_roles",
			"unknown_role", "unsupported_content", "unsupported_parameter", "unsupported_header", "unsupported_media_type", "unsupported_tools", "upstream_cut",
			"duplicate_key", "invalid_utf8", "nesting_too_deep", "nul_character", "number_out_of_range", "too_many_values",
			"array_above_max_length", "array_below_min_length", "decimal_above_max_value", "decimal_below_min_value",
			"integer_above_max_value", "integer_below_min_value", "invalid_type", "missing_required_parameter",
			"object_above_max_properties", "object_below_min_properties", "string_above_max_length", "string_below_min_length",
			"unknown_parameter"),
		checks:     words("dlp_input", "guard_input", "tool_offer", "dlp_output", "guard_output", "tool_calls"),
		states:     words("passed", "failed", "not_run", "error", "excepted"),
		actions:    words("block", "redact", "replace", "hash", "pseudonymize", "mask", "flag", "keep", "allow", "deny", "except", "refuse", "dead_letter", "cut"),
		severities: words(ocsf.Levels()...),
		categories: words(ocsf.Categories()...),
		outcomes:   words("completed", "refused", "failed"),
		// The kinds of package engine, and what else a span may fail of.
		kinds: words("ok", "unavailable", "timeout", "overloaded", "refused", "protocol", "too_large", "canceled",
			"held", "retried", "panic", "nonsense", "invalid", "breaker_open", "lost", "not_stored"),
		engines:  words("vllm", "ollama", "llamacpp", "openai", "tei", "tgi", "dev", "built_in"),
		finishes: words("stop", "length", "tool_calls", "content_filter", "function_call"),
		methods:  words("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"),
		lanes:    words("interactive", "batch"),
		doors:    words("http", "nats"),
		shadows:  words(exchange.ShadowThresholds),
		verdicts: words("block", "flag", "pass"),
	}
}

// name is s where it has the shape of a tenant or a request id, which other parts
// have checked and which stand in clear on subjects and records; else Other.
func name(s string) string {
	if len(s) == 0 || len(s) > 64 {
		return Other
	}
	for i := range len(s) {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_' && c != '-' {
			return Other
		}
	}
	return s
}
