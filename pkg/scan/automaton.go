package scan

import "sluice/pkg/scan/rule"

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

// node is a state while the machine is being built; edge 0 is no edge, since
// nothing leads back to the root in a trie.
type node struct {
	edge [256]int32 // by class
	fail int32
	deep uint8
	hits []hit
}

func newAutomaton(ds []compiled) automaton {
	var a automaton
	classes := a.classify(ds)
	nodes := []*node{{}}
	for i, d := range ds {
		for j, l := range d.Literals {
			at := int32(0)
			a.longest = max(a.longest, len(l))
			for k := range len(l) {
				c := a.class[l[k]]
				if nodes[at].edge[c] == 0 {
					nodes = append(nodes, &node{deep: uint8(k + 1)})
					nodes[at].edge[c] = int32(len(nodes) - 1)
				}
				at = nodes[at].edge[c]
			}
			nodes[at].hits = append(nodes[at].hits, hit{uint16(i), uint16(j), uint16(len(l))})
		}
	}
	a.link(nodes, classes)
	return a
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

// link sets the failure edges breadth first, and fills the table.
func (a *automaton) link(nodes []*node, classes int) {
	queue := make([]int32, 1, len(nodes))
	for head := 0; head < len(queue); head++ {
		n := nodes[queue[head]]
		if n.fail != queue[head] {
			n.hits = append(n.hits, nodes[n.fail].hits...)
		}
		for c := 1; c < classes; c++ {
			to := n.edge[c]
			if to == 0 {
				n.edge[c] = nodes[n.fail].edge[c]
				continue
			}
			if queue[head] != 0 {
				nodes[to].fail = nodes[n.fail].edge[c]
			}
			queue = append(queue, to)
		}
	}
	a.next = make([]uint32, len(nodes)<<a.shift)
	a.first = make([]uint32, 1, len(nodes)+1)
	for i, n := range nodes {
		for c := 1; c < classes; c++ {
			to := uint32(n.edge[c]) << a.shift
			if len(nodes[n.edge[c]].hits) > 0 {
				to |= hitFlag
			}
			a.next[i<<a.shift|c] = to
		}
		a.hits = append(a.hits, n.hits...)
		a.first = append(a.first, uint32(len(a.hits)))
		a.depth = append(a.depth, n.deep)
	}
}
