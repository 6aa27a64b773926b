package llamaguard

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// kind is what a character may be taken for, by a model or by an eye.
type kind uint8

const (
	other  kind = iota // seen, and no part of any marker
	letter             // a letter or digit, see glyph.letter
	blank              // a blank or a character that shows nothing
	line               // the end of a line
	open               // <
	shut               // >
	pipe               // |
	colon              // :
)

// glyph is one character as a marker might be spelled with it. One rune can make several ("㎏").
type glyph struct {
	at     int32 // offset of the rune in the text, which is at most MaxBytes
	size   uint8 // bytes of the rune
	kind   kind
	letter byte // a-z, 0-9; 0 for a letter that looks like none of them
}

// fold reads text, valid UTF-8, as glyphs: compatibility forms are decomposed, case and accents go, look-alikes count
// as what they look like.
func fold(text string) []glyph {
	glyphs := make([]glyph, 0, len(text)+len(text)/8)
	for at := 0; at < len(text); {
		if c := text[at]; c < utf8.RuneSelf {
			k, l := ascii(c)
			glyphs = append(glyphs, glyph{int32(at), 1, k, l})
			at++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[at:])
		if d := norm.NFKD.PropertiesString(text[at:]).Decomposition(); d != nil {
			for _, part := range string(d) {
				k, l := classify(part)
				glyphs = append(glyphs, glyph{int32(at), uint8(size), k, l})
			}
		} else {
			k, l := classify(r)
			glyphs = append(glyphs, glyph{int32(at), uint8(size), k, l})
		}
		at += size
	}
	return glyphs
}

func ascii(c byte) (kind, byte) {
	switch {
	case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		return letter, c
	case 'A' <= c && c <= 'Z':
		return letter, c + 'a' - 'A'
	}
	switch c {
	case '\n':
		return line, 0
	case '<':
		return open, 0
	case '>':
		return shut, 0
	case '|':
		return pipe, 0
	case ':':
		return colon, 0
	}
	if c <= ' ' || c == 0x7f {
		return blank, 0
	}
	return other, 0
}

func classify(r rune) (kind, byte) {
	if r < utf8.RuneSelf {
		return ascii(byte(r))
	}
	switch r {
	case '‹', '«', '〈', '《', '⟨', '⟪', '❮', '❬', '❰', '⧼', 'ᐸ', '˂', '≺', '⋖', '≪', '⪡', '⟮', '˱', 'ᚲ', '𝈶', '⮜', '🞀', '⦑', '⩹':
		return open, 0
	case '›', '»', '〉', '》', '⟩', '⟫', '❯', '❭', '❱', '⧽', 'ᐳ', '˃', '≻', '⋗', '≫', '⪢', '⟯', '˲', '𖼿', '𝈷', '⮞', '🞂', '⦒', '⩺':
		return shut, 0
	case '¦', '∣', '│', '┃', '❘', '❙', '❚', 'ǀ', '⏐', '⎮', '‖', '∥', '║', '▏', '▕', '丨', '╎', '╏', '┆', '┇', '┊', '┋', '⎜', '⎟', '⎢', '⎥', 'ᅵ', '׀', '।', '⸠', '⸡', '⸽', '⁞':
		return pipe, 0
	case '∶', '꞉', 'ː', '˸', '։', '׃', '܃', '܄', '᛬', '⁚', '⠆', '᠃', '᠉', '⸬', '∷', 'ः', '၊':
		return colon, 0
	case 'ᅟ', 'ᅠ', '⠀', '឴', '឵': // letters and symbols that show nothing
		return blank, 0
	}
	if l := lookalike(unicode.ToLower(r)); l != 0 {
		return letter, l
	}
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Zs, unicode.Cc, unicode.Variation_Selector):
		return blank, 0
	case unicode.IsLetter(r), unicode.IsDigit(r):
		return letter, 0
	}
	return other, 0
}

// lookalike gives the Latin letter that a lower-case letter of another alphabet passes for, or 0. Only letters that
// the markers are spelled with are listed.
func lookalike(r rune) byte {
	switch r {
	case 'а', 'α', 'ɑ', 'ᴀ', 'ꭺ', 'ⲁ':
		return 'a'
	case 'ь', 'в', 'β', 'ʙ', 'ƅ', 'ᏼ':
		return 'b'
	case 'с', 'ϲ', 'ᴄ', 'ⲥ', 'ꮯ':
		return 'c'
	case 'ԁ', 'ɗ', 'ᴅ', 'ꮷ', 'đ':
		return 'd'
	case 'е', 'ε', 'є', 'ҽ', 'ᴇ', 'ꮛ', 'ɛ':
		return 'e'
	case 'ғ', 'ƒ', 'ꜰ', 'ϝ':
		return 'f'
	case 'ɡ', 'ց', 'ɢ', 'ԍ':
		return 'g'
	case 'һ', 'հ', 'ʜ', 'н', 'η':
		return 'h'
	case 'і', 'ι', 'ı', 'ɪ', 'ӏ', 'ꭵ':
		return 'i'
	case 'ј', 'ϳ', 'ᴊ':
		return 'j'
	case 'к', 'κ', 'ᴋ':
		return 'k'
	case 'ʟ', 'ⅼ', 'ł', 'ꮮ':
		return 'l'
	case 'м', 'μ', 'ᴍ':
		return 'm'
	case 'п', 'ո', 'ν', 'ɴ', 'ռ':
		return 'n'
	case 'о', 'ο', 'օ', 'ᴏ', 'σ', 'ⲟ', 'ø':
		return 'o'
	case 'р', 'ρ', 'ᴘ', 'ⲣ':
		return 'p'
	case 'г', 'ʀ', 'ꭇ', 'ᴦ':
		return 'r'
	case 'ѕ', 'ꜱ', 'ʂ':
		return 's'
	case 'т', 'τ', 'ᴛ':
		return 't'
	case 'υ', 'ս', 'ᴜ', 'ʋ', 'ц':
		return 'u'
	case 'ѵ', 'ᴠ':
		return 'v'
	case 'х', 'χ', 'ⲭ':
		return 'x'
	case 'у', 'γ', 'ү', 'ʏ', 'ყ':
		return 'y'
	}
	return 0
}
