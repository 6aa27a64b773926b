package clients

import (
	"encoding/json"
	"maps"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
)

// row is one client of matrix.json.
type row struct {
	Packages []string          `json:"packages"`
	Surface  string            `json:"surface"`
	Cells    map[string]string `json:"cells"` // by scenario: what is asserted
}

// scenarios are what an application does with a client.
func scenarios() []string {
	return []string{"plain", "stream", "tools", "error", "abort", "retry", "time-out"}
}

// matrix reads the checked-in matrix.json.
func matrix(t *testing.T) map[string]row {
	t.Helper()
	var rows map[string]row
	read(t, "matrix.json", &rows)
	return rows
}

// TestMatrixIsWhole: each client that the goals name has every cell, and each cell
// says what it asserts.
func TestMatrixIsWhole(t *testing.T) {
	rows := matrix(t)
	surfaces := map[string]bool{}
	packages := map[string]bool{}
	for client, r := range rows {
		surfaces[r.Surface] = true
		for _, p := range r.Packages {
			packages[p] = true
		}
		if got, want := slices.Sorted(maps.Keys(r.Cells)), slices.Sorted(slices.Values(scenarios())); !slices.Equal(got, want) {
			t.Errorf("%s has the cells %v, want %v", client, got, want)
		}
		for cell, what := range r.Cells {
			if len(what) < 20 {
				t.Errorf("%s, %s: what does it assert? %q", client, cell, what)
			}
		}
	}
	for _, p := range []string{"openai", "@anthropic-ai/sdk", "ai", "langchain", "ollama"} {
		if !packages[p] {
			t.Errorf("no row runs %s", p)
		}
	}
	for _, s := range []string{"/v1/chat/completions", "/v1/responses", "/v1/messages", "/api/chat"} {
		if !surfaces[s] {
			t.Errorf("no row asks %s", s)
		}
	}
}

// TestLockIsPinnedAndNamesNoHost: exact versions with digests, and no registry.
func TestLockIsPinnedAndNamesNoHost(t *testing.T) {
	var pkg struct {
		Dependencies map[string]string `json:"dependencies"`
	}
	read(t, "package.json", &pkg)
	var lock struct {
		Packages map[string]struct {
			Version   string `json:"version"`
			Resolved  string `json:"resolved"`
			Integrity string `json:"integrity"`
		} `json:"packages"`
	}
	read(t, "package-lock.json", &lock)
	for name, v := range pkg.Dependencies {
		if v == "" || strings.Trim(v, "0123456789.") != "" {
			t.Errorf("%s is not pinned to one version: %q", name, v)
		}
		if locked := lock.Packages["node_modules/"+name].Version; locked != v {
			t.Errorf("the lock has %s %q, package.json %q", name, locked, v)
		}
	}
	for client, r := range matrix(t) {
		for _, p := range r.Packages {
			if pkg.Dependencies[p] == "" {
				t.Errorf("%s runs %s, which package.json does not name", client, p)
			}
		}
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
