// Package backends holds the tests of the model pool against the real binary:
// backends that are down, die, hang, and come back. What the pool itself decides is tested in
// pkg/pool.
package backends
