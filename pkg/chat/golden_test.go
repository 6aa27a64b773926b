package chat

import (
	"encoding/json"
	"io/fs"
	"path"
	"strings"
	"testing"

	"sluice/schemas"
)

// expectation is one entry of an invalid/expect.json.
type expectation struct {
	Status      int
	Param, Code string
}

func newValidator(t testing.TB) *Validator {
	t.Helper()
	v, err := NewValidator()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// checkers says how the documents of each golden folder are checked.
func checkers(t testing.TB) map[string]func([]byte) *Error {
	v := newValidator(t)
	errorSchema, err := CompileSchema(schemas.Error)
	if err != nil {
		t.Fatal(err)
	}
	parse := func(body []byte, then func(*Document) *Error) *Error {
		doc, err := Parse(body, Limits{})
		if err != nil {
			return err.(*Error)
		}
		return then(doc)
	}
	return map[string]func([]byte) *Error{
		"chat_completion_request": func(b []byte) *Error { return parse(b, v.ValidateRequest) },
		"chat_completion": func(b []byte) *Error {
			if _, err := v.ParseCompletion(b, Limits{}); err != nil {
				return err.(*Error)
			}
			return nil
		},
		"error": func(b []byte) *Error {
			return parse(b, func(d *Document) *Error { return errorSchema.Check(d.Root) })
		},
	}
}

func golden(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	entries, err := fs.ReadDir(schemas.Golden(), dir)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, e := range entries {
		if files[e.Name()], err = fs.ReadFile(schemas.Golden(), path.Join(dir, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func TestGolden(t *testing.T) {
	for folder, check := range checkers(t) {
		for name, body := range golden(t, folder+"/valid") {
			t.Run(folder+"/valid/"+name, func(t *testing.T) {
				if err := check(body); err != nil {
					t.Errorf("refused: %+v", err)
				}
			})
		}
		invalid := golden(t, folder+"/invalid")
		var expect map[string]expectation
		if err := json.Unmarshal(invalid["expect.json"], &expect); err != nil {
			t.Fatal(err)
		}
		delete(invalid, "expect.json")
		if len(expect) != len(invalid) {
			t.Errorf("%s: %d expectations for %d files", folder, len(expect), len(invalid))
		}
		for name, body := range invalid {
			t.Run(folder+"/invalid/"+name, func(t *testing.T) {
				want, ok := expect[name]
				if !ok {
					t.Fatal("no expectation")
				}
				err := check(body)
				if err == nil {
					t.Fatal("accepted")
				}
				if got := (expectation{err.Status, err.Param, err.Code}); got != want {
					t.Errorf("got %+v, want %+v (%s)", got, want, err.Message)
				}
				if len(err.Message) > 300 || !strings.HasSuffix(err.Message, ".") {
					t.Errorf("message: %s", err.Message)
				}
				t.Log(err.Message)
			})
		}
	}
}
