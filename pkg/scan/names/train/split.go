package main

import (
	"crypto/sha256"
	"encoding/binary"
)

// heldOut is the share of groups kept for the figures: one in heldOut.
const heldOut = 4

// The salts of the splits: the one that the card's figures are of, frozen before the first training, the one within the
// part to train on, for choosing settings (-dev), and the one of our own templates (-templates).
const (
	frozen  = "names 1 "
	within  = "names dev "
	thinned = "tpl"
)

// fold gives the number of a group's part, of n.
func fold(group string, n uint64, salt string) uint64 {
	sum := sha256.Sum256([]byte(salt + group))
	return binary.BigEndian.Uint64(sum[:]) % n
}

// split parts docs into those to train on and those held out.
func split(docs []doc, salt string) (learn, test []doc) {
	for _, d := range docs {
		if fold(d.group, heldOut, salt) == 0 {
			test = append(test, d)
		} else {
			learn = append(learn, d)
		}
	}
	return learn, test
}
