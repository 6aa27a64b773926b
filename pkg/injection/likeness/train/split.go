package main

import (
	"crypto/sha256"
	"encoding/binary"
)

// Every group is on one side: settings and lists were tuned on the first, and the second is for the figures. The rule
// is that of package injection's own measurements, and was frozen before the rules or the weights were tuned.
type side bool

const (
	dev  side = false
	test side = true
)

func half(group string) side {
	return sha256.Sum256([]byte("sluice injection split 1:" + group))[0]&1 == 1
}

// part gives the number of a group's part, of n, for calibration.
func part(group string, n uint64) uint64 {
	sum := sha256.Sum256([]byte("likeness part " + group))
	return binary.BigEndian.Uint64(sum[:]) % n
}
