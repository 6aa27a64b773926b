package scan

import (
	"sync"
	"unicode/utf8"

	"sluice/pkg/scan/disguise"
	"sluice/pkg/scan/rule"
)

// A text that is written in rot13 or back to front still has the literals of its
// secrets, turned in the same way. So each detector of secrets with a literal
// that is long enough not to stand in words by chance gets two that are woken by
// the turned literal, and ask it about the turned window.

const (
	turnedReach = 512 // bytes of a turned secret that are looked at
	turnedLeast = 4   // bytes of a literal, three of them letters where letters turn
	turnedSide  = 64  // bytes beside a turned secret that its detector may read
)

// turnable are the bytes of a text written back to front that are looked at: a
// secret in prose that is turned whole stands between blanks, but for those
// between it and its name.
var turnable = rule.Bytes("!-~")

// turned returns the detectors that find what d finds in turned text. They
// report under the rule of d.
func turned(d compiled) []compiled {
	if d.Type != Secret || d.Digits || d.Hold.Look != nil || d.Hold.Back != nil && d.Before == 0 {
		return nil
	}
	var rotated, reversed []string
	for _, l := range d.Literals {
		if letters(l) >= turnedLeast-1 && len(l) >= turnedLeast {
			rotated = append(rotated, disguise.Rot13(l))
		}
		if r := disguise.Reverse(l); len(l) >= turnedLeast && r != l {
			reversed = append(reversed, r)
		}
	}
	original := d
	next := sync.OnceValue(func() *follow { return newFollow(&original) })
	var out []compiled
	if len(rotated) > 0 {
		r := shell(d, rotated)
		r.Find = func(text string, at, end int) (int, int, float64) {
			if n := next(); end == len(text) && !n.end || end < len(text) && !n.has(disguise.Rot13Byte(text[end])) {
				return 0, 0, 0
			}
			return original.findRotated(text, at, end)
		}
		r.Hold = rule.Hold{Ends: endsAfter(turnedReach + turnedSide)}
		if d.Before > 0 {
			r.Hold.Most, r.Hold.Back = d.Before, func(_ string, at int) int { return max(at-d.Before, 0) }
		}
		out = append(out, r)
	}
	if len(reversed) > 0 {
		r := shell(d, reversed)
		r.Find = func(text string, at, end int) (int, int, float64) {
			if n := next(); at == 0 && !n.end || at > 0 && text[at-1] < utf8.RuneSelf && !n.has(text[at-1]) || !original.mayBack(text, at, end) {
				return 0, 0, 0
			}
			return original.findReversed(text, at, end)
		}
		r.Hold = rule.Hold{Ends: endsAfter(turnedSide), Back: turnedBack, Most: turnedReach}
		out = append(out, r)
	}
	return out
}

// mayBack says whether the detector's table lets anything be found in a text read back
// to front, whose literal is text[at:end].
func (d *compiled) mayBack(text string, at, end int) bool {
	if d.watch.reach == nil {
		return true
	}
	from := at // the literal's last byte, where Reach begins
	if d.Find == nil {
		if from = end - 1 + d.Before; from >= len(text) {
			return false
		}
	}
	stop := 0
	if d.watch.width > 0 {
		stop = max(0, from-d.watch.width+1)
	}
	return d.watch.reach.Table().MayBackAt(text, from, stop, d.watch.look)
}

func shell(d compiled, literals []string) compiled {
	var c compiled
	c.Rule, c.Type, c.Score, c.Joins, c.Fold, c.Literals, c.turned = d.Rule, d.Type, d.Score, d.Joins, d.Fold, literals, true
	return c
}

func letters(s string) int { return rule.KindsOf(s).Letters() }

// endsAfter is a Hold.Ends for what reads size bytes from the literal on.
func endsAfter(size int) func(string, int, *rule.Progress) bool {
	return func(text string, at int, p *rule.Progress) bool {
		p.At = min(at+size, len(text))
		return len(text) >= at+size
	}
}

func (d *compiled) findRotated(text string, at, end int) (int, int, float64) {
	from, to := max(0, at-d.Before-turnedSide), min(len(text), at+turnedReach)
	return d.inWindow(disguise.Rot13(text[from:to]), at-from, end-from, func(a, b int) (int, int) { return from + a, from + b })
}

func (d *compiled) findReversed(text string, at, end int) (int, int, float64) {
	from, to := turnedBack(text, at), min(len(text), end+turnedSide)
	return d.inWindow(disguise.Reverse(text[from:to]), to-end, to-at, func(a, b int) (int, int) { return to - b, to - a })
}

// inWindow asks the detector about a literal in a turned window, and turns what
// it finds back.
func (d *compiled) inWindow(window string, at, end int, back func(a, b int) (int, int)) (int, int, float64) {
	for _, f := range d.try(window, at, end, nil) {
		start, stop := back(f.Start, f.End)
		return start, stop, f.Score
	}
	return 0, 0, 0
}

// turnedBack is the Hold.Back of all that is written back to front.
func turnedBack(text string, at int) int {
	i := at
	for i > 0 && at-i < turnedReach {
		if turnable.Has(text[i-1]) {
			i--
			continue
		}
		j := blanksBack(text, i)
		if j == i || j == 0 || !turnable.Has(text[j-1]) || i < len(text) && !assigns(text[i]) && !assigns(text[j-1]) {
			break
		}
		i = j
	}
	return max(i, at-turnedReach)
}

// blanksBack returns where the blanks before i begin, of which two at most stand
// beside what assigns.
func blanksBack(text string, i int) int {
	j := i
	for j > 0 && i-j < 2 && text[j-1] == ' ' {
		j--
	}
	return j
}

// assigns says whether a byte stands between a name and its value: the value of
// what is turned whole stands before it.
func assigns(b byte) bool { return b == '=' || b == ':' }
