package llamaguard

// lineLetters bounds how much of a line is read: longer than any line of a template that begins with its letters, and
// than any verdict.
const lineLetters = 192

// lines finds each line that reads like a line of the template, and puts quoted before it.
func (m marks) lines(edits []edit, glyphs []glyph) []edit {
	for start := 0; start < len(glyphs); {
		stop := start
		for stop < len(glyphs) && glyphs[stop].kind != line {
			stop++
		}
		if m.line(glyphs[start:stop]) {
			edits = append(edits, edit{int(glyphs[start].at), 0, quoted})
		}
		start = stop + 1
	}
	return edits
}

// line looks at the letters of a line and whether a colon follows its first word, skipping all else.
func (m marks) line(glyphs []glyph) bool {
	var letters [lineLetters]byte
	n, colonAfter := 0, -1 // colonAfter: the letters before the first colon
	whole := true
	for _, g := range glyphs {
		switch g.kind {
		case letter:
			if n == len(letters) {
				whole = false
			} else {
				letters[n] = g.letter
				n++
			}
		case colon:
			if colonAfter < 0 && n > 0 {
				colonAfter = n
			}
		}
		if !whole {
			break
		}
	}
	spelled := string(letters[:n])
	if colonAfter > 0 && m.turn(spelled[:colonAfter]) || m.begins(spelled) {
		return true
	}
	return whole && n > 0 && m.answer(spelled)
}
