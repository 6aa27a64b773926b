//go:build failpoint

package failpoint

import (
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// Enabled says whether this binary has failpoints.
const Enabled = true

var hits atomic.Int64

// Hit kills this process with SIGKILL at the n-th passing of the point that
// SLUICE_FAILPOINT names as "name:n".
func Hit(name string) {
	point, n, _ := strings.Cut(os.Getenv("SLUICE_FAILPOINT"), ":")
	if point != name {
		return
	}
	at, err := strconv.ParseInt(n, 10, 64)
	if err != nil {
		at = 1
	}
	passing := hits.Add(1)
	if passing == at {
		time.Sleep(flush)
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	}
	if passing >= at {
		select {} // nobody gets past while the process dies
	}
}

// flush is how long a process lives on at its point, so that what it sent before
// leaves its buffers. Else a message sent too early (an ack before what it
// promises) would die with the process, and the wrong order would be forgiven.
const flush = 10 * time.Millisecond
