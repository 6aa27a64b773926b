package clients

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sluice/loadtest/rig"
	"sluice/loadtest/streams/voice"
)

func TestMain(m *testing.M) { os.Exit(rig.Main(m)) }

// A secret that is obviously made up: it is the one of AWS's own documentation.
const (
	blocked     = "AKIA" + "IOSFODNN7EXAMPLE"
	blockedRule = "aws-access-key-id"
	canary      = "cnry-7f31-blue-heron"
)

// Of a tenant that is one client's own, one request is in flight at most.
const blockingPolicy = `version: blocking
input:
  default: flag
  types: {EMAIL_ADDRESS: pseudonymize}
  rules: {aws-access-key-id: block}
output:
  default: flag
  rules: {injection-canary: block}
injection: {canaries: ["` + canary + `"]}
admission:
  tenants:
    NARROW
`

const toolPolicies = `
@id("weather") permit (principal, action, resource == Sluice::Tool::"get_weather");
@id("delete_offer") permit (principal, action == Sluice::Action::"offer", resource == Sluice::Tool::"delete_user");
`

const config = `
policy: %q
tools: %q
breaker: { failures: 1000000 }
backends:
  - { name: dev, engine: dev, models: [sluice-dev, "sluice-dev/*"] }
  - { name: voice, engine: openai, url: %q, models: ["voice/*"], max_concurrent: 512 }
  - { name: failing, engine: openai, url: %q, models: ["failing/*"] }
`

// TestClients needs node and npm; everything else in the tree does not.
func TestClients(t *testing.T) {
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed: the official clients cannot run here", tool)
		}
	}
	install(t)
	rows := matrix(t)
	dir := t.TempDir()
	var narrow []string
	for _, client := range slices.Sorted(maps.Keys(rows)) {
		narrow = append(narrow, "narrow-"+client+": {in_flight: 1}")
	}
	policy := rig.WriteFile(t, filepath.Join(dir, "policy.yaml"), "%s", strings.Replace(blockingPolicy, "NARROW", strings.Join(narrow, "\n    "), 1))
	tools := t.TempDir()
	rig.WriteFile(t, filepath.Join(tools, "tools.cedar"), "%s", toolPolicies)
	v := voice.Start(t)
	w := witness(t, v, slices.Sorted(maps.Keys(rows)))
	failing := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }))
	t.Cleanup(failing.Close)
	up := rig.StartUp(t, fmt.Sprintf(config, policy, tools, v.URL, failing.URL))
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the end of its log:\n%s", up.Tail())
		}
	})
	tokens := map[string]string{}
	inside := rig.Inside(t, up.URL(), up.Keys)
	for client := range rows {
		tokens[client] = tenant(t, inside, "narrow-"+client)
	}
	env := []string{
		"SLUICE_URL=http://" + up.Addr("http"), "SLUICE_BASE_URL=http://" + up.Addr("http") + "/v1", "SLUICE_TOKEN=" + up.Token(t),
		"SLUICE_NARROW=" + encode(t, tokens), "SLUICE_WITNESS=" + w.URL,
		"SLUICE_BLOCKED=" + blocked, "SLUICE_BLOCKED_RULE=" + blockedRule, "SLUICE_CANARY=" + canary,
	}
	t.Run("matrix", func(t *testing.T) { cells(t, rows, env) })
	t.Run("more", func(t *testing.T) {
		out, err := node(t, env, "openai_more.mjs")
		t.Logf("node openai_more.mjs:\n%s", out)
		if err != nil {
			t.Fatalf("the client failed: %v", err)
		}
	})
}

// outcome is what run.mjs prints of one cell.
type outcome struct {
	Client, Cell, Error string
	OK                  bool
	MS                  int
}

// cells has node run every cell, and wants an outcome of each.
func cells(t *testing.T, rows map[string]row, env []string) {
	only := os.Getenv("CELLS") // CLIENT or CLIENT/CELL; "" is all
	out, err := node(t, env, "run.mjs", only)
	got := map[string]outcome{}
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var o outcome
		if json.Unmarshal(lines.Bytes(), &o) != nil || o.Client == "" {
			t.Logf("node: %s", lines.Bytes())
			continue
		}
		got[o.Client+" "+o.Cell] = o
	}
	passed, all := 0, 0
	for _, client := range slices.Sorted(maps.Keys(rows)) {
		for _, cell := range scenarios() {
			if only != "" && only != client && only != client+"/"+cell {
				continue
			}
			all++
			o, ok := got[client+" "+cell]
			switch {
			case !ok:
				t.Errorf("%s, %s: it did not run", client, cell)
			case !o.OK:
				t.Errorf("%s, %s: %s", client, cell, o.Error)
			default:
				passed++
				t.Logf("ok   %-18s %-9s %5d ms", client, cell, o.MS)
			}
		}
	}
	t.Logf("matrix: %d of %d cells passed", passed, all)
	if err != nil && passed == all {
		t.Errorf("every cell passed, and node failed: %v", err)
	}
}

// node runs one script; its time is that of all cells together.
func node(t *testing.T, env []string, script ...string) ([]byte, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "node", script...)
	cmd.Env = append(os.Environ(), env...)
	return cmd.CombinedOutput()
}

// install fetches exactly what the lock names. Without a way to the registry it
// skips; in CI, where there is one, that is a failure.
func install(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
	out, err := cmd.CombinedOutput()
	switch {
	case err == nil:
	case os.Getenv("CI") != "":
		t.Fatalf("npm ci: %v\n%s", err, out)
	default:
		t.Skipf("npm ci could not fetch the clients: %v\n%s", err, out)
	}
}

func encode(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
