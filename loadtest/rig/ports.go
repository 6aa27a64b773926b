package rig

import (
	"errors"
	"math/rand/v2"
	"net"
	"strconv"
)

// FreeAddr is a loopback address that nobody listens on now, and that no other
// test gets until this one has ended. Its port is below those that the system
// gives to connections (32768 and up on Linux): one of these may be in use again
// before the address is listened on.
func FreeAddr(t Host) string {
	t.Helper()
	const first, last, tries = 12_000, 32_000, 100
	err := errors.New("every port that was tried is another test's")
	for range tries {
		addr := net.JoinHostPort("127.0.0.1", strconv.Itoa(first+rand.IntN(last-first)))
		// The UDP port of the same number, which nobody else uses, stands for it.
		mark, taken := net.ListenPacket("udp", addr)
		if taken != nil {
			continue
		}
		l, lerr := net.Listen("tcp", addr)
		if lerr == nil {
			_ = l.Close()
			t.Cleanup(func() { _ = mark.Close() })
			return addr
		}
		_ = mark.Close()
		err = lerr
	}
	t.Fatal(err)
	panic("not reached")
}
