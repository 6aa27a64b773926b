package evidence

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"path"
	"reflect"
	"testing"

	"sluice/pkg/chat"
	"sluice/schemas"
)

// kinds are the golden folders of what EVIDENCE holds: schema and Go type.
func kinds() map[string]struct {
	schema string
	value  func() any
} {
	return map[string]struct {
		schema string
		value  func() any
	}{
		"record":       {schemas.Record, func() any { return new(Record) }},
		"access_event": {schemas.AccessEvent, func() any { return new(Access) }},
		"admin_event":  {schemas.AdminEvent, func() any { return new(Admin) }},
		"evaluation":   {schemas.Evaluation, func() any { return new(Evaluation) }},

		"evaluation_question": {schemas.EvaluationQuestion, func() any { return new(Evaluated) }},
	}
}

func compiled(t testing.TB, name string) *chat.Schema {
	t.Helper()
	s, err := chat.CompileSchema(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func check(t testing.TB, s *chat.Schema, data []byte) *chat.Error {
	t.Helper()
	doc, err := chat.Parse(data, chat.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return s.Check(doc.Root)
}

func files(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	entries, err := fs.ReadDir(schemas.Golden(), dir)
	if err != nil || len(entries) == 0 {
		t.Fatalf("%d files, %v", len(entries), err)
	}
	out := map[string][]byte{}
	for _, e := range entries {
		if out[e.Name()], err = fs.ReadFile(schemas.Golden(), path.Join(dir, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func TestGolden(t *testing.T) {
	for folder, kind := range kinds() {
		s := compiled(t, kind.schema)
		for name, data := range files(t, folder+"/valid") {
			t.Run(folder+"/valid/"+name, func(t *testing.T) {
				if err := check(t, s, data); err != nil {
					t.Errorf("refused: %+v", err)
				}
				v := kind.value()
				dec := json.NewDecoder(bytes.NewReader(data))
				dec.DisallowUnknownFields()
				if err := dec.Decode(v); err != nil {
					t.Fatal(err)
				}
				again, err := json.Marshal(v)
				if err != nil {
					t.Fatal(err)
				}
				if a, b := tree(t, data), tree(t, again); !reflect.DeepEqual(a, b) {
					t.Errorf("decoded with loss:\ngot  %s\nwant %s", again, data)
				}
			})
		}
		invalid := files(t, folder+"/invalid")
		var expect map[string]struct {
			Status      int
			Param, Code string
		}
		if err := json.Unmarshal(invalid["expect.json"], &expect); err != nil {
			t.Fatal(err)
		}
		delete(invalid, "expect.json")
		if len(expect) != len(invalid) {
			t.Errorf("%s: %d expectations for %d files", folder, len(expect), len(invalid))
		}
		for name, data := range invalid {
			t.Run(folder+"/invalid/"+name, func(t *testing.T) {
				err := check(t, s, data)
				if err == nil {
					t.Fatal("accepted")
				}
				if want := expect[name]; err.Status != want.Status || err.Param != want.Param || err.Code != want.Code {
					t.Errorf("got %d %q %q, want %+v", err.Status, err.Param, err.Code, want)
				}
			})
		}
	}
}

func tree(t testing.TB, data []byte) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}
