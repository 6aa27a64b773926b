package usage

import (
	"fmt"
	"os"
	"strconv"
)

// Files is how many files and connections the processes have open.
func Files(pids ...int) (int, error) {
	sum := 0
	for _, pid := range pids {
		list, err := os.ReadDir("/proc/" + strconv.Itoa(pid) + "/fd")
		if err != nil {
			return 0, fmt.Errorf("reading the open files of process %d: %w", pid, err)
		}
		sum += len(list)
	}
	return sum, nil
}
