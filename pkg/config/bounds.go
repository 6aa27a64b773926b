package config

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Bound is what a number in the file may be. Durations and sizes are more than zero
// besides, whatever their bound.
type Bound struct {
	Path        string  // such as limits.max_body
	OneOf       []int64 // if it has any, these alone
	Least, Most int64   // both included; a Most of 0 is no bound
	why         string
	write       func(int64) string
	of          func(File) int64
}

// Bounds are all that the check of a file goes by, in its order.
func Bounds() []Bound {
	const carried = "a message carries the prompt and the answer"
	const most = 6 << 20
	return []Bound{
		{Path: "nats.replicas", OneOf: []int64{1, 3, 5}, write: number, of: func(f File) int64 { return int64(f.NATS.Replicas) }},
		{Path: "nats.attempts", Least: 1, write: number, of: func(f File) int64 { return int64(f.NATS.Attempts) }},
		{Path: "nats.ack_wait", Least: int64(time.Second), write: duration, of: func(f File) int64 { return int64(f.NATS.AckWait) }},
		{Path: "limits.concurrency", Least: 1, write: number, of: func(f File) int64 { return int64(f.Limits.Concurrency) }},
		{Path: "limits.backlog", Least: 1, write: number, of: func(f File) int64 { return f.Limits.Backlog }},
		{Path: "limits.max_body", Most: most, why: carried, write: size, of: func(f File) int64 { return int64(f.Limits.MaxBody) }},
		{Path: "limits.max_answer", Most: most, why: carried, write: size, of: func(f File) int64 { return int64(f.Limits.MaxAnswer) }},
		{Path: "breaker.failures", Least: 1, write: number, of: func(f File) int64 { return int64(f.Breaker.Failures) }},
		{Path: "retries.percent", Least: 1, Most: 1000, write: number, of: func(f File) int64 { return int64(f.Retries.Percent) }},
		{Path: "retries.per_second", Least: 1, Most: 1_000_000, write: number, of: func(f File) int64 { return int64(f.Retries.PerSecond) }},
	}
}

func (b Bound) allows(v int64) bool {
	if len(b.OneOf) > 0 {
		return slices.Contains(b.OneOf, v)
	}
	return v >= b.Least && (b.Most == 0 || v <= b.Most)
}

// String is the bound in words, such as "at least 1s".
func (b Bound) String() string {
	switch {
	case len(b.OneOf) > 0:
		var out []string
		for _, v := range b.OneOf {
			out = append(out, b.write(v))
		}
		last := len(out) - 1
		return strings.Join(out[:last], ", ") + " or " + out[last]
	case b.Most != 0 && b.Least != 0:
		return b.write(b.Least) + " to " + b.write(b.Most)
	case b.Most != 0:
		return "at most " + b.write(b.Most)
	}
	return "at least " + b.write(b.Least)
}

// fault says what to do about a value that is not allowed.
func (b Bound) fault() string {
	msg := fmt.Sprintf("%s must be %s", b.Path[strings.LastIndex(b.Path, ".")+1:], b)
	if b.why != "" {
		msg += ": " + b.why
	}
	return msg
}

func number(v int64) string   { return strconv.FormatInt(v, 10) }
func duration(v int64) string { return Duration(v).String() }
func size(v int64) string     { return Size(v).String() }
