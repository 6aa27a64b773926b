package toolpolicy

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sluice/pkg/chat"
)

// TestDocumentedExamples runs the policies and the table of docs/tools.md.
func TestDocumentedExamples(t *testing.T) {
	text, err := os.ReadFile("../../docs/tools.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "```cedar\n")
	policies, rest, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("no policies")
	}
	b := load(t, map[string]string{"examples.cedar": policies})
	used, rows := map[string]bool{}, 0
	for line := range strings.Lines(rest) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) != 10 || strings.HasPrefix(cells[1], "---") || strings.Contains(cells[1], "user") {
			continue
		}
		for i := range cells {
			cells[i] = strings.Trim(cells[i], " `")
		}
		rows++
		r := Request{Tenant: "acme", User: cells[1], Roles: strings.Fields(cells[2]), Lane: cells[3], Tool: cells[5], Model: "m"}
		var got Decision
		if cells[4] == "offer" {
			got = b.Offer(r)
		} else {
			doc, err := chat.ParseString(cells[6], chat.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			r.Arguments = doc.Root
			got = b.Call(r)
		}
		said := got.Reason
		if got.Allowed {
			said = "allowed"
		}
		if said != cells[7] || got.Policy != cells[8] {
			t.Errorf("%s\ngot %+v", line, got)
		}
		used[got.Policy] = true
	}
	for _, id := range b.Policies() {
		if !used[id] {
			t.Errorf("no example is decided by %s", id)
		}
	}
	if rows != 16 {
		t.Errorf("%d rows", rows)
	}
}

// load writes files to a folder and loads it.
func load(t testing.TB, files map[string]string) *Bundle {
	t.Helper()
	b, err := Load(folder(t, files))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func folder(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if strings.HasSuffix(name, "/") {
			if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
