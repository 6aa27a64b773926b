//go:build !linux

package rig

import "syscall"

// dieWithParent knows no way here: only cleanups end the children.
func dieWithParent() *syscall.SysProcAttr { return nil }
