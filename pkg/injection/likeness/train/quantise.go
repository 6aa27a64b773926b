package main

import (
	"encoding/binary"
	"math"

	"sluice/pkg/injection/likeness"
)

// quantise writes the models as package likeness's file: one signed byte a weight, one scale a head.
func quantise(models [heads]*model) []byte {
	file := []byte(likeness.Magic)
	var scale [heads]float64
	for h, m := range models {
		most := 0.0
		for _, w := range m.weights {
			most = max(most, math.Abs(w))
		}
		scale[h] = float64(float32(max(most, 1e-6) / 127))
		file = binary.LittleEndian.AppendUint32(file, math.Float32bits(float32(m.bias)))
		file = binary.LittleEndian.AppendUint32(file, math.Float32bits(float32(scale[h])))
	}
	for h, m := range models {
		for _, w := range m.weights {
			file = append(file, byte(int8(max(-127, min(127, math.Round(w/scale[h]))))))
		}
	}
	return file
}
