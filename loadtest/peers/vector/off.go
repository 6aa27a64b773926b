//go:build !vectorscan

package vector

// New says that this build has no Vectorscan: compiled is 0.
func New([]string) (s *Scanner, compiled int, err error) { return nil, 0, nil }

// Scanner is not there in this build.
type Scanner struct{}

// Count finds nothing.
func (*Scanner) Count(string) int { return 0 }

// Version is empty.
func Version() string { return "" }
