package reach

import (
	"regexp/syntax"
	"slices"
	"unicode"
	"unicode/utf8"
)

const (
	long      = 32
	fewStates = 256  // of a table that is exact on longer repetitions
	most      = 4096 // states of any table
	mostInst  = 1024 // instructions in the program
)

// compile makes the table of an expression that is known to parse. Where its table would
// be large, shorter repetitions count only in part too.
func compile(expr string) *Table {
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return endless()
	}
	for _, try := range []struct{ long, states int }{{long, fewStates}, {3, most}} {
		prog, err := syntax.Compile(relax(tree, try.long).Simplify())
		if err != nil || len(prog.Inst) > mostInst {
			continue
		}
		if r, ok := tableOf(prog, try.states); ok {
			return r
		}
	}
	return endless()
}

// tableOf makes the table of a program, and false where it has more states than most.
func tableOf(prog *syntax.Prog, most int) (*Table, bool) {
	b := builder{prog: prog, r: &Table{}, ids: map[string]uint16{}, seen: make([]int, len(prog.Inst)), set: 1, mark: make([]byte, (len(prog.Inst)+7)/8)}
	b.classify()
	b.r.Next = make([]uint16, b.r.Classes) // state 0
	b.r.Match = []bool{false}
	b.add(b.closure(nil, uint32(prog.Start)))
	for n := 1; n < len(b.sets); n++ {
		if len(b.sets) > most {
			return nil, false
		}
		b.fill(n)
	}
	return b.r, true
}

// endless is the table by which everything goes on.
func endless() *Table {
	return &Table{Classes: 1, Next: []uint16{0, 1}, Match: []bool{false, true}}
}

// relax lengthens repetitions of at least long to any length.
func relax(re *syntax.Regexp, long int) *syntax.Regexp {
	c := *re
	c.Sub = make([]*syntax.Regexp, len(re.Sub))
	for i, sub := range re.Sub {
		c.Sub[i] = relax(sub, long)
	}
	if c.Op == syntax.OpRepeat && (c.Max < 0 || c.Max >= long) {
		c.Min, c.Max = min(c.Min, long), -1
	}
	return &c
}

// builder makes the deterministic table of a program (subset
// construction).
type builder struct {
	prog *syntax.Prog
	r    *Table
	byOf [][]bool // instruction to the byte classes that it takes
	high []bool   // the instruction takes runes above 0x7f
	sets [][]uint32
	ids  map[string]uint16
	seen []int // by instruction: the set that it was last put into
	set  int   // the number of the set that is being made
	mark []byte
}

// classify numbers the bytes that all instructions treat alike. Class 0 is
// every byte above 0x7f.
func (b *builder) classify() {
	type sort struct {
		takes [utf8.RuneSelf]bool
		high  bool
	}
	known := map[string]int{} // ranges of an instruction to its sort
	var sorts []sort
	of := make([]int, len(b.prog.Inst))
	for n := range b.prog.Inst {
		in := &b.prog.Inst[n]
		of[n] = -1
		switch in.Op {
		case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
		default:
			continue
		}
		key := string(append([]rune{rune(in.Op), rune(in.Arg & 0xff)}, in.Rune...))
		i, ok := known[key]
		if !ok {
			i = len(sorts)
			known[key] = i
			s := sort{high: takesHigh(in)}
			for c := range s.takes {
				s.takes[c] = in.MatchRune(rune(c))
			}
			sorts = append(sorts, s)
		}
		of[n] = i
	}
	classes := map[string]uint8{}
	sign := make([]byte, len(sorts))
	members := [][]bool{make([]bool, len(sorts))}
	for i := range sorts {
		members[0][i] = sorts[i].high
	}
	for c := range utf8.RuneSelf {
		for i := range sorts {
			sign[i] = '0'
			if sorts[i].takes[c] {
				sign[i] = '1'
			}
		}
		id, ok := classes[string(sign)]
		if !ok {
			id = uint8(len(members))
			classes[string(sign)] = id
			row := make([]bool, len(sorts))
			for i := range sorts {
				row[i] = sorts[i].takes[c]
			}
			members = append(members, row)
		}
		b.r.Class[c] = id
	}
	b.r.Classes = len(members)
	b.byOf = make([][]bool, len(b.prog.Inst))
	b.high = make([]bool, len(b.prog.Inst))
	for n, i := range of {
		if i < 0 {
			continue
		}
		b.high[n] = sorts[i].high
		b.byOf[n] = make([]bool, len(members))
		for c := range members {
			b.byOf[n][c] = members[c][i]
		}
	}
}

// takesHigh says whether an instruction takes a rune above 0x7f.
func takesHigh(in *syntax.Inst) bool {
	switch in.Op {
	case syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
		return true
	}
	for _, r := range in.Rune {
		if r >= utf8.RuneSelf {
			return true
		}
		if syntax.Flags(in.Arg)&syntax.FoldCase != 0 {
			for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
				if f >= utf8.RuneSelf {
					return true
				}
			}
		}
	}
	return false
}

// closure adds an instruction and all that it leads to without a byte.
func (b *builder) closure(set []uint32, pc uint32) []uint32 {
	if b.seen[pc] == b.set {
		return set
	}
	b.seen[pc] = b.set
	set = append(set, pc)
	switch in := &b.prog.Inst[pc]; in.Op {
	case syntax.InstAlt, syntax.InstAltMatch:
		return b.closure(b.closure(set, in.Out), in.Arg)
	case syntax.InstCapture, syntax.InstNop, syntax.InstEmptyWidth:
		return b.closure(set, in.Out)
	}
	return set
}

// add returns the state of a set of instructions, and makes it if need be.
func (b *builder) add(set []uint32) uint16 {
	if len(b.sets) == 0 {
		b.sets = append(b.sets, nil) // state 0
	}
	if len(set) == 0 {
		return 0
	}
	clear(b.mark)
	mark, match := b.mark, false
	for _, pc := range set {
		mark[pc/8] |= 1 << (pc % 8)
		match = match || b.prog.Inst[pc].Op == syntax.InstMatch
	}
	if id, ok := b.ids[string(mark)]; ok {
		return id
	}
	set = slices.Clone(set)
	id := uint16(len(b.sets))
	b.ids[string(mark)] = id
	b.sets = append(b.sets, set)
	b.r.Match = append(b.r.Match, match)
	b.r.Next = append(b.r.Next, make([]uint16, b.r.Classes)...)
	return id
}

// fill computes where a state leads.
func (b *builder) fill(n int) {
	var to []uint32
	for c := range b.r.Classes {
		to = to[:0]
		b.set++
		for _, pc := range b.sets[n] {
			if b.byOf[pc] == nil || !b.byOf[pc][c] {
				continue
			}
			if c == 0 {
				to = b.closure(to, pc) // further bytes of the same rune
			}
			to = b.closure(to, b.prog.Inst[pc].Out)
		}
		b.r.Next[n*b.r.Classes+c] = b.add(to)
	}
}
