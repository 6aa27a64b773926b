package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// running is what a process with these services knows.
func running(services ...string) Known {
	return Known{
		Engines: []string{"dev", "vllm"}, Labelers: []string{"tei", "vllm"},
		Families: []string{"llama-guard-3-8b", "llama-guard-4-12b"}, Services: services,
	}
}

// known is that of one that calls engines.
func known() Known { return running("dispatch", "guard") }

func TestDefaults(t *testing.T) {
	for name, text := range map[string]string{
		"nothing": "", "blank": " \n\n", "comment": "# nothing yet\n", "a line": "---\n", "empty sections": "limits:\nnats:\nbackends:\n",
		"empty values": "limits:\n  concurrency:\n  max_body:\nnats:\n  ack_wait:\n",
	} {
		if got, err := Parse("sluice.yaml", []byte(text), known()); err != nil || !reflect.DeepEqual(got, Default()) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	if got, err := Load("", known()); err != nil || !reflect.DeepEqual(got, Default()) {
		t.Errorf("no file: %+v, %v", got, err)
	}
	if path, msg := Default().faulty(known()); msg != "" {
		t.Errorf("the default itself is refused: %s: %s", path, msg)
	}
}

func TestEverything(t *testing.T) {
	t.Setenv("SLUICE_TEST_KEY", "made-up")
	const text = `# one of each
policy: policy.yaml
backends:
  - name: big
    engine: vllm
    url: https://gpu.example:8000/base
    models: [llama3.3:70b, "team/*"]
    api_key_env: SLUICE_TEST_KEY
    timeout: 2m
    max_concurrent: 8
    weight: 3
  - {name: small, engine: dev, models: [m]}
limits: {max_body: 1MiB, max_answer: 512 KiB, concurrency: 9, backlog: 10, max_in_hand: 1GiB}
nats:
  replicas: 3
  ack_wait: 1m30s
  attempts: 2
  ca_file: ca.pem
breaker: {failures: 1, open_for: 10s}
retries: {percent: 5, per_second: 2}
tools: tools.d
guard:
  backends:
    - name: g1
      engine: vllm
      url: http://gpu.example:8001
      model: meta-llama/Llama-Guard-3-8B
      family: llama-guard-3-8b
      api_key_env: SLUICE_TEST_KEY
      timeout: 5s
      max_concurrent: 4
      weight: 2
    - {name: g2, engine: dev, model: sluice-dev/guard, family: llama-guard-3-8b}
  injection:
    backends:
      - {name: p1, engine: tei, url: "http://gpu.example:8002", model: pg2, timeout: 2s, api_key_env: SLUICE_TEST_KEY}
      - {name: p2, engine: vllm, url: "http://gpu.example:8003", model: pg2}
`
	path := filepath.Join(t.TempDir(), "sluice.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := Load(path, known())
	if err != nil {
		t.Fatal(err)
	}
	want := File{
		Policy: "policy.yaml",
		Backends: []Backend{
			{"big", "vllm", "https://gpu.example:8000/base", []string{"llama3.3:70b", "team/*"}, "SLUICE_TEST_KEY", Duration(2 * time.Minute), 8, 3, ""},
			{Name: "small", Engine: "dev", Models: []string{"m"}},
		},
		Guard: Guard{Backends: []GuardBackend{
			{"g1", "vllm", "http://gpu.example:8001", "meta-llama/Llama-Guard-3-8B", "llama-guard-3-8b", "SLUICE_TEST_KEY", Duration(5 * time.Second), 4, 2, ""},
			{Name: "g2", Engine: "dev", Model: "sluice-dev/guard", Family: "llama-guard-3-8b"},
		}, Injection: Injection{[]InjectionBackend{
			{"p1", "tei", "http://gpu.example:8002", "pg2", "SLUICE_TEST_KEY", Duration(2 * time.Second)},
			{Name: "p2", Engine: "vllm", URL: "http://gpu.example:8003", Model: "pg2"},
		}}},
		Tools:   "tools.d",
		Limits:  Limits{1 << 20, 512 << 10, 9, 10, 1 << 30},
		NATS:    NATS{3, Duration(90 * time.Second), 2, "ca.pem"},
		Breaker: Breaker{1, Duration(10 * time.Second)},
		Retries: Retries{5, 2},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// Each fault has file and line, and says what to do.
func TestFaults(t *testing.T) {
	const guard = "guard:\n  backends:\n    - name: a\n      engine: vllm\n      url: http://h:1\n      model: m\n      family: llama-guard-3-8b\n"
	const labeler = "guard:\n  injection:\n    backends:\n      - name: p\n        engine: tei\n        url: http://h:1\n        model: m\n"
	const backend = "backends:\n  - name: a\n    engine: vllm\n    url: http://h:1\n    models: [m]\n"
	for _, tt := range []struct{ name, text, want string }{
		{"unknown field", "# c\npolcy: x\n", `sluice.yaml:2:1: unknown field "polcy": remove it, or correct its spelling`},
		{"unknown field inside", "nats:\n  replica: 3\n", `sluice.yaml:2:3: unknown field "replica": remove it, or correct its spelling`},
		{"field twice", "policy: a\npolicy: b\n", `sluice.yaml:2:1: mapping key "policy" already defined at [1:1]`},
		{"no YAML", "policy: [a\n", "sluice.yaml:1:"},
		{"two documents", "policy: a\n---\npolicy: b\n", "sluice.yaml: more than one YAML document; remove the lines with ---"},
		{"no mapping", "- a\n", "sluice.yaml:1:1: write the fields of this section"},
		{"section no mapping", "limits: 3\n", "sluice.yaml:1:9: write the fields of this section"},
		{"text for a number", "limits:\n  concurrency: many\n", "sluice.yaml:2:16: write a whole number"},
		{"fraction", "limits:\n  concurrency: 1.5\n", "sluice.yaml:2:16: write a whole number"},
		{"list for a text", "policy: [a]\n", "sluice.yaml:1:9: write a text"},
		{"text for a list", backend + "  - name: b\n    engine: dev\n    models: m\n", "sluice.yaml:8:13: write a list"},
		{"huge number", "limits:\n  concurrency: 99999999999999999999\n", "sluice.yaml:2:16: "},
		{"duration", "nats:\n  ack_wait: 30\n", "sluice.yaml:2:13: write a duration like 30s, 2m or 1h"},
		{"duration a list", "nats:\n  ack_wait: [30s]\n", "sluice.yaml:2:13: write a duration"},
		{"no duration", "nats:\n  ack_wait: 0s\n", "sluice.yaml:2:13: the duration must be more than zero"},
		{"duration below zero", "breaker:\n  open_for: -1s\n", "sluice.yaml:2:13: the duration must be more than zero"},
		{"size in MB", "limits:\n  max_body: 4MB\n", "sluice.yaml:2:13: write a size like 512KiB or 4MiB"},
		{"size a fraction", "limits:\n  max_body: 1.5MiB\n", "sluice.yaml:2:13: write a size"},
		{"no size", "limits:\n  max_body: 0\n", "sluice.yaml:2:13: write a size"},
		{"size below zero", "limits:\n  max_body: -1KiB\n", "sluice.yaml:2:13: write a size"},
		{"size too large", "limits:\n  max_in_hand: 1025GiB\n", "sluice.yaml:2:16: write a size"},
		{"size overflows", "limits:\n  max_in_hand: 9223372036854775807GiB\n", "sluice.yaml:2:16: write a size"},
		{"size a mapping", "limits:\n  max_body: {a: b}\n", "sluice.yaml:2:"},
		{"body too large", "limits:\n  backlog: 1\n  max_body: 7MiB\n", "sluice.yaml:3: max_body must be at most 6MiB"},
		{"answer too large", "limits:\n  max_answer: 7MiB\n", "sluice.yaml:2: max_answer must be at most 6MiB"},
		{"in hand under a body", "limits:\n  max_in_hand: 1MiB\n", "sluice.yaml:2: max_in_hand must be at least max_body"},
		{"no concurrency", "limits:\n  concurrency: 0\n", "sluice.yaml:2: concurrency must be at least 1"},
		{"no backlog", "limits:\n  backlog: 0\n", "sluice.yaml:2: backlog must be at least 1"},
		{"replicas", "policy: p\nnats:\n  replicas: 2\n", "sluice.yaml:3: replicas must be 1, 3 or 5"},
		{"attempts", "nats:\n  attempts: 0\n", "sluice.yaml:2: attempts must be at least 1"},
		{"ack wait", "nats:\n  ack_wait: 10ms\n", "sluice.yaml:2: ack_wait must be at least 1s"},
		{"no retries", "retries:\n  percent: 0\n", "sluice.yaml:2: percent must be 1 to 1000"},
		{"retries without end", "retries:\n  per_second: 1000001\n", "sluice.yaml:2: per_second must be 1 to 1000000"},
		{"failures", "breaker:\n  failures: 0\n", "sluice.yaml:2: failures must be at least 1"},
		{"backend without name", "backends:\n  - engine: dev\n    models: [m]\n", "sluice.yaml:2: a backend needs a name"},
		{"backend twice", backend + "  - name: a\n    engine: dev\n    models: [m]\n", "sluice.yaml:6: two backends have this name"},
		{"engine", "backends:\n  - name: a\n    engine: gpt\n    models: [m]\n", "sluice.yaml:2: engine must be one of dev, vllm"},
		{"no models", "backends:\n  - name: a\n    engine: dev\n", "sluice.yaml:2: models must list what this backend serves"},
		{"no url", "backends:\n  - name: a\n    engine: vllm\n    models: [m]\n", "sluice.yaml:2: url must be the server's base address"},
		{"other url", strings.Replace(backend, "http:", "file:", 1), "sluice.yaml:2: url must be the server's base address"},
		{"negative weight", backend + "    weight: -1\n", "sluice.yaml:2: max_concurrent and weight must not be negative"},
		{"negative bound", backend + "    max_concurrent: -1\n", "sluice.yaml:2: max_concurrent and weight must not be negative"},
		{"key not set", backend + "    api_key_env: SLUICE_TEST_NOT_SET\n", "sluice.yaml:6: the variable that api_key_env names is not set"},
		{"agent", backend + "    attested_by: a.b\n", "sluice.yaml:6: attested_by must be the name of a user"},
		{"agent of an odd name", strings.Replace(backend, "name: a", "name: a/b", 1) + "    attested_by: a\n", "sluice.yaml:2: a backend that is attested needs a name"},
		{"guard's agent", guard + "      attested_by: a.b\n", "sluice.yaml:8: attested_by must be the name of a user"},
		{"guard no mapping", "guard: dev\n", "sluice.yaml:1:8: write the fields of this section"},
		{"guard unknown field", "guard:\n  backend: []\n", `sluice.yaml:2:3: unknown field "backend": remove it`},
		{"guard models", guard + "      models: [m]\n", `sluice.yaml:8:7: unknown field "models": remove it`},
		{"guard without name", "guard:\n  backends:\n    - engine: dev\n", "sluice.yaml:3: a guard backend needs a name"},
		{"guard twice", guard + "    - {name: a, engine: dev, model: m, family: llama-guard-3-8b}\n", "sluice.yaml:8: two guard backends have this name"},
		{"guard engine", strings.Replace(guard, "vllm", "tgi", 1), "sluice.yaml:3: engine must be one of dev, vllm"},
		{"guard without model", strings.Replace(guard, "      model: m\n", "", 1), "sluice.yaml:3: model must be the engine's name"},
		{"guard without family", strings.Replace(guard, "      family: llama-guard-3-8b\n", "", 1), "sluice.yaml:3: family must be one of llama-guard-3-8b, llama-guard-4-12b"},
		{"guard family", strings.Replace(guard, "3-8b", "3-9b", 1), "sluice.yaml:3: family must be one of llama-guard-3-8b, llama-guard-4-12b"},
		{"guard families", guard + "    - {name: b, engine: dev, model: m, family: llama-guard-4-12b}\n", "sluice.yaml:8: all guard backends must have the same family: a verdict must not depend on which of them answered"},
		{"guard url", strings.Replace(guard, "http:", "file:", 1), "sluice.yaml:3: url must be the server's base address"},
		{"guard weight", guard + "      weight: -1\n", "sluice.yaml:3: max_concurrent and weight must not be negative"},
		{"guard timeout", guard + "      timeout: 5\n", "sluice.yaml:8:16: write a duration"},
		{"guard key not set", guard + "      api_key_env: SLUICE_TEST_NOT_SET\n", "sluice.yaml:8: the variable that api_key_env names is not set"},
		{"injection no mapping", "guard:\n  injection: on\n", "sluice.yaml:2:14: write the fields of this section"},
		{"injection without name", strings.Replace(labeler, "- name: p", "- timeout: 1s", 1), "sluice.yaml:4: a guard backend needs a name"},
		{"injection engine", strings.Replace(labeler, "tei", "dev", 1), "sluice.yaml:4: engine must be one of tei, vllm"},
		{"injection url", strings.Replace(labeler, "http:", "file:", 1), "sluice.yaml:4: url must be the server's base address"},
		{"injection without model", strings.Replace(labeler, "        model: m\n", "", 1), "sluice.yaml:4: model must be the server's name for the classifier"},
		{"injection family", labeler + "        family: llama-guard-3-8b\n", `sluice.yaml:8:9: unknown field "family": remove it`},
		{"injection twice", labeler + "      - {name: p, engine: vllm, url: \"http://h:2\", model: m}\n", "sluice.yaml:8: two guard backends have this name"},
		{"injection named as a guard", guard + strings.Replace(strings.TrimPrefix(labeler, "guard:\n"), "name: p", "name: a", 1), "sluice.yaml:10: two guard backends have this name"},
		{"injection key not set", labeler + "        api_key_env: SLUICE_TEST_NOT_SET\n", "sluice.yaml:8: the variable that api_key_env names is not set"},
		{"tools a list", "tools: [a]\n", "sluice.yaml:1:8: write a text"},
		{"too large", "# " + strings.Repeat("x", maxFile), "sluice.yaml: the configuration is larger than 65536 bytes"},
	} {
		_, err := Parse("sluice.yaml", []byte(tt.text), known())
		if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%s:\ngot  %v\nwant %s", tt.name, err, tt.want)
		}
		if err != nil && (strings.Contains(err.Error(), "Go struct") || strings.Contains(err.Error(), "interface")) {
			t.Errorf("%s: speaks of Go: %v", tt.name, err)
		}
	}
	if _, err := Load(filepath.Join(t.TempDir(), "none.yaml"), known()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

func TestRoom(t *testing.T) {
	f := Default()
	f.Limits.MaxBody, f.Limits.MaxAnswer = 1<<20, 3<<20
	if got := f.MaxPayload(); got != 6<<20 {
		t.Errorf("max payload is %d", got)
	}
	if r := f.Room(); r <= 4<<20 || int64(r) >= f.MaxPayload() {
		t.Errorf("room is %d", r)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "limits: {max_body: 4MiB}\n", "nats:\n  ack_wait: 30s\n", "backends:\n  - {name: a, engine: dev, models: [m]}\n", "a: &x [*x]\n", "guard:\n  backends:\n    - {name: a, engine: dev, model: m, family: llama-guard-3-8b}\n  injection:\n    backends: [{name: p, engine: tei, url: \"http://h:1\", model: m}]\n", "---\n---\n", "? a\n: b\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := Parse("c", []byte(text), known())
		if err != nil {
			if !strings.HasPrefix(err.Error(), "c:") {
				t.Fatalf("no place: %v", err)
			}
			return
		}
		if _, msg := got.faulty(known()); msg != "" {
			t.Fatalf("accepted with a fault: %s", msg)
		}
	})
}

// TestKeysWhereCalled: a process that calls no engine needs no engine's key.
func TestKeysWhereCalled(t *testing.T) {
	text := []byte("backends:\n  - {name: a, engine: vllm, url: \"http://127.0.0.1:1\", models: [m], api_key_env: SLUICE_TEST_NO_SUCH_KEY}\n" +
		"guard:\n  backends:\n    - {name: g, engine: vllm, url: \"http://127.0.0.1:1\", model: m, family: llama-guard-3-8b, api_key_env: SLUICE_TEST_NO_SUCH_KEY}\n")
	for _, tt := range []struct {
		services []string
		fault    string // place of the error, "" for none
	}{
		{[]string{"dlp", "edge", "provenance"}, ""},
		{nil, ""},
		{[]string{"dlp", "dispatch"}, "c:2:"},
		{[]string{"guard"}, "c:5:"},
	} {
		_, err := Parse("c", text, running(tt.services...))
		if tt.fault == "" && err != nil || tt.fault != "" && (err == nil || !strings.HasPrefix(err.Error(), tt.fault)) {
			t.Errorf("%v: %v", tt.services, err)
		}
	}
}
