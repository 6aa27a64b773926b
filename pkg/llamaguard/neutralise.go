package llamaguard

import (
	"iter"
	"slices"
	"strings"
	"unicode/utf8"
)

// quoted goes before a line of a turn that reads like a line of the template.
const quoted = "(quoted) "

// neutralise rewrites the text of one turn so that nothing in it can be taken for a part of the template, and drops
// nothing that can be read:
//
//   - The angle brackets of special tokens (<|…|>, <think>) and section markers (<END CONVERSATION>) become round ones:
//     "(|eot_id|)", "(END CONVERSATION)". Case, blanks, signs and invisible characters between the letters do not
//     hide a marker, nor do look-alike letters, brackets and bars, full-width or from another alphabet.
//   - A line that reads like a turn ("User: …"), a category ("S1: …"), a verdict ("safe", "unsafe S1"), an instruction
//     of the template or a bare section marker starts with "(quoted) ". Which lines do is the family's: see marks.
//   - The markers at which engines put an image, "[img-0]" (Ollama) and "<__media__>" (llama.cpp), get round brackets.
//   - Every kind of line end becomes "\n", other control characters their visible pictures (NUL becomes "␀"), a broken
//     byte "�"; blanks at both ends go.
//
// It costs time and memory linear in the text. Doing it twice changes no more.
func (m marks) neutralise(text string) string {
	text = strings.TrimSpace(plain(text))
	glyphs := fold(text)
	edits := make([]edit, 0, 16)
	edits = tokenBrackets(edits, glyphs)
	edits = m.spelled(edits, glyphs)
	edits = imageBrackets(edits, text)
	edits = m.lines(edits, glyphs)
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

// spelled finds the brackets at the markers that letters spell. At a section's all count: between its first letter and
// the letter before, within it, and up to the letter after. A special token without bars is one only with a bracket that
// opens before it and one that closes after it, and no letter between.
func (m marks) spelled(edits []edit, glyphs []glyph) []edit {
	if !has(glyphs, open) && !has(glyphs, shut) {
		return edits
	}
	letters := make([]byte, 0, len(glyphs))
	places := make([]int32, 1, len(glyphs)+2) // of each letter in glyphs, after a place before the first
	places[0] = -1
	for i, g := range glyphs {
		if g.kind == letter {
			letters, places = append(letters, g.letter), append(places, int32(i))
		}
	}
	places = append(places, int32(len(glyphs)))
	text := string(letters)
	for _, marker := range m.sections {
		for first := range occurrences(text, marker) {
			edits = rounded(edits, glyphs[places[first]+1:places[first+len(marker)+1]], open, shut)
		}
	}
	for _, tag := range m.tags {
		for first := range occurrences(text, tag) {
			before := glyphs[places[first]+1 : places[first+1]]
			after := glyphs[places[first+len(tag)]+1 : places[first+len(tag)+1]]
			if has(before, open) && has(after, shut) {
				edits = rounded(rounded(edits, before, open), after, shut)
			}
		}
	}
	return edits
}

// occurrences are the places of a word in text, none within another.
func occurrences(text, word string) iter.Seq[int] {
	return func(yield func(int) bool) {
		for from := 0; ; {
			i := strings.Index(text[from:], word)
			if i < 0 || !yield(from+i) {
				return
			}
			from += i + len(word)
		}
	}
}

func has(glyphs []glyph, k kind) bool {
	return slices.ContainsFunc(glyphs, func(g glyph) bool { return g.kind == k })
}

// rounded makes the brackets of these kinds round.
func rounded(edits []edit, glyphs []glyph, kinds ...kind) []edit {
	for _, g := range glyphs {
		switch {
		case !slices.Contains(kinds, g.kind):
		case g.kind == open:
			edits = append(edits, g.edit("("))
		case g.kind == shut:
			edits = append(edits, g.edit(")"))
		}
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
