// Command licences writes, or checks, the list of every module that Sluice's
// binary links, that its tests need and that its tools are, with version, licence
// and reason. It gives no legal advice: it says which licence texts stand beside
// the code, and refuses those that nobody has allowed.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	root := flag.String("root", ".", "folder of the repository")
	check := flag.Bool("check", false, "write nothing; fail if the list is stale")
	flag.Parse()
	if err := run(*root, *check); err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
}

// page is the list, and decisions where each direct dependency is justified.
const (
	page      = "docs/licences.md"
	decisions = "docs/decisions/0001-dependencies.md"
)

func run(root string, check bool) error {
	data, err := os.ReadFile(filepath.Join(root, decisions))
	if err != nil {
		return err
	}
	reasons := justified(string(data))
	groups, err := groups(root)
	if err != nil {
		return err
	}
	var faults []error
	for _, g := range groups {
		for _, m := range g.modules {
			faults = append(faults, judge(m, reasons)...)
		}
	}
	if len(faults) > 0 {
		return errors.Join(faults...)
	}
	text := render(groups, reasons)
	if !check {
		return os.WriteFile(filepath.Join(root, page), text, 0o644)
	}
	old, err := os.ReadFile(filepath.Join(root, page))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if !bytes.Equal(old, text) {
		return fmt.Errorf("%s is stale: run make licences, and commit it\n%s", page, differs(string(old), string(text)))
	}
	fmt.Println(page, "is of today; every licence is allowed")
	return nil
}
