package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// module is one that some package of ours needs.
type module struct {
	path, version string
	direct        bool     // a package of ours imports it, or a tool directive names it
	by            string   // else the module through which it came
	licences      []string // SPDX identifiers, sorted
}

// group is a part of the list.
type group struct {
	title   string
	modules []module
}

// listed is what go list tells of a package.
type listed struct {
	ImportPath, Dir string
	Standard        bool
	Imports         []string
	Module          *struct {
		Path, Version, Dir string
		Main               bool
		Replace            *struct{ Path, Version string }
	}
}

// groups are the modules of the binary, then those that only tests and the
// commands of the tree need, then those of the tools. A module stands in the
// first that has it.
func groups(root string) ([]group, error) {
	tools := filepath.Join(root, "tools")
	own, err := toolsOf(root)
	if err != nil {
		return nil, err
	}
	theirs, err := toolsOf(tools)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	var out []group
	for _, p := range []struct {
		title, dir string
		direct     bool // only the modules of the packages named
		args       []string
	}{
		{"Linked into the binary", root, false, []string{"./services"}},
		{"Only in tests and in the instruments of the tree", root, false, []string{"-test", "./..."}},
		{"Tools of go.mod", root, false, own},
		{"Our own tools, in tools/", tools, false, []string{"-test", "./..."}},
		{"Tools of tools/go.mod, without what they need in turn", tools, true, theirs},
	} {
		if len(p.args) == 0 {
			continue
		}
		packages, err := list(p.dir, p.direct, p.args)
		if err != nil {
			return nil, err
		}
		modules, err := modulesOf(packages)
		if err != nil {
			return nil, err
		}
		modules = slices.DeleteFunc(modules, func(m module) bool { return seen[m.path+" "+m.version] })
		for _, m := range modules {
			seen[m.path+" "+m.version] = true
		}
		out = append(out, group{p.title, modules})
	}
	return out, nil
}

// goCommand runs go for one system, so that the list is the same wherever it is
// written.
func goCommand(dir string, args ...string) ([]byte, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	cmd.Env = append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0", "GOWORK=off")
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go %s in %s: %w", args[0], dir, err)
	}
	return out, nil
}

func toolsOf(dir string) ([]string, error) {
	out, err := goCommand(dir, "mod", "edit", "-json")
	if err != nil {
		return nil, err
	}
	var file struct{ Tool []struct{ Path string } }
	if err := json.Unmarshal(out, &file); err != nil {
		return nil, err
	}
	var paths []string
	for _, t := range file.Tool {
		paths = append(paths, t.Path)
	}
	return paths, nil
}

// list is the packages that args name and, unless alone, all that they need.
func list(dir string, alone bool, args []string) ([]listed, error) {
	flags := []string{"list", "-json=ImportPath,Dir,Standard,Imports,Module"}
	if !alone {
		flags = append(flags, "-deps")
	}
	out, err := goCommand(dir, append(flags, args...)...)
	if err != nil {
		return nil, err
	}
	var all []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, fmt.Errorf("reading go list: %w", err)
		}
		all = append(all, p)
	}
}

// modulesOf are the modules of packages, by path. Where none of the packages is
// ours, those that nothing imports are the direct ones.
func modulesOf(packages []listed) ([]module, error) {
	home := map[string]string{} // package to module, "" for ours
	dirs := map[string]map[string]bool{}
	byPath := map[string]*module{}
	roots := map[string]string{}
	for _, p := range packages {
		if p.Standard || p.Module == nil {
			continue
		}
		if p.Module.Main {
			home[p.ImportPath] = ""
			continue
		}
		m := &module{path: p.Module.Path, version: p.Module.Version}
		if r := p.Module.Replace; r != nil {
			m.path, m.version = r.Path, r.Version
		}
		home[p.ImportPath] = m.path
		if byPath[m.path] == nil {
			byPath[m.path], dirs[m.path], roots[m.path] = m, map[string]bool{}, p.Module.Dir
		}
		dirs[m.path][p.Dir] = true
	}
	imported := map[string]bool{}
	for _, p := range packages {
		from, known := home[p.ImportPath]
		for _, i := range p.Imports {
			to := byPath[home[i]]
			if !known || to == nil || from == to.path {
				continue
			}
			imported[to.path] = true
			switch {
			case from == "":
				to.direct = true
			case to.by == "" || from < to.by:
				to.by = from
			}
		}
	}
	var out []module
	for path, m := range byPath {
		m.direct = m.direct || !imported[path]
		var err error
		if m.licences, err = licencesOf(roots[path], dirs[path]); err != nil {
			return nil, err
		}
		out = append(out, *m)
	}
	slices.SortFunc(out, func(a, b module) int { return strings.Compare(a.path, b.path) })
	return out, nil
}
