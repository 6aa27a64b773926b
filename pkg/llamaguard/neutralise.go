package llamaguard

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// quoted goes before a line of a turn that reads like a line of the template.
const quoted = "(quoted) "

// neutralise rewrites the text of one turn so that nothing in it can be taken for a part of the template, and drops
// nothing that can be read:
//
//   - The angle brackets of special tokens (<|…|>) and section markers (<END CONVERSATION>) become round ones:
//     "(|eot_id|)", "(END CONVERSATION)". Case, blanks, signs and invisible characters between the letters do not
//     hide a marker, nor do look-alike letters, brackets and bars, full-width or from another alphabet.
//   - A line that reads like a turn ("User: …"), a category ("S1: …"), a verdict ("safe", "unsafe S1"), an instruction
//     of the template or a bare section marker starts with "(quoted) ".
//   - The markers at which engines put an image, "[img-0]" (Ollama) and "<__media__>" (llama.cpp), get round brackets.
//   - Every kind of line end becomes "\n", other control characters their visible pictures (NUL becomes "␀"), a broken
//     byte "�"; blanks at both ends go.
//
// It costs time and memory linear in the text. Doing it twice changes no more.
func neutralise(text string) string {
	text = strings.TrimSpace(plain(text))
	glyphs := fold(text)
	edits := make([]edit, 0, 16)
	edits = tokenBrackets(edits, glyphs)
	edits = sectionBrackets(edits, glyphs)
	edits = imageBrackets(edits, text)
	edits = lines(edits, glyphs)
	return apply(text, edits)
}

// plain makes text valid UTF-8 with "\n" as its only line end and, beside tabs, its only control character.
func plain(text string) string {
	if strings.IndexFunc(text, special) < 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text) + 64)
	text = strings.ReplaceAll(text, "\r\n", "\n")
	for _, r := range text { // a broken byte comes as U+FFFD
		switch {
		case !special(r) || r == utf8.RuneError:
			b.WriteRune(r)
		case strings.ContainsRune("\r\v\f\u0085\u2028\u2029", r):
			b.WriteByte('\n')
		case r < ' ':
			b.WriteRune('␀' + r)
		default: // DEL and C1
			b.WriteRune('␡')
		}
	}
	return b.String()
}

func special(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || 0x7f <= r && r < 0xa0 || r == '\u2028' || r == '\u2029' || r == utf8.RuneError
}

// tokenBrackets finds an open bracket before a bar and a closing one after a bar, with nothing seen between.
func tokenBrackets(edits []edit, glyphs []glyph) []edit {
	before := glyph{kind: other}
	for _, g := range glyphs {
		if g.kind == blank || g.kind == line {
			continue
		}
		if before.kind == open && g.kind == pipe {
			edits = append(edits, before.edit("("))
		}
		if before.kind == pipe && g.kind == shut {
			edits = append(edits, g.edit(")"))
		}
		before = g
	}
	return edits
}

// sections are the section markers by their letters alone.
func sections() []string {
	return []string{"beginconversation", "endconversation", "beginunsafecontentcategories", "endunsafecontentcategories"}
}

// sectionBrackets finds the brackets next to a section marker: between its first letter and the letter before, within
// it, and up to the letter after.
func sectionBrackets(edits []edit, glyphs []glyph) []edit {
	if !slices.ContainsFunc(glyphs, func(g glyph) bool { return g.kind == open || g.kind == shut }) {
		return edits
	}
	spelled := make([]byte, 0, len(glyphs))
	places := make([]int32, 0, len(glyphs)) // of each letter in glyphs
	for i, g := range glyphs {
		if g.kind == letter {
			spelled, places = append(spelled, g.letter), append(places, int32(i))
		}
	}
	text := string(spelled)
	for _, marker := range sections() {
		for from := 0; ; {
			i := strings.Index(text[from:], marker)
			if i < 0 {
				break
			}
			first, end := from+i, from+i+len(marker)
			start, stop := int32(0), int32(len(glyphs))
			if first > 0 {
				start = places[first-1] + 1
			}
			if end < len(places) {
				stop = places[end]
			}
			for _, g := range glyphs[start:stop] {
				edits = appendBracket(edits, g)
			}
			from = end
		}
	}
	return edits
}

func appendBracket(edits []edit, g glyph) []edit {
	switch g.kind {
	case open:
		return append(edits, g.edit("("))
	case shut:
		return append(edits, g.edit(")"))
	}
	return edits
}

// imageBrackets finds the two image markers, which engines match byte for byte.
func imageBrackets(edits []edit, text string) []edit {
	for _, m := range []struct {
		mark    string
		bracket int // the bracket's place in mark
		instead string
	}{{"[img-", 0, "("}, {"<__", 0, "("}, {"__>", 2, ")"}} {
		for from := 0; ; {
			i := strings.Index(text[from:], m.mark)
			if i < 0 {
				break
			}
			edits = append(edits, edit{from + i + m.bracket, 1, m.instead})
			from += i + len(m.mark)
		}
	}
	return edits
}
