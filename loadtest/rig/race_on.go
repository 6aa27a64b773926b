//go:build race

package rig

// raced builds what the tests start with the race detector too: a test binary
// that has it is of no use where the races are in the processes beside it.
const raced = true
