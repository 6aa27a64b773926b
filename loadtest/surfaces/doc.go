// Package surfaces tests the shapes in which applications ask, live and end to end with
// the real binary: when text leaves, how a stream ends, what is restored. What is mapped
// to what is tested beside each shape.
package surfaces
