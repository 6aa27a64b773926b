package rig

import "syscall"

// dieWithParent has the kernel end a child when we die, however we die: a test
// binary that panics at its time limit runs no cleanup.
func dieWithParent() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
