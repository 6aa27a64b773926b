package rules

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"unicode/utf8"

	"sluice/pkg/scan/rule"
)

// gate tells cheaply that no match has its literal at a place: bit n of may[c]
// says that byte c can stand n bytes behind the literal's first one.
type gate struct {
	may  [256]uint32
	size int // how many bytes are known of
}

const maxGate = 32

// What a gate says.
const (
	gateOpen = iota
	gateClosed
	gateUnsure // the text ends too early
)

func (g *gate) look(text string, at int) int {
	for n := range min(g.size, len(text)-at) {
		if g.may[text[at+n]]>>n&1 == 0 {
			return gateClosed
		}
	}
	if len(text)-at < g.size {
		return gateUnsure
	}
	return gateOpen
}

// newGate makes a gate of what stands from the literal on, and the anchored
// expression for what comes through it.
func newGate(tail string) (gate, *regexp.Regexp, error) {
	var g gate
	re, err := regexp.Compile(`\A(?:` + tail + `)`)
	if err != nil {
		return g, nil, fmt.Errorf("compiling what follows a literal: %w", err)
	}
	tree, err := syntax.Parse(tail, syntax.Perl)
	if err != nil {
		return g, nil, fmt.Errorf("reading what follows a literal: %w", err)
	}
	prog, err := syntax.Compile(tree.Simplify())
	if err != nil {
		return g, nil, fmt.Errorf("compiling what follows a literal: %w", err)
	}
	w := follower{prog: prog, seen: make([]int, len(prog.Inst)), round: 1}
	w.to(uint32(prog.Start))
	for g.size < maxGate && g.next(&w) {
		g.size++
	}
	return g, re, nil
}

// next notes the bytes of one more place, and says whether that could be done:
// not where a match may have ended or a rune of several bytes may stand.
func (g *gate) next(w *follower) bool {
	now, bit := w.now, uint32(1)<<g.size
	w.now, w.round = nil, w.round+1
	for _, pc := range now {
		if in := &w.prog.Inst[pc]; in.Op == syntax.InstMatch || takesHigh(in) {
			return false
		}
	}
	for _, pc := range now {
		in := &w.prog.Inst[pc]
		for c := range utf8.RuneSelf {
			if in.MatchRune(rune(c)) {
				g.may[c] |= bit
			}
		}
		w.to(in.Out)
	}
	return len(now) > 0
}

// takesHigh says whether an instruction takes a rune outside ASCII.
func takesHigh(in *syntax.Inst) bool {
	if in.Op == syntax.InstRuneAny || in.Op == syntax.InstRuneAnyNotNL || syntax.Flags(in.Arg)&syntax.FoldCase != 0 {
		return true
	}
	for _, r := range in.Rune {
		if r >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// atBoundary says whether each match begins at a word boundary.
func atBoundary(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpWordBoundary:
		return true
	case syntax.OpCapture, syntax.OpConcat:
		return len(re.Sub) > 0 && atBoundary(re.Sub[0])
	}
	return false
}

// isWord is what \b takes for a letter.
func isWord(c byte) bool { return rule.IsAlnum(c) || c == '_' }

// follower walks the instructions of a program, one rune at a time.
type follower struct {
	prog  *syntax.Prog
	now   []uint32 // those that take the next rune, and the end
	seen  []int
	round int
}

func (w *follower) to(pc uint32) {
	if w.seen[pc] == w.round {
		return
	}
	w.seen[pc] = w.round
	switch in := &w.prog.Inst[pc]; in.Op {
	case syntax.InstAlt, syntax.InstAltMatch:
		w.to(in.Out)
		w.to(in.Arg)
	case syntax.InstCapture, syntax.InstNop, syntax.InstEmptyWidth:
		w.to(in.Out)
	case syntax.InstFail:
	default:
		w.now = append(w.now, pc)
	}
}
