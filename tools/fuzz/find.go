package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// target is one Fuzz function of one package.
type target struct {
	pkg, dir, name string
}

func (g target) String() string { return g.pkg + " " + g.name }

// find returns the targets of every package of the module in dir, by package and
// name. Files that this system or the default build tags leave out are not looked
// at: go test could not run them.
func find(ctx context.Context, dir, only string) ([]target, error) {
	cmd := exec.CommandContext(ctx, "go", "list", "-json=ImportPath,Dir,TestGoFiles,XTestGoFiles", "./...")
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("listing the packages of %s: %w", dir, err)
	}
	var all []target
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath, Dir           string
			TestGoFiles, XTestGoFiles []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, fmt.Errorf("reading go list: %w", err)
		}
		for _, file := range slices.Concat(p.TestGoFiles, p.XTestGoFiles) {
			data, err := os.ReadFile(filepath.Join(p.Dir, file))
			if err != nil {
				return nil, err
			}
			names, err := targets(file, data)
			if err != nil {
				return nil, err
			}
			for _, name := range names {
				if g := (target{p.ImportPath, p.Dir, name}); strings.Contains(p.ImportPath+"/"+name, only) {
					all = append(all, g)
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b target) int { return strings.Compare(a.String(), b.String()) })
	return all, nil
}

// targets are the names of the Fuzz functions of one file.
func targets(file string, data []byte) ([]string, error) {
	f, err := parser.ParseFile(token.NewFileSet(), file, data, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if ok && fn.Recv == nil && strings.HasPrefix(fn.Name.Name, "Fuzz") && fn.Type.Params.NumFields() == 1 {
			if _, ok := fn.Type.Params.List[0].Type.(*ast.StarExpr); ok {
				names = append(names, fn.Name.Name)
			}
		}
	}
	return names, nil
}
