// Package flags tests the way of flags through the real binary: how soon after a
// prompt its flag is with an analyst, that none is lost or told twice, and that an
// analyst can follow flags and nothing else. It holds no product code.
package flags
