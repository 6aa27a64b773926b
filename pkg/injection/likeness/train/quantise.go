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
			most = max(most, math.Abs(w)*4)
		}
		scale[h] = float64(float32(max(most, 1e-6) / 32767))
		file = binary.LittleEndian.AppendUint32(file, math.Float32bits(float32(m.bias)))
		file = binary.LittleEndian.AppendUint32(file, math.Float32bits(float32(scale[h])))
	}
	for h, m := range models {
		for f, w := range m.weights {
			file = binary.LittleEndian.AppendUint16(file, uint16(int16(max(-32767, min(32767, math.Round(weigh(uint16(f))*w/scale[h]))))))
		}
	}
	return file
}
