// Package weights reads the files that a model's weights are kept in: which they are, their digest, and whether they
// are still as they were read. It knows no register and no engine, and sends nothing.
package weights

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Bounds of what one digest is of.
const (
	mostFiles = 4096
	deepest   = 16
)

// found is one file as a look at the folders found it.
type found struct {
	name  string // below the folder that was given, with /
	path  string
	stamp stamp
}

// list finds the files below paths, in the order of their names. Of a folder it is every regular file that no name
// with a leading dot hides; links to files are followed, each time anew.
func list(paths []string) ([]found, error) {
	var out []found
	for _, p := range paths {
		real, err := filepath.EvalSymlinks(p)
		if err != nil {
			return nil, withoutPath("finding the files", err)
		}
		info, err := os.Stat(real)
		if err != nil {
			return nil, withoutPath("finding the files", err)
		}
		if !info.IsDir() {
			f, err := one(filepath.Base(p), real, info)
			if err != nil {
				return nil, err
			}
			out = append(out, f)
			continue
		}
		below, err := folder(real)
		if err != nil {
			return nil, err
		}
		out = append(out, below...)
	}
	slices.SortFunc(out, func(a, b found) int { return strings.Compare(a.name, b.name) })
	switch {
	case len(out) == 0:
		return nil, errors.New("there is no file in the folder")
	case len(out) > mostFiles:
		return nil, fmt.Errorf("there are more than %d files", mostFiles)
	}
	for i := range out[1:] {
		if out[i].name == out[i+1].name {
			return nil, errors.New("two of the files have one name: give the folder above both")
		}
	}
	return out, nil
}

func folder(root string) ([]found, error) {
	var out []found
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return withoutPath("reading the folder", err)
		}
		rel, err := filepath.Rel(root, path)
		switch {
		case err != nil:
			return errors.New("reading the folder: a file lies outside it")
		case rel == ".":
			return nil
		case strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case strings.Count(rel, string(filepath.Separator)) > deepest:
			return errors.New("the folder is nested too deep")
		case len(out) > mostFiles:
			return fmt.Errorf("there are more than %d files", mostFiles)
		case d.IsDir():
			return nil
		}
		info, err := os.Stat(path)
		if err != nil {
			return withoutPath("reading the folder", err)
		}
		f, err := one(filepath.ToSlash(rel), path, info)
		if err == nil {
			out = append(out, f)
		}
		return err
	})
	return out, err
}

func one(name, path string, info fs.FileInfo) (found, error) {
	switch {
	case !info.Mode().IsRegular():
		return found{}, errors.New("something in the folder is no file and no folder, or a link to a folder: give that folder itself")
	case strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\\' || r == 0xFFFD }):
		return found{}, errors.New("the name of a file has a character that a manifest cannot have")
	}
	s, err := stampOf(info)
	return found{name: name, path: path, stamp: s}, err
}

// withoutPath is a file system's error without the path: reports and logs have no use for it.
func withoutPath(doing string, err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return fmt.Errorf("%s: %w", doing, err)
}
