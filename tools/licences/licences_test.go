package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const isc = `Copyright (c) 2026 Somebody

Permission to use, copy, modify, and/or distribute this software for any
purpose with or without fee is hereby granted, provided that the above
copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY
AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM
LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR
OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR
PERFORMANCE OF THIS SOFTWARE.
`

func TestLicencesOf(t *testing.T) {
	apache, err := os.ReadFile("../../LICENSE")
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		files map[string]string
		want  []string
	}{
		"one":              {map[string]string{"LICENSE": string(apache)}, []string{"Apache-2.0"}},
		"spelt otherwise":  {map[string]string{"Licence.txt": isc}, []string{"ISC"}},
		"two":              {map[string]string{"LICENSE-APACHE": string(apache), "LICENSE-ISC": isc}, []string{"Apache-2.0", "ISC"}},
		"of a package":     {map[string]string{"LICENSE": string(apache), "used/COPYING": isc}, []string{"Apache-2.0", "ISC"}},
		"above a package":  {map[string]string{"LICENSE": string(apache), "used/LICENSE": isc, "used/deep/x.go": ""}, []string{"Apache-2.0", "ISC"}},
		"of one not used":  {map[string]string{"LICENSE": string(apache), "other/LICENSE": isc}, []string{"Apache-2.0"}},
		"none":             {map[string]string{"README": isc}, []string{"none"}},
		"unknown":          {map[string]string{"LICENSE": "Pay me first."}, []string{"unknown"}},
		"one and unknown":  {map[string]string{"LICENSE": isc, "COPYING": "Pay me first."}, []string{"ISC", "unknown"}},
		"code, not a text": {map[string]string{"LICENSE": isc, "license.go": "package x"}, []string{"ISC"}},
	} {
		root := t.TempDir()
		packages := map[string]bool{filepath.Join(root, "used"): true, filepath.Join(root, "used", "deep"): true}
		for _, dir := range []string{"used/deep", "other"} {
			if err := os.MkdirAll(filepath.Join(root, dir), 0o700); err != nil {
				t.Fatal(err)
			}
		}
		for file, text := range tt.files {
			if err := os.WriteFile(filepath.Join(root, file), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := licencesOf(root, packages); err != nil || !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, %v; want %v", name, got, err, tt.want)
		}
	}
}

func TestReasons(t *testing.T) {
	reasons := justified("# x\n\n| module | for | why |\n|---|---|---|\n| a/b, c, d | the bus | |\n| golang.org/x/sync | groups | |\n| `go.x.io/*` | spans | |\n\ntext | no | row\n")
	for path, want := range map[string]string{
		"github.com/a/b": "the bus", "github.com/a/c/v2": "the bus", "github.com/a/d": "the bus", "golang.org/x/sync": "groups",
		"go.x.io/otel": "spans", "go.x.io/otel/sdk": "spans", "go.x.ion/otel": "", "golang.org/x/text": "", "github.com/a/e": "", "text": "",
	} {
		if got := reason(path, reasons); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

func TestJudge(t *testing.T) {
	reasons := map[string]string{"a/b": "the bus"}
	for name, tt := range map[string]struct {
		m    module
		want string
	}{
		"allowed":           {module{path: "github.com/a/b", direct: true, licences: []string{"MIT"}}, ""},
		"indirect":          {module{path: "github.com/a/c", licences: []string{"MIT", "ISC"}}, ""},
		"not allowed":       {module{path: "github.com/a/c", licences: []string{"MIT", "AGPL-3.0"}}, "AGPL-3.0"},
		"none":              {module{path: "github.com/a/c", licences: []string{"none"}}, "none"},
		"without a reason":  {module{path: "github.com/a/c", direct: true, licences: []string{"MIT"}}, "no line"},
		"nothing was found": {module{path: "github.com/a/c", licences: []string{"unknown"}}, "unknown"},
	} {
		got := judge(tt.m, reasons)
		if tt.want == "" && len(got) > 0 || tt.want != "" && (len(got) != 1 || !strings.Contains(got[0].Error(), tt.want)) {
			t.Errorf("%s: %v, want %q", name, got, tt.want)
		}
	}
}
