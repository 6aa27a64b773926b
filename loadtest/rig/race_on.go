//go:build race

package rig

import "os"

// raced builds what the tests start with the race detector too: a test binary
// that has it is of no use where the races are in the processes beside it.
const raced = true

// reporting is a script that becomes the binary at path, with GORACE as it is
// here: tests start commands in environments of their own making.
func reporting(path string) string {
	return "#!/bin/sh\nGORACE='" + os.Getenv("GORACE") + "' exec '" + path + "' \"$@\"\n"
}
