package requests

import (
	"strings"

	"github.com/oklog/ulid/v2"
)

// maxDigits is how many digits in a row an id may have: from nine on they may be
// somebody's number where the letters beside them happen to name one.
const maxDigits = 6

// NewID mints a request id: a ULID in lower case. In upper case its end is, in some
// milliseconds of every hour, that of an AWS access key id, which an id may not be.
func NewID() string {
	for {
		if id := strings.ToLower(ulid.Make().String()); plain(id) {
			return id
		}
	}
}

// plain says whether an id has no long row of digits.
func plain(id string) bool {
	row := 0
	for i := range len(id) {
		if row++; id[i] < '0' || id[i] > '9' {
			row = 0
		}
		if row > maxDigits {
			return false
		}
	}
	return true
}
