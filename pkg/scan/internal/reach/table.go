// Package reach tells, byte by byte, whether a match of an expression can still go
// on. It is what a look at a text costs where most places are none, and says too much
// rather than too little: what it lets through, the expression itself must judge.
package reach

import "sync"

// Table says how an expression goes on. It may say so too long, never too short: long
// repetitions count only up to long, and any byte above 0x7f stands for any other. It
// does not change.
type Table struct {
	Class   [256]uint8
	Classes int
	Next    []uint16 // Next[state*Classes+class]; state 0 is the end
	Match   []bool   // the expression matches up to here
}

// Start is the state before the first byte.
const Start = 1

// Lazy makes its table when it is asked for it first: most detectors are never woken.
// It is safe for concurrent use.
type Lazy struct {
	once sync.Once
	expr string
	made *Table
}

// Of is a table of an expression, which is known to parse.
func Of(expr string) *Lazy { return &Lazy{expr: expr} }

func (l *Lazy) Table() *Table {
	l.once.Do(func() { l.made = compile(l.expr) })
	return l.made
}

// May says whether a match that begins at from can be in text[:stop].
func (t *Table) May(text string, from, stop int) bool {
	return t.MayAt(text, from, stop, stop-from)
}

// MayAt is May at a glance: of a text that decides nothing in so many bytes it
// says that it may.
func (t *Table) MayAt(text string, from, stop, glance int) bool {
	if t.Match[Start] {
		return true
	}
	state, last := Start, min(stop, from+glance)
	for i := from; i < last; i++ {
		if state = int(t.Next[state*t.Classes+int(t.Class[text[i]])]); state == 0 {
			return false
		}
		if t.Match[state] {
			return true
		}
	}
	return last < stop
}

// MayBackAt is MayAt for a text that is read back to front: from from on, down to stop.
func (t *Table) MayBackAt(text string, from, stop, glance int) bool {
	if t.Match[Start] {
		return true
	}
	state, last := Start, max(stop, from-glance+1)
	for i := from; i >= last; i-- {
		if state = int(t.Next[state*t.Classes+int(t.Class[text[i]])]); state == 0 {
			return false
		}
		if t.Match[state] {
			return true
		}
	}
	return last > stop
}
