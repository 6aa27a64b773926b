package exchange

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"sort"

	jsonv2 "github.com/go-json-experiment/json"
)

// A frame is a small JSON head followed by raw sealed sections: cheaper by a
// fifth than one JSON with base64. Layout, big endian:
//
//	"SLX1" | uint32 length of head | head JSON | uint32 number of sections |
//	per section: uint8 length of name, name, uint32 length, bytes
const frameMagic = "SLX1"

// ErrFrame is what any malformed frame gives.
var ErrFrame = errors.New("not a frame of Sluice")

const maxSections = 16

// EncodeFrame writes head and sections.
func EncodeFrame(head any, sections map[string][]byte) ([]byte, error) {
	h, err := json.Marshal(head)
	if err != nil {
		return nil, fmt.Errorf("encoding a frame's head: %w", err)
	}
	names := make([]string, 0, len(sections))
	size := len(frameMagic) + 4 + len(h) + 4
	for n, b := range sections {
		if len(n) == 0 || len(n) > 255 {
			return nil, fmt.Errorf("encoding a frame: a section's name must have 1 to 255 bytes")
		}
		names = append(names, n)
		size += 1 + len(n) + 4 + len(b)
	}
	if len(names) > maxSections {
		return nil, fmt.Errorf("encoding a frame: %d sections, at most %d", len(names), maxSections)
	}
	sort.Strings(names)
	out := make([]byte, 0, size)
	out = append(out, frameMagic...)
	out = binary.BigEndian.AppendUint32(out, uint32(len(h)))
	out = append(out, h...)
	out = binary.BigEndian.AppendUint32(out, uint32(len(names)))
	for _, n := range names {
		out = append(out, byte(len(n)))
		out = append(out, n...)
		out = binary.BigEndian.AppendUint32(out, uint32(len(sections[n])))
		out = append(out, sections[n]...)
	}
	return out, nil
}

// DecodeFrame reads what EncodeFrame wrote. The sections alias data.
func DecodeFrame(data []byte, head any) (map[string][]byte, error) {
	r := reader{data}
	if string(r.take(len(frameMagic))) != frameMagic {
		return nil, ErrFrame
	}
	h, ok := r.block()
	if !ok {
		return nil, ErrFrame
	}
	// Three times faster than encoding/json, and stricter: names twice are refused.
	if err := jsonv2.Unmarshal(h, head); err != nil {
		return nil, fmt.Errorf("%w: its head does not decode", ErrFrame)
	}
	n, ok := r.uint32()
	if !ok || n > maxSections {
		return nil, ErrFrame
	}
	sections := make(map[string][]byte, n)
	for range n {
		l := r.take(1)
		if l == nil || l[0] == 0 {
			return nil, ErrFrame
		}
		name := r.take(int(l[0]))
		body, ok := r.block()
		if name == nil || !ok {
			return nil, ErrFrame
		}
		if _, twice := sections[string(name)]; twice {
			return nil, ErrFrame
		}
		sections[string(name)] = body
	}
	if len(r.rest) != 0 {
		return nil, ErrFrame
	}
	return sections, nil
}

type reader struct{ rest []byte }

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.rest) {
		return nil
	}
	out := r.rest[:n:n]
	r.rest = r.rest[n:]
	return out
}

func (r *reader) uint32() (uint32, bool) {
	b := r.take(4)
	if b == nil {
		return 0, false
	}
	return binary.BigEndian.Uint32(b), true
}

func (r *reader) block() ([]byte, bool) {
	n, ok := r.uint32()
	if !ok || uint64(n) > uint64(len(r.rest)) {
		return nil, false
	}
	return r.take(int(n)), true
}

// Encode is the exchange as it travels.
func (x *Exchange) Encode() ([]byte, error) { return EncodeFrame(x, x.Sections) }

// Decode reads an exchange and checks what routing relies on: its key is that of
// its tenant, user and id.
func Decode(data []byte) (*Exchange, error) {
	var x Exchange
	sections, err := DecodeFrame(data, &x)
	if err != nil {
		return nil, err
	}
	if x.Key != Key(x.Tenant, x.User, x.ID) {
		return nil, fmt.Errorf("%w: its key is not that of its tenant, user and id", ErrFrame)
	}
	x.Sections = sections
	return &x, nil
}
