package rig

import (
	"errors"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

// FreeAddr is a loopback address that nobody listens on now, and that no other
// test gets while this process lives. Its port is below those that the system
// gives to connections (32768 and up on Linux): one of these may be in use again
// before the address is listened on.
func FreeAddr(t Host) string {
	t.Helper()
	const first, last, tries = 12_000, 32_000, 100
	err := errors.New("every port that was tried is another test's")
	for range tries {
		port := strconv.Itoa(first + rand.IntN(last-first))
		if !reserved(t, port) {
			continue
		}
		addr := net.JoinHostPort("127.0.0.1", port)
		l, lerr := net.Listen("tcp", addr)
		if lerr == nil {
			_ = l.Close()
			return addr
		}
		err = lerr
	}
	t.Fatal(err)
	panic("not reached")
}

// reserved locks a file in the name of a port, and says whether nobody else had it.
// The lock ends with the process, which is why the file is never closed.
func reserved(t Host, port string) bool {
	t.Helper()
	dir := filepath.Join(os.TempDir(), "sluice-test-ports")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	fd, err := syscall.Open(filepath.Join(dir, port), syscall.O_CREAT|syscall.O_RDWR|syscall.O_CLOEXEC, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if syscall.Flock(fd, syscall.LOCK_EX|syscall.LOCK_NB) != nil {
		_ = syscall.Close(fd)
		return false
	}
	return true
}
