package measure

import (
	"time"

	"golang.org/x/sys/unix"
)

func processTime() time.Duration { return clock(unix.CLOCK_PROCESS_CPUTIME_ID) }
func threadTime() time.Duration  { return clock(unix.CLOCK_THREAD_CPUTIME_ID) }

func clock(id int32) time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(id, &t); err != nil {
		return 0
	}
	return time.Duration(t.Nano())
}
