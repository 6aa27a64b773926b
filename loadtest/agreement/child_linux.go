package main

import "syscall"

// apart keeps a terminal's Ctrl-C from a child, which its parent ends in order; should the parent be killed, the
// kernel ends the child.
func apart() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
