// Package benign makes prompts that have no secret and no personal data, such as
// people send to language models all day, and counts the false alarms of a scan
// over them. It is the check that keeps detectors from being switched off.
//
// The prompts are slices of the Go distribution's own sources and documents, and
// some fifty kinds of generated text: lock files, logs, hex dumps, stack traces,
// configuration, tables, prose in many languages, talk about passwords. All of it
// comes from a fixed seed: one Go release gives one set, but for up to 200 slices of
// the machine's manual pages where it has any (kind man-page).
//
// What counts as a false alarm was written down before any detector was tuned on
// the set:
//
//   - Every finding of type SECRET is one. Slices of the Go distribution that hold
//     a PEM private key are left out, as such a key is one, even a test's.
//   - Every finding of another type is one, unless the kind lists the type in
//     Real: e-mail addresses, URLs, IP addresses, MAC addresses, dates and
//     coordinates are what they seem wherever they are well formed, and some kinds
//     have them by construction (a web server's log has client addresses). An IP
//     address found in a list of versions is a false alarm.
//   - A prompt is flagged once, however much is found in it.
//
// The first figure counts every finding, the second false alarms alone.
package benign

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
)

// Prompt is one benign prompt.
type Prompt struct {
	Kind  string
	Index int // within the kind
	Text  string
	Real  []string // types of which the kind has true ones
}

// kind makes prompts of one kind.
type kind struct {
	name string
	n    int // how many
	real []string
	text func(d *dice) string
}

// Types that are what they seem wherever they are well formed.
const (
	email       = "EMAIL_ADDRESS"
	url         = "URL"
	ip          = "IP_ADDRESS"
	mac         = "MAC_ADDRESS"
	date        = "DATE_TIME"
	coordinates = "COORDINATES"
)

// Prompts are all of them, in the same order with the same content each time on
// one Go release, and what was left out and why. It takes about a second.
func Prompts() (prompts []Prompt, left []string, err error) {
	prompts, left, err = distribution()
	if err != nil {
		return nil, nil, fmt.Errorf("making benign prompts: %w", err)
	}
	pages, why := manual()
	prompts = append(prompts, pages...)
	if why != "" {
		left = append(left, why)
	}
	for _, k := range kinds() {
		for i := range k.n {
			prompts = append(prompts, Prompt{Kind: k.name, Index: i, Text: k.text(newDice(k.name, i)), Real: k.real})
		}
	}
	return prompts, left, nil
}

func kinds() []kind {
	var all []kind
	for _, some := range [][]kind{locks(), identifiers(), logs(), traces(), code(), configuration(), blobs(), tables(), prose(), languages(), talk()} {
		all = append(all, some...)
	}
	return all
}

// dice is the chance of one prompt.
type dice struct{ *rand.Rand }

func newDice(kind string, index int) *dice {
	h := fnv.New64a()
	h.Write([]byte(kind))
	return &dice{rand.New(rand.NewPCG(h.Sum64(), uint64(index)))}
}
