package disguise

import (
	"strings"
	"testing"
	"time"
)

// TestRowOfMarks: a long row that is mostly marks is read once and not once a character, which would take minutes.
func TestRowOfMarks(t *testing.T) {
	begin := time.Now()
	for _, row := range []string{"a - - - - - - ", "$ - a ", `"a b" + `, "'a', '.', "} {
		all(NewRuns(0), strings.Repeat(row, 1<<20/len(row)))
	}
	if took := time.Since(begin); took > 20*time.Second {
		t.Errorf("4 MiB took %v", took)
	}
}
