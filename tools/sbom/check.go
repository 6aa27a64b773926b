package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// module is a linked one: path and version, as go.mod writes them.
type module struct{ path, version string }

func (m module) String() string { return m.path + "@" + m.version }

// linked are the modules of a binary, the main one left out.
func linked(info *debug.BuildInfo) map[module]bool {
	out := map[module]bool{}
	for _, d := range info.Deps {
		if d.Replace != nil {
			d = d.Replace
		}
		out[module{d.Path, d.Version}] = true
	}
	return out
}

// document is the part of a bill of materials that is compared.
type document struct {
	SpecVersion string `json:"specVersion"`
	Components  []struct {
		Type, Name, Version, PURL string
		Hashes                    []struct{ Alg, Content string }
	} `json:"components"`
}

// complete compares the components with what is linked, and returns how many
// there are. Each has the hash that go.sum pins it by.
func complete(data []byte, want map[module]bool) (int, error) {
	var d document
	if err := json.Unmarshal(data, &d); err != nil {
		return 0, err
	}
	var errs []error
	missing := maps.Clone(want)
	for _, c := range d.Components {
		m := module{c.Name, c.Version}
		if c.Type != "library" || m.path == "std" {
			continue
		}
		if !want[m] {
			errs = append(errs, fmt.Errorf("%v is not linked", m))
		}
		delete(missing, m)
		purl, err := url.PathUnescape(c.PURL)
		if err != nil || !strings.HasPrefix(purl, "pkg:golang/"+m.String()) {
			errs = append(errs, fmt.Errorf("%v has another package URL", m))
		}
		if len(c.Hashes) == 0 {
			errs = append(errs, fmt.Errorf("%v has no hash", m))
		}
	}
	for m := range missing {
		errs = append(errs, fmt.Errorf("%v is linked and not named", m))
	}
	if len(want) == 0 {
		errs = append(errs, errors.New("the binary names no module: was it built by Go, with modules?"))
	}
	slices.SortFunc(errs, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return len(want), errors.Join(errs...)
}

// valid checks data against the schema of the version that it names.
func valid(data []byte, folder string) (string, error) {
	var d document
	if err := json.Unmarshal(data, &d); err != nil {
		return "", err
	}
	if d.SpecVersion != filepath.Base(d.SpecVersion) || d.SpecVersion == "" {
		return "", errors.New("it names no version of CycloneDX")
	}
	c := jsonschema.NewCompiler()
	c.UseLoader(local(folder))
	s, err := c.Compile(base + "bom-" + d.SpecVersion + ".schema.json")
	if err != nil {
		return "", fmt.Errorf("reading the schema of CycloneDX %s: %w", d.SpecVersion, err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return "", err
	}
	return d.SpecVersion, s.Validate(v)
}

// base is what the schemas call themselves by.
const base = "http://cyclonedx.org/schema/"

// local loads schemas from a folder; nothing is fetched.
type local string

func (l local) Load(address string) (any, error) {
	name, ok := strings.CutPrefix(address, base)
	if !ok || name != filepath.Base(name) {
		return nil, fmt.Errorf("there is no schema %s here", address)
	}
	f, err := os.Open(filepath.Join(string(l), name))
	if errors.Is(err, os.ErrNotExist) { // one of them is misspelt there
		f, err = os.Open(filepath.Join(string(l), strings.Replace(name, ".schema.", ".schemax.", 1)))
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return jsonschema.UnmarshalJSON(f)
}
