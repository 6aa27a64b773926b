package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"sluice/pkg/policy"
	"sluice/pkg/policy/names"
	"sluice/pkg/scan"
	"sluice/pkg/scan/rules"
)

// ownPrefix stands before the ids of a user's rules, so that none is taken for a
// built-in one.
const ownPrefix = "user-"

// detectors are what the scan looks for, and the names that a policy may use of it.
type detectors struct {
	set   *scan.Set
	known policy.Known
	file  *rules.File // nil without rules of one's own
}

// loadDetectors compiles the built-in detectors and, where path is not "", those of
// a file of rules. Lists that the file names are read from its own folder alone.
func loadDetectors(path string) (detectors, error) {
	if path == "" {
		set := scan.Default()
		return detectors{set: set, known: names.Known(set)}, nil
	}
	file, err := readRules(path)
	if err != nil {
		return detectors{}, err
	}
	set, err := scan.With(file.Prefixed(ownPrefix)...)
	if err != nil {
		return detectors{}, fmt.Errorf("%s: %w", path, err)
	}
	d := detectors{set: set, known: names.Known(set), file: file}
	d.known.Actions = map[string]policy.Action{}
	for _, r := range file.Rules {
		if r.Action == "" {
			continue
		}
		act, err := policy.ParseAction(r.Action)
		if err != nil {
			return detectors{}, fmt.Errorf("%s:%d: rule %s: %w", path, r.Line, r.ID, err)
		}
		d.known.Actions[ownPrefix+r.ID] = act
	}
	return d, nil
}

func readRules(path string) (*rules.File, error) {
	dir, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		return nil, fmt.Errorf("reading rules: %w", err)
	}
	defer dir.Close()
	read := func(name string, most int64) ([]byte, error) {
		f, err := dir.Open(name)
		if err != nil {
			return nil, fmt.Errorf("reading rules: %w", err)
		}
		defer f.Close()
		return io.ReadAll(io.LimitReader(f, most+1))
	}
	doc, err := read(filepath.Base(path), rules.MaxDocument)
	if err != nil {
		return nil, err
	}
	file, err := rules.Load(doc, func(name string) ([]byte, error) { return read(name, rules.MaxList) })
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return file, nil
}
