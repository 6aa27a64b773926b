package main

import (
	"fmt"
	"syscall"
)

// noCoreDump forbids core files: a core would hold raw prompts.
func noCoreDump() error {
	if err := syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}); err != nil {
		return fmt.Errorf("forbidding core dumps: %w", err)
	}
	return nil
}
