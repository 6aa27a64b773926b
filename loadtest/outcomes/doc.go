// Package outcomes holds the tests of "one request, one outcome" and of evidence
// before release, against the real binary: the same id again in every way, and
// streams that refuse writes. It holds no product code.
package outcomes
