//go:build !linux

package main

import "syscall"

// apart is for Linux alone.
func apart() *syscall.SysProcAttr { return nil }
