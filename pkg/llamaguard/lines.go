package llamaguard

import "strings"

// lineLetters bounds how much of a line is read: longer than any line of the template and any verdict.
const lineLetters = 64

// lines finds each line that reads like a line of the template, and puts quoted before it.
func lines(edits []edit, glyphs []glyph) []edit {
	for start := 0; start < len(glyphs); {
		stop := start
		for stop < len(glyphs) && glyphs[stop].kind != line {
			stop++
		}
		if templateLine(glyphs[start:stop]) {
			edits = append(edits, edit{int(glyphs[start].at), 0, quoted})
		}
		start = stop + 1
	}
	return edits
}

// templateLine looks at the letters of a line and whether a colon follows its first word, skipping all else.
func templateLine(glyphs []glyph) bool {
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
	if colonAfter > 0 {
		switch before := spelled[:colonAfter]; {
		case before == "user", before == "agent", codes(before) == 1:
			return true
		}
	}
	for _, start := range []string{
		"provideyoursafetyassessment", "firstlinemustread", "ifunsafeasecondline", "taskcheckifthereisunsafecontent",
		"beginconversation", "endconversation", "beginunsafecontentcategories", "endunsafecontentcategories",
	} {
		if strings.HasPrefix(spelled, start) {
			return true
		}
	}
	return whole && n > 0 && verdict(spelled)
}

// verdict reports whether letters, all those of a line, are an answer or a part of one.
func verdict(letters string) bool {
	for _, word := range []string{"unsafe", "safe"} {
		if after, ok := strings.CutPrefix(letters, word); ok {
			return after == "" || codes(after) > 0
		}
	}
	return codes(letters) > 0
}

// codes counts the category codes ("s1", "s10s3") that letters consist of, or gives 0.
func codes(letters string) int {
	n := 0
	for letters != "" {
		if letters[0] != 's' {
			return 0
		}
		digits := 1
		for digits < len(letters) && digits < 3 && '0' <= letters[digits] && letters[digits] <= '9' {
			digits++
		}
		if digits == 1 {
			return 0
		}
		letters, n = letters[digits:], n+1
	}
	return n
}
