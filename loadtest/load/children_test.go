package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func children(t *testing.T, of int) []int {
	t.Helper()
	dirs, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		t.Fatal(err)
	}
	var out []int
	for _, d := range dirs {
		var pid int
		if _, err := fmt.Sscanf(filepath.Base(d), "%d", &pid); err != nil {
			continue
		}
		if parent, ok := parentOf(pid); ok && parent == of {
			out = append(out, pid)
		}
	}
	return out
}

// parentOf is false for a process that has ended, waited for or not.
func parentOf(pid int) (int, bool) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, false
	}
	var state string
	var parent int
	if _, err := fmt.Sscanf(string(stat[strings.LastIndexByte(string(stat), ')')+1:]), "%s %d", &state, &parent); err != nil {
		return 0, false
	}
	return parent, state != "Z" && state != "X"
}
