package usage

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// Share is the memory of the processes in bytes (PSS), with what several of them
// share, such as the pages of one binary, counted once. Reading it costs the kernel
// a walk over all their pages: not while something is measured.
func Share(pids ...int) (int64, error) {
	var sum int64
	for _, pid := range pids {
		data, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/smaps_rollup")
		if err != nil {
			return 0, fmt.Errorf("reading the memory of process %d: %w", pid, err)
		}
		kb, err := parseRollup(string(data))
		if err != nil {
			return 0, err
		}
		sum += kb << 10
	}
	return sum, nil
}

func parseRollup(text string) (kb int64, err error) {
	for line := range strings.Lines(text) {
		if rest, ok := strings.CutPrefix(line, "Pss:"); ok {
			f := strings.Fields(rest)
			if len(f) == 2 && f[1] == "kB" {
				return strconv.ParseInt(f[0], 10, 64)
			}
		}
	}
	return 0, errors.New("/proc/PID/smaps_rollup has no Pss")
}
