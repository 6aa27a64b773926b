package leaks

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
)

// way is how the notes are said.
type way string

const (
	wholly     way = "whole"                       // many in one answer that is not streamed
	cutInTwo   way = "cut in two"                  // many in one stream, each text cut at one place
	byteByByte way = "byte by byte"                // many in one stream
	alone      way = "cut in two, first and alone" // one in a stream, with its log-probabilities
)

// Each request carries so many bytes of notes in each of its fields; of those that
// come byte by byte fewer, as each byte is an event. A part is what is put down as
// done at once, and so many have one process of Sluice, whose folder goes with it.
const (
	together   = 20 << 10
	bytewise   = 2 << 10
	partBytes  = 2 << 20
	perProcess = 16
)

// cut is a place of a note's text.
type cut struct {
	note *note
	at   int
}

// part is a piece of the work.
type part struct {
	name     string
	s        surface
	set      []string // fields of the first choice, those that are said at once
	way      way
	probable bool // with log-probabilities
	requests [][]cut
}

func (p part) places() (n int) {
	for _, r := range p.requests {
		n += len(r)
	}
	return n
}

// pieces are what one request says in each field.
func (p part) pieces(some []cut) []string {
	switch p.way {
	case wholly:
		return []string{joined(some)}
	case byteByByte:
		return strings.Split(joined(some), "")
	case alone:
		return append(strings.SplitAfter(lead, " "), cutOnce(some)...)
	}
	return cutOnce(some)
}

// lead is clean, and long enough that its beginning leaves, with its log-probabilities,
// before the rest is there.
const lead = "The miller waits by the gate while the water rises slowly, and nobody on the bridge is in a hurry today. " +
	"When the bell rings he will walk down to the river and look at the wheel, as he does every evening before supper. " +
	"Then he sits by the door and tells the children what he has seen, and they ask him for one story more."

func joined(some []cut) string {
	var b strings.Builder
	for _, c := range some {
		b.WriteString(c.note.whole())
	}
	return b.String()
}

// cutOnce cuts the text of each note at its place, and nowhere else.
func cutOnce(some []cut) []string {
	var pieces []string
	piece := ""
	for _, c := range some {
		n := c.note
		pieces = append(pieces, piece+n.before+n.text[:c.at])
		piece = n.text[c.at:] + n.after
	}
	return append(pieces, piece)
}

// cuts are the places of each text in so many rounds: in as many as the longest has
// bytes, all.
func cuts(all []note, rounds int) (out []cut) {
	for round := range rounds {
		for i := range all {
			if round < len(all[i].text) {
				out = append(out, cut{&all[i], all[i].cut(round)})
			}
		}
	}
	return out
}

// batches cuts a row into runs of so many bytes.
func batches(all []cut, size int) (out [][]cut) {
	from, n := 0, 0
	for i, c := range all {
		if n += len(c.note.whole()); n >= size || i == len(all)-1 {
			out = append(out, all[from:i+1])
			from, n = i+1, 0
		}
	}
	return out
}

// few rounds cut each text at few of its places: make leaks cuts at all, or in as
// many rounds as it is told.
const few = 1

func roundsOf(t *testing.T, all []note) int {
	t.Helper()
	text := os.Getenv("ROUNDS")
	if text == "" {
		t.Logf("%d of %d places of each text, so that the tests stay quick: make leaks tries all", few, longest(all))
		return few
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		t.Fatalf("ROUNDS is no number: %v", err)
	}
	if n == 0 {
		return longest(all)
	}
	return min(n, longest(all))
}

func longest(all []note) int {
	n := 0
	for _, one := range all {
		n = max(n, len(one.text))
	}
	return n
}

// plan is all the work: of every surface every text, whole, cut, and byte by byte in
// each field, and cut alone where the surface tells log-probabilities. Of what is long
// only one in sixteen is done where there are few rounds.
func plan(all []note, rounds int) (out []part) {
	once, placed := cuts(all, 1), cuts(all, rounds)
	quick := rounds <= few
	for _, s := range surfaces() {
		for i, set := range s.fields {
			add := func(w way, probable bool, requests [][]cut) {
				n := 0
				for len(requests) > 0 {
					size, to := 0, 0
					for to < len(requests) && size < partBytes {
						for _, c := range requests[to] {
							size += len(c.note.whole())
						}
						if to++; w == alone {
							size += 4 << 10 // of work, beside its text
						}
					}
					out = append(out, part{fmt.Sprintf("%s-%d %s %d", s.name, i, w, n), s, set, w, probable, requests[:to]})
					requests = requests[to:]
					n++
				}
			}
			add(wholly, true, batches(once, together))
			add(cutInTwo, quick, batches(placed, together))
			bytes := batches(once, bytewise)
			if quick {
				bytes = sixteenth(bytes)
			}
			add(byteByByte, true, bytes)
			if i == 0 && s.tokens != "" {
				ones := batches(placed, 1)
				if quick {
					ones = sixteenth(ones)
				}
				add(alone, true, ones)
			}
		}
	}
	return out
}

func sixteenth(all [][]cut) (out [][]cut) {
	for i := 0; i < len(all); i += 16 {
		out = append(out, all[i])
	}
	return out
}
