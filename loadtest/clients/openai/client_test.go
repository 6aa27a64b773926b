package openai

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
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
)

const blockingPolicy = `version: blocking
input:
  default: flag
  types: {EMAIL_ADDRESS: pseudonymize}
  rules: {aws-access-key-id: block}
output:
  default: flag
  rules: {injection-canary: block}
injection: {canaries: ["cnry-7f31-blue-heron"]}
`

const toolPolicies = `
@id("weather") permit (principal, action, resource == Sluice::Tool::"get_weather");
@id("delete_offer") permit (principal, action == Sluice::Action::"offer", resource == Sluice::Tool::"delete_user");
`

const config = `
policy: %q
tools: %q
backends:
  - { name: dev, engine: dev, models: [sluice-dev, "sluice-dev/*"] }
  - { name: voice, engine: openai, url: %q, models: ["voice/*"] }
`

// TestOfficialClient needs node and npm; everything else in the tree does not.
func TestOfficialClient(t *testing.T) {
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed: the official openai client cannot run here", tool)
		}
	}
	install(t)
	dir := t.TempDir()
	policy := rig.WriteFile(t, filepath.Join(dir, "policy.yaml"), "%s", blockingPolicy)
	tools := t.TempDir()
	rig.WriteFile(t, filepath.Join(tools, "tools.cedar"), "%s", toolPolicies)
	v := voice.Start(t)
	v.Model("breaks", func(m *voice.Mouth) {
		m.Say(voice.Cut(strings.Repeat("The miller waits by the gate. ", 50), 20)...)
		m.Cut()
	})
	v.Model("discloses", func(m *voice.Mouth) {
		m.Say(voice.Cut(strings.Repeat("The miller waits by the gate. ", 50)+"cnry-7f31-blue-heron", 20)...)
		m.End("stop")
	})
	gone := make(chan struct{})
	v.Model("goes-on", func(m *voice.Mouth) {
		m.Say(voice.Cut(strings.Repeat("The water rises. ", 50), 20)...)
		m.Flush()
		<-m.Gone // until the client has left
		close(gone)
	})
	up := rig.StartUp(t, fmt.Sprintf(config, policy, tools, v.URL))

	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "node", "check.mjs")
	cmd.Env = append(os.Environ(),
		"SLUICE_BASE_URL=http://"+up.Addr("http")+"/v1", "SLUICE_TOKEN="+up.Token(t),
		"SLUICE_BLOCKED="+blocked, "SLUICE_BLOCKED_RULE="+blockedRule)
	out, err := cmd.CombinedOutput()
	t.Logf("node check.mjs:\n%s", out)
	if err != nil {
		t.Fatalf("the client failed: %v", err)
	}
	select {
	case <-gone:
	case <-time.After(10 * time.Second):
		t.Error("the model still speaks to a client that aborted")
	}
}

// install fetches exactly what the lock names. Without a way to the registry it
// skips; in CI, where there is one, that is a failure.
func install(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "npm", "ci", "--no-audit", "--no-fund")
	out, err := cmd.CombinedOutput()
	switch {
	case err == nil:
	case os.Getenv("CI") != "":
		t.Fatalf("npm ci: %v\n%s", err, out)
	default:
		t.Skipf("npm ci could not fetch the client: %v\n%s", err, out)
	}
}

// TestLockIsPinnedAndNamesNoHost: exact versions with digests, and no registry.
func TestLockIsPinnedAndNamesNoHost(t *testing.T) {
	var pkg struct {
		Dependencies map[string]string `json:"dependencies"`
	}
	read(t, "package.json", &pkg)
	if v := pkg.Dependencies["openai"]; v == "" || strings.Trim(v, "0123456789.") != "" {
		t.Errorf("openai is not pinned to one version: %q", v)
	}
	var lock struct {
		Packages map[string]struct {
			Version   string `json:"version"`
			Resolved  string `json:"resolved"`
			Integrity string `json:"integrity"`
		} `json:"packages"`
	}
	read(t, "package-lock.json", &lock)
	if v := lock.Packages["node_modules/openai"].Version; v != pkg.Dependencies["openai"] {
		t.Errorf("the lock has openai %q, package.json %q", v, pkg.Dependencies["openai"])
	}
	for name, p := range lock.Packages {
		if name == "" {
			continue
		}
		if p.Integrity == "" {
			t.Errorf("%s has no digest in the lock", name)
		}
		if u, err := url.Parse(p.Resolved); err != nil || u.Host != "" {
			t.Errorf("%s names a host in the lock", name)
		}
	}
}

func read(t *testing.T, path string, v any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, v); err != nil {
		t.Fatal(err)
	}
}
