package weights

import (
	"errors"
	"io/fs"
	"syscall"
	"time"
)

// stamp is what the kernel says of a file. The time of change (ctime) is in it: whoever writes to a file, or puts
// another in its place, cannot set that one back as he can the time of modification.
type stamp struct {
	dev, ino      uint64
	size          int64
	mtime, change int64 // in nanoseconds
}

func stampOf(info fs.FileInfo) (stamp, error) {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return stamp{}, errors.New("this file system does not say when a file was changed")
	}
	return stamp{
		dev: uint64(st.Dev), ino: st.Ino, size: st.Size, mtime: st.Mtim.Nano(), change: st.Ctim.Nano(),
	}, nil
}

// tick is more than the steps in which the kernel notes times of change.
const tick = 20 * time.Millisecond

// within says whether the file was changed in the step of the clock in which its reading began: another change in it
// would leave the same stamp.
func (s stamp) within(began time.Time) bool {
	age := began.Sub(time.Unix(0, s.change))
	return age < tick && age > -time.Second // a file server's clock may be ahead
}
