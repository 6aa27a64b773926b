package scan

import (
	"cmp"
	"slices"

	"sluice/pkg/scan/rule"
)

// automaton is an Aho-Corasick machine with a dense table, over the last bytes of
// the literals with ASCII letters folded to lower case. Few states and few classes
// of bytes keep the table in the cache; what a hit says is only that a literal may
// end there, and stands compares the whole of it.
type automaton struct {
	class [256]uint8
	next  []uint16 // next[state<<classBits|class] is a state, with hitFlag where a literal may end
	first []uint32 // hits[first[n]:first[n+1]] may end in state n
	hits  []hit
	keep  int // bytes of a literal, from its end, that the machine reads
}

// hit says that a literal of a detector may end here, or may have ended where the
// machine has read on.
type hit struct {
	detector uint16
	literal  uint16
	length   uint16
	before   uint8 // the byte before what the machine reads of the literal, folded
	after    uint8 // bytes behind the literal that the machine has read
}

// A literal of at most shortLiteral bytes stands everywhere in ordinary text. Where
// few enough bytes may follow it, the machine looks at that one too.
const (
	shortLiteral = 2
	fewFollow    = 48
)

const (
	classBits = 6
	classes   = 1 << classBits
	hitFlag   = 1 << 15
	maxKeep   = 6
)

func (a *automaton) step(state uint16, b byte) uint16 {
	return a.next[int(state)<<classBits|int(a.class[b])]
}

func (a *automaton) hitsOf(state uint16) []hit { return a.hits[a.first[state]:a.first[state+1]] }

// fits says whether the literal of a hit may end at end.
func (a *automaton) fits(h hit, text string, end int) bool {
	return end >= int(h.length) && (int(h.length) <= a.keep || rule.Lower(text[end-a.keep-1]) == h.before)
}

// stands says whether the literal of a hit that fits ends at end.
func (d *compiled) stands(h hit, text string, end int) bool {
	at := end - int(h.length)
	l := d.Literals[h.literal]
	if !d.Fold {
		return text[at:end] == l
	}
	for i := range len(l) {
		if rule.Lower(text[at+i]) != l[i] {
			return false
		}
	}
	return true
}

func newAutomaton(ds []compiled) automaton {
	a := automaton{class: classify(ds)}
	for a.keep = maxKeep; ; a.keep-- {
		if t, ok := a.grow(ds); ok {
			a.link(t)
			return a
		}
	}
}

// classify numbers the bytes that stand in literals; 0 is every other byte. Where
// there are too many, those that are rare in literals share a class.
func classify(ds []compiled) (class [256]uint8) {
	var count [256]int
	for i := range ds {
		for _, l := range ds[i].Literals {
			for k := range len(l) {
				count[rule.Lower(l[k])]++
			}
		}
	}
	var used []byte
	for b := range 256 {
		if count[b] > 0 {
			used = append(used, byte(b))
		}
	}
	slices.SortStableFunc(used, func(x, y byte) int { return cmp.Or(cmp.Compare(x>>7, y>>7), cmp.Compare(count[y], count[x])) })
	const own = classes - 8
	for i, b := range used {
		if n := 1 + i; n < own {
			class[b] = uint8(n)
		} else {
			class[b] = uint8(own + i%(classes-own))
		}
	}
	for c := byte('A'); c <= 'Z'; c++ {
		class[c] = class[rule.Lower(c)]
	}
	return class
}

// trie is the machine while it is being built: a row of edges by class for each
// state. Edge 0 is no edge, since nothing leads back to the root.
type trie struct {
	edges []uint16 // edges[state<<classBits|class] is a state
	ends  []int32  // by state: the last of links whose literal ends there, or -1
	links []link
}

// link is one literal that ends in a state, and the number of the one before it.
type link struct {
	hit    hit
	before int32
}

// grow makes the trie, and false where it would have too many states: of the last
// byte of each literal alone it never has.
func (a *automaton) grow(ds []compiled) (*trie, bool) {
	t := &trie{edges: make([]uint16, classes, hitFlag*classes/2), ends: []int32{-1}}
	for i := range ds {
		for j, l := range ds[i].Literals {
			at := 0
			for k := max(0, len(l)-a.keep); k < len(l); k++ {
				at = t.edge(at, a.class[l[k]])
			}
			h := hit{detector: uint16(i), literal: uint16(j), length: uint16(len(l))}
			if len(l) > a.keep {
				h.before = rule.Lower(l[len(l)-a.keep-1])
			}
			for _, c := range a.behind(&ds[i], l) {
				h.after = 1
				t.end(t.edge(at, c), h)
			}
			if h.after == 0 {
				t.end(at, h)
			}
		}
		if len(t.ends) >= hitFlag {
			return nil, false
		}
	}
	return t, true
}

// edge goes on from a state, to a new one where there is none yet.
func (t *trie) edge(at int, class uint8) int {
	e := at<<classBits | int(class)
	if t.edges[e] == 0 {
		t.edges[e] = uint16(len(t.ends))
		t.edges = append(t.edges, make([]uint16, classes)...)
		t.ends = append(t.ends, -1)
	}
	return int(t.edges[e])
}

func (t *trie) end(at int, h hit) {
	t.links = append(t.links, link{h, t.ends[at]})
	t.ends[at] = int32(len(t.links) - 1)
}

// behind returns the classes of the bytes that may follow a short literal, and none
// where the machine is not to look at them.
func (a *automaton) behind(d *compiled, literal string) (of []uint8) {
	if len(literal) > shortLiteral || a.keep <= shortLiteral {
		return nil
	}
	f := newFollow(d)
	if f.end {
		return nil
	}
	for b := range 256 {
		if f.has(byte(b)) && !slices.Contains(of, a.class[b]) {
			of = append(of, a.class[b])
		}
	}
	if len(of) > fewFollow || slices.Contains(of, 0) {
		return nil
	}
	return of
}

// link sets the failure edges breadth first, and numbers the states in that order:
// those near the root, where ordinary text stays, are side by side.
func (a *automaton) link(t *trie) {
	states := len(t.ends)
	order, number := make([]uint16, 1, states), make([]uint16, states)
	fail := make([]uint16, states)
	hits := make([]uint32, states) // by state: how many literals end in it, its suffixes among them
	for head := 0; head < len(order); head++ {
		at := int(order[head])
		for l := t.ends[at]; l >= 0; l = t.links[l].before {
			hits[at]++
		}
		back := int(fail[at])
		if at != 0 {
			hits[at] += hits[back]
		}
		row, behind := t.edges[at<<classBits:][:classes], t.edges[back<<classBits:][:classes]
		for c, to := range row {
			if to == 0 {
				row[c] = behind[c]
				continue
			}
			if at != 0 {
				fail[to] = behind[c]
			}
			number[to] = uint16(len(order))
			order = append(order, to)
		}
	}
	a.next, a.first = make([]uint16, states*classes), make([]uint32, states+1)
	for n, at := range order {
		a.first[n+1] = a.first[n] + hits[at]
		for c, to := range t.edges[int(at)<<classBits:][:classes] {
			if hits[to] > 0 {
				a.next[n<<classBits|c] = number[to] | hitFlag
			} else {
				a.next[n<<classBits|c] = number[to]
			}
		}
	}
	a.hits = make([]hit, a.first[states])
	for n, at := range order { // a suffix comes before what it is one of
		to := a.hits[a.first[n]:a.first[n]]
		for l := t.ends[at]; l >= 0; l = t.links[l].before {
			to = append(to, t.links[l].hit)
		}
		slices.Reverse(to)
		if at != 0 {
			copy(a.hits[a.first[n]:a.first[n+1]][len(to):], a.hitsOf(number[fail[at]]))
		}
	}
}
