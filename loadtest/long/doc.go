// Package long tests exchanges that are longer than NATS's messages, with the real binary
// on a server that has NATS's default limit. It measures no throughput.
package long
