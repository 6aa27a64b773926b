// Package badinput gives the real binary everything that it must refuse: over
// HTTP, over NATS, and at its start. It holds no code for production.
package badinput
