package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/google/licensecheck"
)

// allowed are the licences that the binary, its tests and its tools may stand
// under: permissive ones, and MPL-2.0, which binds changes to its own files only.
var allowed = []string{
	"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MPL-2.0", "Unlicense", "Zlib",
}

// enough is the part of a licence file, in percent, that must be a known text.
const enough = 75

// called is how a file with a licence is named.
var called = regexp.MustCompile(`(?i)^(licen[cs]e|copying|unlicense)([-._].*)?$`)

// licencesOf are those of the files in the folders of the packages that are used,
// and in the folders above them up to the module's root. A file of no known text
// is "unknown", a module without a file "none".
func licencesOf(root string, packages map[string]bool) ([]string, error) {
	folders := map[string]bool{root: true}
	for dir := range packages {
		for ; len(dir) > len(root) && strings.HasPrefix(dir, root); dir = filepath.Dir(dir) {
			folders[dir] = true
		}
	}
	found := map[string]bool{}
	for dir := range folders {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return nil, fmt.Errorf("looking for a licence: %w", err)
		}
		for _, e := range entries {
			if ext := filepath.Ext(e.Name()); e.IsDir() || !called.MatchString(e.Name()) || ext == ".go" {
				continue
			}
			text, err := os.ReadFile(filepath.Join(dir, e.Name()))
			if err != nil {
				return nil, err
			}
			for _, id := range identify(text) {
				found[id] = true
			}
		}
	}
	if len(found) == 0 {
		return []string{"none"}, nil
	}
	var out []string
	for id := range found {
		out = append(out, id)
	}
	slices.Sort(out)
	return out, nil
}

func identify(text []byte) []string {
	c := licensecheck.Scan(text)
	if c.Percent < enough || len(c.Match) == 0 {
		return []string{"unknown"}
	}
	var ids []string
	for _, m := range c.Match {
		if !m.IsURL && !slices.Contains(ids, m.ID) {
			ids = append(ids, m.ID)
		}
	}
	if len(ids) == 0 {
		return []string{"unknown"}
	}
	return ids
}
