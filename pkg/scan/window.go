package scan

import "strings"

// window is the end of a text that grows. What it gives out is never written to
// again, so that no piece is copied more than a few times.
type window struct {
	buf  strings.Builder
	text string
	at   int // the place where text begins
}

// append adds a piece, and may drop what stands before the place keep.
func (w *window) append(piece string, keep int) {
	if w.buf.Cap()-w.buf.Len() < len(piece) || w.buf.Len() == 0 {
		drop := max(0, keep-w.at)
		rest := w.text[drop:]
		w.buf = strings.Builder{}
		w.buf.Grow(max(MaxHeld, 2*(len(rest)+len(piece))))
		w.buf.WriteString(rest)
		w.at += drop
	}
	w.buf.WriteString(piece)
	w.text = w.buf.String()
}

func (w *window) end() int { return w.at + len(w.text) }

func (w *window) slice(from, to int) string { return w.text[from-w.at : to-w.at] }
