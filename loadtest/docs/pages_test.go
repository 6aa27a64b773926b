package docs

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sluice/loadtest/rig"
)

func TestMain(m *testing.M) { os.Exit(rig.Main(m)) }

// root is the repository's, as tests of this package see it.
const root = "../.."

// pages are all documents, by name from the root.
func pages(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") && name != ".") {
			return fs.SkipDir
		}
		if path.Ext(name) == ".md" {
			out[name] = file(t, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 15 {
		t.Fatalf("only %d documents were found", len(out))
	}
	return out
}

func file(t *testing.T, name string) string {
	t.Helper()
	data, err := fs.ReadFile(os.DirFS(root), name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

var (
	link    = regexp.MustCompile(`\]\(([^()\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#+ (.+)$`)
	fence   = regexp.MustCompile("(?ms)^```([^\n]*)\n(.*?)^```$")
	code    = regexp.MustCompile("`[^`\n]*`")
)

// TestLinks: every link within the repository leads to a file or folder, and to a
// heading of it where it names one.
func TestLinks(t *testing.T) {
	all := pages(t)
	seen := 0
	for name, text := range all {
		for _, m := range link.FindAllStringSubmatch(code.ReplaceAllString(fence.ReplaceAllString(text, ""), "`"), -1) {
			to, anchor, _ := strings.Cut(m[1], "#")
			if strings.Contains(to, "://") || strings.HasPrefix(to, "mailto:") {
				continue
			}
			seen++
			target := name
			if to != "" {
				target = path.Join(path.Dir(name), to)
			}
			if _, err := fs.Stat(os.DirFS(root), target); err != nil {
				t.Errorf("%s: %s leads nowhere", name, m[1])
			} else if anchor != "" && !slices.Contains(anchors(all[target]), anchor) {
				t.Errorf("%s: %s has no such heading", name, m[1])
			}
		}
	}
	if seen < 40 {
		t.Errorf("only %d links", seen)
	}
}

var dropped = regexp.MustCompile(`[^\p{L}\p{N} _-]`)

// anchors are the names of a document's headings, as GitHub makes them.
func anchors(text string) []string {
	var out []string
	for _, m := range heading.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
		out = append(out, strings.ReplaceAll(dropped.ReplaceAllString(strings.ToLower(m[1]), ""), " ", "-"))
	}
	return out
}

// TestQuickStartsAreShort: two minutes of reading are 450 words, those in the code
// too.
func TestQuickStartsAreShort(t *testing.T) {
	for _, name := range []string{"application", "analyst", "operator"} {
		if n := len(strings.Fields(file(t, "docs/quickstart/"+name+".md"))); n > 450 {
			t.Errorf("%s has %d words", name, n)
		}
	}
}
