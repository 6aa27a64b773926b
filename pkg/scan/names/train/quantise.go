package main

import (
	"encoding/binary"
	"slices"

	"sluice/pkg/scan/names"
	"sluice/pkg/scan/names/internal/feature"
)

// owners gives each slot of the hash to the feature whose weights are the largest of those that fall in it.
func owners(m *model, ids []uint32) map[uint32]int32 {
	owner := make(map[uint32]int32, feature.Slots)
	for n, id := range ids {
		slot := id >> 8
		if other, ok := owner[slot]; size(m.sums[n]) > 0 && (!ok || size(m.sums[n]) > size(m.sums[other])) {
			owner[slot] = int32(n)
		}
	}
	return owner
}

func size(w [labels]int64) (sum int64) {
	for _, v := range w {
		sum += max(v, -v)
	}
	return sum
}

// prune leaves the owners in the sentences alone.
func prune(in []instance, ids []uint32, owner map[uint32]int32) {
	for _, s := range in {
		for i, f := range s.features {
			if f == none {
				continue
			}
			if n, ok := owner[ids[f]>>8]; !ok || n != f {
				s.features[i] = none
			}
		}
	}
}

// clip is the share of weights, one in that many, that are cut off at the largest byte.
const clip = 2000

// quantise writes the model as package names' file: weights in a byte each, all by one unit.
func quantise(m *model, ids []uint32, owner map[uint32]int32, lexicon []byte) []byte {
	var all []int64
	for n, id := range ids {
		if o, ok := owner[id>>8]; ok && o == int32(n) {
			for _, v := range m.sums[n] {
				all = append(all, max(v, -v))
			}
		}
	}
	slices.Sort(all)
	unit := max(1, all[len(all)-1-len(all)/clip]/127)
	scaled := func(v int64) int64 {
		if v < 0 {
			return -((-v + unit/2) / unit)
		}
		return (v + unit/2) / unit
	}
	file := []byte(names.Magic)
	for _, v := range m.startSum {
		file = binary.LittleEndian.AppendUint32(file, uint32(int32(scaled(v))))
	}
	for _, from := range m.nextSum {
		for _, v := range from {
			file = binary.LittleEndian.AppendUint32(file, uint32(int32(scaled(v))))
		}
	}
	file = append(file, lexicon...)
	for slot := range uint32(feature.Slots) {
		n, ok := owner[slot]
		if !ok {
			file = append(file, 0, 0, 0, 0, 0, 0, 0, 0)
			continue
		}
		for _, v := range m.sums[n] {
			file = append(file, byte(max(-127, min(127, scaled(v)))+128))
		}
		file = append(file, byte(ids[n]))
	}
	return file
}
