package main

import (
	"encoding/binary"
	"math"

	"sluice/pkg/scan/docclass"
)

// quantise writes the model as package docclass's file: one signed byte a weight, one scale a class.
func quantise(m *model) []byte {
	file := []byte(docclass.Magic)
	put := func(x float64) { file = binary.LittleEndian.AppendUint32(file, math.Float32bits(float32(x))) }
	var scale [heads]float64
	for h := range heads {
		most := 1e-6
		for _, w := range m.weights {
			most = max(most, math.Abs(w[h]))
		}
		scale[h] = float64(float32(most / math.MaxInt8))
		for _, b := range m.bias[h] {
			put(b)
		}
		put(scale[h])
	}
	for _, w := range m.weights {
		for h := range heads {
			file = append(file, byte(int8(max(-math.MaxInt8, min(math.MaxInt8, math.Round(w[h]/scale[h]))))))
		}
	}
	return file
}
