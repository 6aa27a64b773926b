package scan

import (
	"slices"

	"sluice/pkg/scan/rule"
)

// automaton is an Aho-Corasick machine with a dense table, over literals with
// ASCII letters folded to lower case. Bytes that no literal has share a class,
// so that the table has a few dozen columns and stays in the cache.
type automaton struct {
	class [256]uint8
	shift uint     // a state is its number shifted by this
	next  []uint32 // next[state|class] is a state, with hitFlag where a literal ends
	first []uint32 // hits[first[n]:first[n+1]] end in state number n
	hits  []hit
	depth []uint8 // by state number: how much of a literal the text ends in, at most

	longest int // bytes of the longest literal
}

// hit says that a literal of a detector ends here.
type hit struct {
	detector uint16
	literal  uint16
	length   uint16
}

const hitFlag = 1 << 31

// depthOf returns the length of the longest beginning of a literal, or whole
// one, that the text ends in.
func (a *automaton) depthOf(state uint32) int { return int(a.depth[state>>a.shift]) }

func (a *automaton) hitsOf(state uint32) []hit {
	n := state >> a.shift
	return a.hits[a.first[n]:a.first[n+1]]
}

// trie is the machine while it is being built: a row of edges by class for each
// state. Edge 0 is no edge, since nothing leads back to the root.
type trie struct {
	edges []uint32 // edges[state<<shift|class] is a state
	fail  []uint32
	ends  []int32 // by state: the last of links whose literal ends there, or -1
	links []link
}

// link is one literal that ends in a state, and the number of the one before it.
type link struct {
	hit    hit
	before int32
}

func newAutomaton(ds []compiled) automaton {
	var a automaton
	classes := a.classify(ds)
	t := &trie{}
	t.grow(&a, 0)
	for i := range ds {
		for j, l := range ds[i].Literals {
			at := uint32(0)
			a.longest = max(a.longest, len(l))
			for k := range len(l) {
				e := &t.edges[at<<a.shift|uint32(a.class[l[k]])]
				if at = *e; at == 0 {
					at = uint32(len(t.fail))
					*e = at
					t.grow(&a, k+1)
				}
			}
			t.links = append(t.links, link{hit{uint16(i), uint16(j), uint16(len(l))}, t.ends[at]})
			t.ends[at] = int32(len(t.links) - 1)
		}
	}
	a.link(t, classes)
	return a
}

// grow adds a state.
func (t *trie) grow(a *automaton, depth int) {
	n := len(t.edges) + 1<<a.shift
	if n > cap(t.edges) {
		t.edges = slices.Grow(t.edges, max(n, len(t.edges)))
	}
	t.edges = t.edges[:n]
	t.fail, t.ends = append(t.fail, 0), append(t.ends, -1)
	a.depth = append(a.depth, uint8(depth))
}

// classify numbers the bytes that stand in literals; 0 is every other byte.
func (a *automaton) classify(ds []compiled) int {
	n := 1
	for _, d := range ds {
		for _, l := range d.Literals {
			for k := range len(l) {
				if c := rule.Lower(l[k]); a.class[c] == 0 {
					a.class[c] = uint8(n)
					n++
				}
			}
		}
	}
	for c := byte('A'); c <= 'Z'; c++ {
		a.class[c] = a.class[c+'a'-'A']
	}
	for 1<<a.shift < n {
		a.shift++
	}
	return n
}

// link sets the failure edges breadth first, and makes a table of the edges.
func (a *automaton) link(t *trie, classes int) {
	states := len(t.fail)
	hits := make([]int32, states) // by state: how many literals end in it, its suffixes among them
	queue := make([]uint32, 1, states)
	for head := 0; head < len(queue); head++ {
		at := queue[head]
		fail := t.fail[at]
		for l := t.ends[at]; l >= 0; l = t.links[l].before {
			hits[at]++
		}
		if at != 0 {
			hits[at] += hits[fail]
		}
		row, back := t.edges[at<<a.shift:][:classes], t.edges[fail<<a.shift:][:classes]
		for c := 1; c < classes; c++ {
			to := row[c]
			if to == 0 {
				row[c] = back[c]
				continue
			}
			if at != 0 {
				t.fail[to] = back[c]
			}
			queue = append(queue, to)
		}
	}
	a.first = make([]uint32, states+1)
	for n, k := range hits {
		a.first[n+1] = a.first[n] + uint32(k)
	}
	a.hits = make([]hit, a.first[states])
	for _, at := range queue { // a suffix comes before what it is one of
		to := a.hits[a.first[at]:a.first[at]]
		for l := t.ends[at]; l >= 0; l = t.links[l].before {
			to = append(to, t.links[l].hit)
		}
		slices.Reverse(to)
		if fail := t.fail[at]; at != 0 {
			copy(a.hits[a.first[at]:a.first[at+1]][len(to):], a.hits[a.first[fail]:a.first[fail+1]])
		}
	}
	a.next = t.edges
	for i, to := range a.next {
		a.next[i] = to << a.shift
		if hits[to] > 0 {
			a.next[i] |= hitFlag
		}
	}
}
