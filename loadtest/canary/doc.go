// Package canary sends text that is known again through every error path of the
// real binary, over both doors and through misbehaving engines and guard models, and
// looks for it in everything that is told afterwards: spans and metrics as a collector
// gets them, /metrics, logs, flags, evidence and dead letters. It is for tests; what is
// kept at rest is looked through by package atrest, whose search it uses.
package canary
