package api

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"sluice/loadtest/rig"
	"sluice/schemas"
)

func TestMain(m *testing.M) { os.Exit(rig.Main(m)) }

// base is where the compiler thinks that the schemas are: nothing is loaded from there.
const base = "https://sluice.invalid/schemas/"

const (
	openAPI  = "openapi.yaml"
	asyncAPI = "asyncapi.yaml"
)

// spec is one description, with a compiler that knows all schemas.
type spec struct {
	t    *testing.T
	name string
	root map[string]any
	lib  *jsonschema.Compiler
}

func load(t *testing.T, name string) *spec {
	t.Helper()
	s := &spec{t: t, name: name, lib: jsonschema.NewCompiler()}
	s.lib.DefaultDraft(jsonschema.Draft2020)
	s.lib.UseLoader(jsonschema.SchemeURLLoader{})
	for _, f := range schemaFiles(t) {
		s.add(f, read(t, f))
	}
	text, err := yaml.YAMLToJSON(read(t, name))
	if err != nil {
		t.Fatal(err)
	}
	s.root = s.add(name, text).(map[string]any)
	return s
}

func (s *spec) add(name string, text []byte) any {
	s.t.Helper()
	doc := value(s.t, text)
	if err := s.lib.AddResource(base+name, doc); err != nil {
		s.t.Fatal(err)
	}
	return doc
}

// schemaFiles are the names of all schemas.
func schemaFiles(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, dir := range []string{".", "ocsf"} {
		entries, err := fs.ReadDir(os.DirFS("../../schemas"), dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if strings.HasSuffix(e.Name(), ".schema.json") {
				out = append(out, path.Join(dir, e.Name()))
			}
		}
	}
	if len(out) < 20 {
		t.Fatalf("only %d schemas were found", len(out))
	}
	return out
}

// read takes a file out of package schemas, as everybody else gets it.
func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := schemas.File(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func value(t *testing.T, text []byte) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatalf("no JSON: %v: %.200s", err, text)
	}
	return v
}

// place is a JSON pointer into a description (RFC 6901), as its steps.
type place []string

func (p place) of(steps ...string) place { return append(slices.Clone(p), steps...) }

func (p place) String() string {
	var b strings.Builder
	for _, s := range p {
		b.WriteString("/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(s))
	}
	return b.String()
}

func pointer(text string) place {
	var p place
	for s := range strings.SplitSeq(strings.TrimPrefix(text, "/"), "/") {
		p = append(p, strings.NewReplacer("~1", "/", "~0", "~").Replace(s))
	}
	return p
}

// get follows a place, and every reference within the document on its way. It
// returns where it arrived; nil where there is nothing.
func (s *spec) get(p place) (any, place) {
	var at any = s.root
	var here place
	for i, step := range p {
		at, here = s.follow(at, here)
		switch v := at.(type) {
		case map[string]any:
			at = v[step]
		case []any:
			n, err := strconv.Atoi(step)
			if err != nil || n < 0 || n >= len(v) {
				return nil, p[:i+1]
			}
			at = v[n]
		default:
			return nil, p[:i+1]
		}
		here = here.of(step)
	}
	return s.follow(at, here)
}

func (s *spec) follow(at any, here place) (any, place) {
	if m, ok := at.(map[string]any); ok {
		if to, ok := m["$ref"].(string); ok && strings.HasPrefix(to, "#/") {
			return s.get(pointer(to[1:]))
		}
	}
	return at, here
}

// object is get where an object must be.
func (s *spec) object(p place) map[string]any {
	s.t.Helper()
	v, _ := s.get(p)
	m, ok := v.(map[string]any)
	if !ok {
		s.t.Fatalf("%s has no object at %s", s.name, p)
	}
	return m
}

// keys are the names at a place, sorted; none where there is nothing.
func (s *spec) keys(p place) []string {
	v, _ := s.get(p)
	m, _ := v.(map[string]any)
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// check holds v to the schema at a place.
func (s *spec) check(p place, v any) error {
	s.t.Helper()
	_, at := s.get(p)
	schema, err := s.lib.Compile(base + s.name + "#" + at.String())
	if err != nil {
		s.t.Fatalf("%s%s: %v", s.name, at, err)
	}
	return schema.Validate(v)
}

// words are the strings of a list.
func words(v any) []string {
	list, _ := v.([]any)
	var out []string
	for _, w := range list {
		if w, ok := w.(string); ok {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return out
}

func text(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(data)
}
