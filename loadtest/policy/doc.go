// Package policy tests the policy of the real binary: what means nothing is refused
// wherever it comes in, and another document comes in force under load without a
// request lost or judged by half of each. It holds no product code.
package policy
