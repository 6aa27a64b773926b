package model

import (
	"io/fs"
	"path"
	"testing"

	"sluice/schemas"
)

// What the schemas' examples are, the parsers take; what they are not, the parsers refuse too.
func TestGolden(t *testing.T) {
	parsers := map[string]func([]byte) error{
		"model_entry":   func(data []byte) error { _, err := ParseEntry(data); return err },
		"attest_report": func(data []byte) error { _, err := ParseReport(data); return err },
	}
	for folder, parse := range parsers {
		for _, kind := range []string{"valid", "invalid"} {
			dir := path.Join(folder, kind)
			all, err := fs.ReadDir(schemas.Golden(), dir)
			if err != nil || len(all) == 0 {
				t.Fatalf("%s: %d files, %v", dir, len(all), err)
			}
			for _, f := range all {
				if f.Name() == "expect.json" {
					continue
				}
				data, err := fs.ReadFile(schemas.Golden(), path.Join(dir, f.Name()))
				if err != nil {
					t.Fatal(err)
				}
				if err := parse(data); (err == nil) != (kind == "valid") {
					t.Errorf("%s/%s: %v", dir, f.Name(), err)
				}
			}
		}
	}
}
