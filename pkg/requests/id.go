package requests

import (
	"strings"

	"github.com/oklog/ulid/v2"
)

// NewID mints a request id: a ULID in lower case. In upper case its end is, in some
// milliseconds of every hour, that of an AWS access key id, which an id may not be.
func NewID() string { return strings.ToLower(ulid.Make().String()) }
