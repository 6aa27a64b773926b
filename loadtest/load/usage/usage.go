// Package usage reads what processes use from /proc: CPU time and memory. It is
// Linux's alone; elsewhere every reading is an error.
package usage

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// Usage is what one process, or several together, use.
type Usage struct {
	CPU      time.Duration // user and system time since the start, in steps of 10 ms a process
	Resident int64         // bytes: VmRSS, pages of files counted in each process
	Peak     int64         // bytes: VmHWM; of several the sum of each one's own peak
	Anon     int64         // bytes: RssAnon, what is not of files
}

// tick is the unit of /proc/PID/stat: USER_HZ, 100 on every Linux that Go runs on.
const tick = 10 * time.Millisecond

// Of sums what the processes use now.
func Of(pids ...int) (Usage, error) {
	var sum Usage
	for _, pid := range pids {
		u, err := one(pid)
		if err != nil {
			return Usage{}, err
		}
		sum.CPU += u.CPU
		sum.Resident += u.Resident
		sum.Peak += u.Peak
		sum.Anon += u.Anon
	}
	return sum, nil
}

func one(pid int) (Usage, error) {
	dir := "/proc/" + strconv.Itoa(pid)
	stat, err := os.ReadFile(dir + "/stat")
	if err != nil {
		return Usage{}, fmt.Errorf("reading what process %d uses: %w", pid, err)
	}
	status, err := os.ReadFile(dir + "/status")
	if err != nil {
		return Usage{}, fmt.Errorf("reading what process %d uses: %w", pid, err)
	}
	cpu, err := parseStat(stat)
	if err != nil {
		return Usage{}, err
	}
	u, err := parseStatus(status)
	u.CPU = cpu
	return u, err
}

// parseStat reads utime and stime, the 14th and 15th field of proc(5)'s stat; the
// second is a name in parentheses that may hold anything.
func parseStat(stat []byte) (time.Duration, error) {
	f := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	if len(f) < 13 {
		return 0, errors.New("/proc/PID/stat has too few fields")
	}
	user, err := strconv.ParseInt(f[11], 10, 64)
	if err != nil {
		return 0, errors.New("utime in /proc/PID/stat is no number")
	}
	system, err := strconv.ParseInt(f[12], 10, 64)
	if err != nil {
		return 0, errors.New("stime in /proc/PID/stat is no number")
	}
	return time.Duration(user+system) * tick, nil
}

// parseStatus reads the lines of memory. A process that ended and is not yet waited
// for has none: that is an error, so that its memory is not taken for zero.
func parseStatus(status []byte) (Usage, error) {
	var u Usage
	wanted := map[string]*int64{"VmRSS": &u.Resident, "VmHWM": &u.Peak, "RssAnon": &u.Anon}
	for line := range strings.Lines(string(status)) {
		name, rest, _ := strings.Cut(line, ":")
		to, ok := wanted[name]
		if !ok {
			continue
		}
		kb, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 10, 64)
		if err != nil {
			return Usage{}, fmt.Errorf("%s in /proc/PID/status is no number of kB", name)
		}
		*to = kb << 10
		delete(wanted, name)
	}
	if len(wanted) > 0 {
		return Usage{}, errors.New("/proc/PID/status has no VmRSS, VmHWM or RssAnon: the process has ended")
	}
	return u, nil
}
