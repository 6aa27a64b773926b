// Package admission tests who may send how much through the real binary: a tenant
// over its rate or with too much in flight is told to wait, and nobody else is; and
// a flood in the batch lane leaves callers who wait served. It holds no product code.
package admission
