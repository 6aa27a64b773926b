package toolpolicy

import (
	"errors"
	"math/big"
	"strconv"

	"github.com/cedar-policy/cedar-go"

	"sluice/pkg/chat"
)

// Bounds of arguments that policies may look at. Cedar's sets place elements by a hash that
// anyone can compute, so an array is bounded by what its worst order costs.
const (
	maxElements = 1024
	maxValues   = 8192
)

// errNotCedar is an argument that Cedar has no value for. Nothing is rounded or left out to make
// it fit: a policy would decide about another value than the tool gets.
var errNotCedar = errors.New("arguments: a value that policies cannot hold")

// record converts arguments: objects to records, arrays to sets (order and repetition are lost),
// whole numbers in 64 bits to long, other numbers to decimal where four digits after the point
// hold them exactly. A member that is null is left out; null in an array has no value.
func record(v *chat.Value) (cedar.Record, error) {
	if v == nil || v.Kind != chat.Object {
		return cedar.Record{}, errNotCedar
	}
	left := maxValues
	value, err := convert(v, &left)
	if err != nil {
		return cedar.Record{}, err
	}
	r, ok := value.(cedar.Record)
	if !ok {
		return cedar.Record{}, errNotCedar
	}
	return r, nil
}

func convert(v *chat.Value, left *int) (cedar.Value, error) {
	if *left--; *left < 0 {
		return nil, errNotCedar
	}
	switch v.Kind {
	case chat.Bool:
		return cedar.Boolean(v.Bool), nil
	case chat.String:
		return cedar.String(v.Str), nil
	case chat.Number:
		return convertNumber(v.Num)
	case chat.Array:
		if len(v.Elems) > maxElements {
			return nil, errNotCedar
		}
		elems := make([]cedar.Value, len(v.Elems))
		for i := range v.Elems {
			var err error
			if elems[i], err = convert(&v.Elems[i], left); err != nil {
				return nil, err
			}
		}
		return cedar.NewSet(elems...), nil
	case chat.Object:
		members := make(cedar.RecordMap, len(v.Members))
		for i := range v.Members {
			m := &v.Members[i]
			if m.Value.IsNull() {
				continue
			}
			value, err := convert(&m.Value, left)
			if err != nil {
				return nil, err
			}
			members[cedar.String(m.Name)] = value
		}
		return cedar.NewRecord(members), nil
	}
	return nil, errNotCedar
}

// convertNumber converts a JSON number by its exact value: 3, 3.0 and 3e0 are one long, as they
// are one integer to JSON Schema and to most tools. chat.Parse bounds the literal.
func convertNumber(literal string) (cedar.Value, error) {
	if n, err := strconv.ParseInt(literal, 10, 64); err == nil {
		return cedar.Long(n), nil
	}
	exact, ok := new(big.Rat).SetString(literal)
	if !ok {
		return nil, errNotCedar
	}
	if exact.IsInt() {
		if !exact.Num().IsInt64() {
			return nil, errNotCedar
		}
		return cedar.Long(exact.Num().Int64()), nil
	}
	shifted := exact.Mul(exact, big.NewRat(10_000, 1))
	if !shifted.IsInt() || !shifted.Num().IsInt64() {
		return nil, errNotCedar
	}
	d, err := cedar.NewDecimal(shifted.Num().Int64(), -4)
	if err != nil {
		return nil, errNotCedar
	}
	return d, nil
}
