// Package clients runs official clients from npm, unmodified, against the real
// binary in front of a scripted model: every cell of matrix.json, client × what an
// application does with it. It holds no code for production.
package clients
