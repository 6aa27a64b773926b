//go:build !failpoint

package failpoint

// Enabled says whether this binary has failpoints.
const Enabled = false

// Hit does nothing in a normal build.
func Hit(string) {}
