package scan

import (
	"slices"
	"strings"

	"sluice/pkg/scan/disguise"
)

// maxDepth is how many disguises, one in the other, are taken off.
const maxDepth = 5

// The rules of findings that say what could not be looked at.
const (
	RuleBomb   = "decompression-bomb" // what is packed in an encoded run is out of all proportion
	RuleBudget = "decoding-budget"    // more was encoded than may be decoded for a text of that size
	RuleOpen   = "encoded-run-open"   // an encoded run was still going on when a stream had to let go of it
)

// unmasker takes the disguises off one text. It is not safe for concurrent use.
type unmasker struct {
	set    *Set
	left   int  // decoded bytes that may still be looked at
	again  bool // look again at what a layer has left as it was: the tests do
	levels [maxDepth + 1]level
	tried  [1]Finding
}

// level is the work on the texts at one depth.
type level struct {
	*unmasker
	depth   int
	flats   [maxDepth]disguise.Flat
	made    int // how many of flats are between the text looked at and the level's own
	where   touched
	runs    *disguise.Runs
	yield   func(disguise.Run)
	changed func(from, to int) bool
	segment func(from, to int)
	below   string // what the text looked at was made of; "" where it is the level's own
	text    string
	joins   bool // see only
	found   []Finding
}

func (s *Set) newUnmasker() *unmasker {
	u := &unmasker{set: s}
	for i := range u.levels {
		l := &u.levels[i]
		l.unmasker, l.depth, l.runs = u, i, disguise.NewRuns(0)
		l.yield, l.changed, l.segment = l.run, l.where.in, l.runsIn
	}
	return u
}

// budget is how much may be decoded of a text.
func budget(size int) int { return 16*size + 4<<20 }

// all returns what is in a text as it is written and under its disguises,
// sorted and not overlapping.
func (u *unmasker) all(text string, depth int) []Finding { return u.only(text, depth, false) }

// only is all, with joins but for what stands in the text itself, encoded in no run,
// and what two strings joined are not believed to be.
func (u *unmasker) only(text string, depth int, joins bool) []Finding {
	found := u.set.Plain(text)
	l := &u.levels[depth]
	if l.joins = joins; joins {
		found = slices.DeleteFunc(found, func(f Finding) bool { return !u.set.believed(f) })
	}
	l.found = l.found[:0]
	l.look(text)
	if len(l.found) == 0 {
		return found
	}
	return resolve(append(found, l.found...))
}

// look takes layer after layer of what disguises single characters off a text,
// and looks at the encoded runs of each.
func (l *level) look(text string) {
	l.text, l.below, l.made = text, "", 0
	for depth := l.depth; depth < maxDepth; depth++ {
		l.runs.Reset(0)
		if l.made > 0 && !l.again {
			l.runs.Only(l.changed)
			l.where.segments(l.text, l.segment)
		} else {
			l.runs.Write(l.text, true, l.yield)
		}
		flat := &l.flats[l.made]
		flat.Reset()
		out := flat.Write(l.text, true)
		if !flat.Changed() {
			return
		}
		if !l.spend(len(out)) {
			l.add(Finding{Type: Unscannable, Rule: RuleBudget, Start: 0, End: len(l.text), Score: 1})
			return
		}
		l.below, l.text = l.text, out
		l.made++
		where := &l.where
		if where.note(flat, len(out)); l.again {
			where = nil
		}
		for _, f := range resolve(l.set.plain(out, where, nil)) {
			if f = l.placed(f); !l.joins || l.set.believed(f) {
				l.found = append(l.found, f)
			}
		}
	}
}

// runsIn looks at the encoded runs of a stretch of the text looked at.
func (l *level) runsIn(from, to int) {
	l.runs.Skip(from)
	l.runs.Write(l.text[from:to], true, l.yield)
}

// add takes a finding in the text looked at.
func (l *level) add(f Finding) { l.found = append(l.found, l.placed(f)) }

// placed gives a finding in the text looked at its place in the level's own.
func (l *level) placed(f Finding) Finding {
	for i := l.made - 1; i >= 0; i-- {
		f.Start, f.End = l.flats[i].Source(f.Start, f.End)
	}
	return f
}

// run looks into an encoded run. One that no disguise of a character touches was
// looked at a layer below.
func (l *level) run(r disguise.Run) {
	if l.made > 0 {
		from, to := l.flats[l.made-1].Source(r.Start, r.End)
		if l.below[from:to] == l.text[r.Start:r.End] {
			return
		}
	}
	for _, f := range l.inside(r, l.text[r.Start:r.End], l.depth+l.made+1) {
		l.add(f)
	}
}

// inside returns what is in an encoded run, which is written so. Each finding is
// the whole run. Where a run is pieces put together, only what no piece has whole
// is one of its findings, and of what is plain in it only what may span pieces: an
// encoded run that reads well across them does so by no chance.
func (u *unmasker) inside(r disguise.Run, written string, depth int) []Finding {
	var out []Finding
	if r.Bomb {
		out = append(out, Finding{Type: Unscannable, Rule: RuleBomb, Start: r.Start, End: r.End, Score: 1})
	}
	if r.Text == "" {
		return out
	}
	if r.Kind == disguise.Split && disguise.Plain(r.Text) && !u.set.joinsIn(r.Text, u.tried[:0]) {
		return out // what is encoded over the end of a line is a run of its own
	}
	if !u.spend(len(r.Text)) {
		return append(out, Finding{Type: Unscannable, Rule: RuleBudget, Start: r.Start, End: r.End, Score: 1})
	}
	joins := loose(r.Kind)
	for _, f := range u.only(r.Text, depth, joins) {
		if joins && f.Type != Unscannable && strings.Contains(written, r.Text[f.Start:f.End]) {
			continue
		}
		f.Start, f.End = r.Start, r.End
		if !slices.ContainsFunc(out, func(o Finding) bool { return o.Type == f.Type && o.Score >= f.Score }) {
			out = append(out, f)
		}
	}
	return out
}

// believed says whether a finding counts where two strings were joined.
func (s *Set) believed(f Finding) bool { return f.Type == Unscannable || s.Joins(f.Rule) }

// loose says whether a run is made of pieces that ordinary text may have side by
// side: what is found in them is believed where two strings joined would be. A row
// of single characters is none: nobody writes one by chance.
func loose(k disguise.Kind) bool {
	return k == disguise.Joined || k == disguise.Split
}

// spend takes decoded bytes off the budget.
func (u *unmasker) spend(n int) bool {
	u.left -= n
	return u.left >= 0
}
