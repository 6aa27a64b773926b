package policy

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// smallest is a document with nothing in it that may be left out.
const smallest = "version: x\ninput: {default: flag}\noutput: {default: flag}\n"

// Every mapping of a document, asked with a name that means nothing, tells the names
// that it knows: Keys must have exactly these.
func TestKeysAreThoseOfParse(t *testing.T) {
	known := known()
	tree := map[string][]string{} // path of a mapping to its names
	for _, k := range Keys(known) {
		parts := strings.Split(k.Path, ".")
		for i, part := range parts {
			path := strings.Join(parts[:i], ".")
			if strings.HasPrefix(part, "<") {
				if len(k.Names) == 0 {
					t.Errorf("%s says no names for %s", k.Path, part)
				}
				continue
			}
			if !slices.Contains(tree[path], part) {
				tree[path] = append(tree[path], part)
			}
		}
		if k.Legal == "" || !strings.HasSuffix(k.Doc, ".") {
			t.Errorf("%s is not explained", k.Path)
		}
	}
	stand := strings.NewReplacer("<TENANT>", "acme", "<CATEGORY>", "S1", "<TYPE>", "SECRET", "<RULE>", "pem-private-key")
	for _, path := range slices.Sorted(maps.Keys(tree)) {
		_, err := Parse("p", []byte(nested(stand.Replace(path), "zzzzzzzzzzzz: 1")), known)
		if err == nil {
			t.Fatalf("%s takes any name", path)
		}
		want := slices.Sorted(slices.Values(tree[path]))
		_, list, found := strings.Cut(err.Error(), "; use ")
		if got := strings.Split(list, ", "); !found || !slices.Equal(got, want) {
			t.Errorf("%q: the parser says %v, the keys are %v", path, err, want)
		}
	}
}

// nested is a document that has inner at path.
func nested(path, inner string) string {
	first, rest, _ := strings.Cut(path, ".")
	var lines []string
	for line := range strings.Lines(smallest) {
		if !strings.HasPrefix(line, first+":") || path == "" {
			lines = append(lines, line)
		}
	}
	doc := strings.Join(lines, "")
	if path == "" {
		return doc + inner + "\n"
	}
	doc += first + ":\n"
	if (first == "input" || first == "output") && rest != "" {
		doc += "  default: flag\n"
	}
	depth := 1
	for rest != "" {
		first, rest, _ = strings.Cut(rest, ".")
		doc += strings.Repeat("  ", depth) + first + ":\n"
		depth++
	}
	return doc + strings.Repeat("  ", depth) + inner + "\n"
}

// A key's default is what holds where it is left out, and what is no name but a
// bound is a bound: the value beside it is refused.
func TestKeysDefaultsAndBounds(t *testing.T) {
	known := known()
	p, err := Parse("p", []byte(smallest), known)
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]Key{}
	for _, k := range Keys(known) {
		keys[k.Path] = k
	}
	for path, got := range map[string]string{
		"deadline": p.Deadline().String(), "checks.required": strings.Join(p.RequiredChecks(), ", "),
		"guard.on_error": string(p.GuardOnError()), "flags.level": p.FlagLevel(),
	} {
		if keys[path].Default != got {
			t.Errorf("%s: %q holds, not %q", path, got, keys[path].Default)
		}
	}
	for path, bad := range map[string]string{
		"stream.window": "63", "admission.lanes.batch.weight": "101", "guard.built_in.block_from": "1.1", "stream.mode": "held", "models.unattested": "maybe",
	} {
		_, err := Parse("p", []byte(nested(path[:strings.LastIndex(path, ".")], path[strings.LastIndex(path, ".")+1:]+": "+bad)), known)
		if err == nil {
			t.Errorf("%s: %s is taken", path, bad)
		}
	}
}
