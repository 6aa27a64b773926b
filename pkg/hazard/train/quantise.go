package main

import (
	"encoding/binary"
	"math"

	"sluice/pkg/hazard"
)

// quantise writes the model as package hazard's file: one signed byte a weight, one scale a head.
func quantise(m *model) []byte {
	file := []byte(hazard.Magic)
	var scale [heads]float64
	for h := range heads {
		most := 0.0
		for _, w := range m.weights {
			most = max(most, math.Abs(w[h]))
		}
		scale[h] = float64(float32(max(most, 1e-6) / 127))
		file = binary.LittleEndian.AppendUint32(file, math.Float32bits(float32(m.bias[h])))
		file = binary.LittleEndian.AppendUint32(file, math.Float32bits(float32(scale[h])))
	}
	for _, w := range m.weights {
		for h := range heads {
			file = append(file, byte(int8(max(-127, min(127, math.Round(w[h]/scale[h]))))))
		}
	}
	return file
}
