// Package mix decides what each request of a run is: its kind and its size. Both
// follow from the seed and the request's number alone, so that a run can be
// repeated whatever order its connections work in. It sends nothing.
package mix

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// Kind is what a request asks, and with it what a right answer is.
type Kind int

// The kinds of request.
const (
	Plain   Kind = iota // a completion in one body
	Stream              // server-sent events
	Tools               // offers a tool that the policies permit, and has the model call it
	Blocked             // demands a tool that no policy permits: Sluice refuses it with 403
	kinds
)

// Kinds are all of them, in order.
func Kinds() []Kind { return []Kind{Plain, Stream, Tools, Blocked} }

func (k Kind) String() string {
	if k < 0 || k >= kinds {
		return "unknown"
	}
	return [...]string{"plain", "stream", "tools", "blocked"}[k]
}

// Size is a length of prompt, in bytes of text, and its weight among the others.
type Size struct {
	Bytes  int     `json:"bytes"`
	Weight float64 `json:"weight"`
}

// Bounds of a prompt's length, in bytes. The edge takes bodies of up to 4 MiB.
const (
	MinBytes = 64
	MaxBytes = 1 << 20
)

// Mix is what a run is made of. Shares are parts of 1; what they leave is plain.
type Mix struct {
	Sizes   []Size  `json:"sizes"`
	Stream  float64 `json:"stream"`
	Tools   float64 `json:"tools"`
	Blocked float64 `json:"blocked"`
	Seed    uint64  `json:"seed"`
}

// Check says what is wrong with a mix.
func (m Mix) Check() error {
	if len(m.Sizes) == 0 {
		return fmt.Errorf("a mix needs at least one size, such as 2048")
	}
	for _, s := range m.Sizes {
		if s.Bytes < MinBytes || s.Bytes > MaxBytes || !(s.Weight > 0) {
			return fmt.Errorf("size %d with weight %g is none: give %d to %d bytes and a weight above 0", s.Bytes, s.Weight, MinBytes, MaxBytes)
		}
	}
	for name, share := range map[string]float64{"stream": m.Stream, "tools": m.Tools, "blocked": m.Blocked} {
		if !(share >= 0 && share <= 1) {
			return fmt.Errorf("the share %s is %g: give 0 to 1", name, share)
		}
	}
	if m.Stream+m.Tools+m.Blocked > 1+1e-9 {
		return fmt.Errorf("the shares of stream, tools and blocked are together over 1: leave room for the others")
	}
	return nil
}

// Shot is one request.
type Shot struct {
	Kind  Kind
	Bytes int // of the prompt's text
}

// At says what request n is.
func (m Mix) At(n int) Shot {
	var from rand.PCG
	from.Seed(m.Seed, uint64(n))
	return Shot{Kind: m.kind(unit(&from)), Bytes: m.size(unit(&from))}
}

// unit is a number in [0, 1).
func unit(from *rand.PCG) float64 { return float64(from.Uint64()>>11) / (1 << 53) }

func (m Mix) kind(u float64) Kind {
	switch {
	case u < m.Stream:
		return Stream
	case u < m.Stream+m.Tools:
		return Tools
	case u < m.Stream+m.Tools+m.Blocked:
		return Blocked
	}
	return Plain
}

func (m Mix) size(u float64) int {
	total := 0.0
	for _, s := range m.Sizes {
		total += s.Weight
	}
	u *= total
	for _, s := range m.Sizes {
		if u < s.Weight {
			return s.Bytes
		}
		u -= s.Weight
	}
	return m.Sizes[len(m.Sizes)-1].Bytes
}

// ParseSizes reads "256:3,2048:6,16384:1", bytes and weight; a weight left out is 1.
func ParseSizes(text string) ([]Size, error) {
	var out []Size
	for part := range strings.SplitSeq(text, ",") {
		size, weight, weighted := strings.Cut(strings.TrimSpace(part), ":")
		s := Size{Weight: 1}
		var err error
		if s.Bytes, err = strconv.Atoi(size); err == nil && weighted {
			s.Weight, err = strconv.ParseFloat(weight, 64)
		}
		if err != nil {
			return nil, fmt.Errorf("%q is no size: write bytes:weight, such as 256:3,2048:6,16384:1", part)
		}
		out = append(out, s)
	}
	return out, Mix{Sizes: out}.Check()
}
