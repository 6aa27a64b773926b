// Package streams tests live streams end to end with the real binary: what
// leaves, in which order, and how a stream ends that does not end well. It
// measures no throughput.
package streams
