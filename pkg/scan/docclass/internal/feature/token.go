package feature

// Kinds of words, by their shape.
const (
	kindStart  = iota // the line's start
	kindLower         // word
	kindTitle         // Word
	kindUpper         // WORD
	kindCamel         // twoWords
	kindMixed         // letters and digits
	kindNumber        // one or two digits; each further digit is a kind of its own, up to kindMost
	kindMost   = kindNumber + 4
	kindEnd    = 15 // the line's end
)

const (
	maxWord  = 40 // bytes; a longer run is several words
	maxSigns = 4  // signs between two words that count
	columns  = 3  // blanks between two words from which on they stand in columns
	gram     = 4  // letters that count together

	// FNV-1a, 32 bits.
	offset = 2166136261
	prime  = 16777619
)

// tokens adds the words of a line, the signs between them and how they go together. line has no blanks at its ends.
func (s *Scratch) tokens(line string) {
	s.kind = kindStart
	first := true
	for at := 0; at < len(line); {
		word, between, n := signs(line, at)
		before := s.kind
		if n > 0 {
			s.add(saltSigns, between)
		}
		if word == len(line) {
			s.add(saltBetween, mix(between, before*16+kindEnd))
			return
		}
		at = word + 1
		for at < len(line) && at-word < maxWord && isWord(line[at]) {
			at++
		}
		h := s.word(line[word:at])
		s.add(saltBetween, mix(between, before*16+s.kind))
		if first {
			s.add(saltFirst, h)
			first = false
		}
	}
}

// signs gives the next word from at on, or the line's end, and a hash of the signs before it, of which there are n.
// Runs of blanks count as one.
func signs(line string, at int) (end int, hash uint32, n int) {
	hash = offset
	for end = at; end < len(line) && !isWord(line[end]); end++ {
		switch c := line[end]; {
		case !blank(c):
			if n++; n <= maxSigns {
				hash = mix(hash, uint32(c))
			}
		case end == at || !blank(line[end-1]):
			hash = mix(hash, ' ')
		}
	}
	if n == 0 && end-at >= columns {
		hash = mix(hash, '\t')
	}
	return end, hash, n
}

// word adds one word, with the one before it and its runs of letters, and gives its hash. Digits count by how many
// they are.
func (s *Scratch) word(w string) uint32 {
	h := uint32(offset)
	var upper, digits, turns int
	for i := range len(w) {
		c := w[i]
		switch {
		case c >= '0' && c <= '9':
			digits++
			c = '0'
		case c >= 'A' && c <= 'Z':
			if upper++; i > 0 && w[i-1] >= 'a' && w[i-1] <= 'z' {
				turns++
			}
			c |= 0x20
		}
		h = (h ^ uint32(c)) * prime
		if i+1 < gram || digits > 0 {
			continue
		}
		g := uint32(c) | uint32(w[i-1]|0x20)<<8 | uint32(w[i-2]|0x20)<<16 | uint32(w[i-3]|0x20)<<24
		s.add(saltGram, g)
		if i+1 == gram {
			s.add(saltStart, g)
		}
		if i == len(w)-1 {
			s.add(saltEnd, g)
		}
	}
	kind := kindOf(len(w), upper, digits, turns)
	s.add(saltWord, h)
	s.add(saltPair, mix(s.last, h))
	s.add(saltKind, kind)
	s.add(saltKinds, s.kind*16+kind)
	s.add(saltShape, mix(s.last, kind))
	s.last, s.kind = h, kind
	return h
}

func kindOf(length, upper, digits, turns int) uint32 {
	switch {
	case digits == length:
		return min(kindNumber+uint32(max(length, 2)-2), kindMost)
	case digits > 0:
		return kindMixed
	case turns > 0:
		return kindCamel
	case upper == length && upper > 1:
		return kindUpper
	case upper > 0:
		return kindTitle
	}
	return kindLower
}
