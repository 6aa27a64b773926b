package api

import (
	"encoding/json"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"sluice/pkg/chat"
	"sluice/schemas"
)

// TestGolden: every schema has examples that fit it, and others that it refuses for
// the reason that stands in expect.json.
func TestGolden(t *testing.T) {
	for _, file := range schemaFiles(t) {
		if strings.HasPrefix(file, "ocsf/") || file == schemas.ChatCompletionRequest || file == schemas.ChatCompletion {
			continue // pkg/ocsf and pkg/chat have tests of those: their refusals are not the schema's alone
		}
		folder := strings.TrimSuffix(file, ".schema.json")
		t.Run(folder, func(t *testing.T) {
			schema, err := chat.CompileSchema(file)
			if err != nil {
				t.Fatal(err)
			}
			for name, data := range golden(t, folder+"/valid") {
				if fault := fits(t, schema, data); fault != nil {
					t.Errorf("valid/%s is refused: %+v", name, fault)
				}
			}
			refused := golden(t, folder+"/invalid")
			var expect map[string]struct {
				Status      int
				Param, Code string
			}
			if err := json.Unmarshal(refused["expect.json"], &expect); err != nil {
				t.Fatalf("expect.json: %v", err)
			}
			delete(refused, "expect.json")
			if len(expect) != len(refused) || len(refused) == 0 {
				t.Errorf("%d expectations for %d files", len(expect), len(refused))
			}
			for name, data := range refused {
				fault := fits(t, schema, data)
				want := expect[name]
				if fault == nil || fault.Status != want.Status || fault.Param != want.Param || fault.Code != want.Code {
					t.Errorf("invalid/%s: %+v, want %+v", name, fault, want)
				}
			}
		})
	}
}

func fits(t *testing.T, schema *chat.Schema, data []byte) *chat.Error {
	t.Helper()
	doc, err := chat.Parse(data, chat.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return schema.Check(doc.Root)
}

func golden(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	entries, err := fs.ReadDir(schemas.Golden(), dir)
	if err != nil || len(entries) == 0 {
		t.Fatalf("no examples in %s: %v", dir, err)
	}
	out := map[string][]byte{}
	for _, e := range entries {
		if out[e.Name()], err = fs.ReadFile(schemas.Golden(), path.Join(dir, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// TestEverySchemaIsUsed: a schema that no description refers to is nobody's.
func TestEverySchemaIsUsed(t *testing.T) {
	var used []string
	for _, name := range []string{openAPI, asyncAPI} {
		walk(load(t, name).root, nil, func(_ place, m map[string]any) {
			if to, ok := m["$ref"].(string); ok && strings.HasPrefix(to, "./") {
				used = append(used, path.Clean(to))
			}
		})
	}
	for _, file := range schemaFiles(t) {
		if !slices.Contains(used, file) {
			t.Errorf("%s is in neither description", file)
		}
	}
}
