package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

type versionCmd struct {
	JSON bool `help:"Print JSON: version, commit, and the Go that built it." name:"json"`
}

// Help is shown by --help.
func (versionCmd) Help() string {
	return `Examples:
  sluice version
  sluice version --json`
}

// Run prints it.
func (c *versionCmd) Run() error {
	if c.JSON {
		v, commit := built()
		return printJSON(map[string]string{"version": v, "commit": commit, "go": runtime.Version()})
	}
	fmt.Println(version())
	return nil
}

// version is the module's version and revision as the linker left them.
func version() string {
	v, commit := built()
	if len(commit) >= 12 {
		v += "+" + commit[:12]
	}
	return v
}

// built is what the linker left; the commit is "" where it was built without one.
func built() (version, commit string) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown", ""
	}
	version = info.Main.Version
	if version == "" || version == "(devel)" {
		version = "devel"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			commit = s.Value
		}
	}
	return version, commit
}
