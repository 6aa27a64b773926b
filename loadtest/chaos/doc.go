// Package chaos holds the test that kills and freezes every process of a running
// Sluice while requests are in flight, and then compares what clients saw with
// the evidence, the results and the model's journal. It has no code of its own
// to import.
package chaos
