package scan

import "sluice/pkg/scan/disguise"

// touched tells where a text differs from the one that it was made of by taking
// disguises off. Elsewhere whatever there is to find has been found in that one. A
// nil touched is a text that was made of none.
type touched struct {
	blocks []int32 // how many places were decoded before each block of touchedBlock bytes
}

const touchedBlock = 32

// note reads a flat that gave out a text of size bytes.
func (t *touched) note(flat *disguise.Flat, size int) {
	n := size/touchedBlock + 2
	if cap(t.blocks) < n {
		t.blocks = make([]int32, n)
	}
	t.blocks = t.blocks[:n]
	clear(t.blocks)
	flat.Places(func(at int) { t.blocks[at/touchedBlock+1]++ })
	for i := 1; i < n; i++ {
		t.blocks[i] += t.blocks[i-1]
	}
}

// in says whether a place was decoded between two offsets, or about there.
func (t *touched) in(from, to int) bool {
	if t == nil {
		return true
	}
	a, b := max(0, from/touchedBlock), min(to/touchedBlock+1, len(t.blocks)-1)
	return t.blocks[b] > t.blocks[a]
}

// lookBack is how far before its finding a detector may read.
const lookBack = streamContext / 2

// segments calls with the stretches of text outside which every run was one before.
func (t *touched) segments(text string, each func(from, to int)) {
	done := 0
	for b := 0; b+1 < len(t.blocks); b++ {
		if t.blocks[b+1] == t.blocks[b] {
			continue
		}
		from := disguise.QuietBefore(text, done, b*touchedBlock-2)
		to := disguise.QuietAfter(text, from, (b+1)*touchedBlock+2)
		if from < to {
			each(from, to)
		}
		done, b = to, max(b, to/touchedBlock-1)
	}
}

// span returns where what a detector reads ends, for a wake-up text[at:end], and
// false where nothing bounds it.
func (d *compiled) span(end int) (int, bool) {
	if d.watch.reach == nil || d.watch.width == 0 {
		return 0, false
	}
	return end + d.watch.width + d.Hold.After, true
}

// asks says whether a detector is to be asked about a wake-up in a text that was
// made of another.
func (t *touched) asks(d *compiled, at, end int) bool {
	if t == nil {
		return true
	}
	to, ok := d.span(end)
	return !ok || t.in(at-lookBack-max(d.Before, d.Hold.Most), to)
}
