package injection

// push takes a word that was read into the buffer. Single letters wait: they
// may spell a word.
func (r *reader) push(start, end int) {
	if r.size == 1 && r.word[0] >= 'a' {
		if r.spells == maxSpell {
			r.flush()
		}
		r.spell[r.spells] = letterAt{start, end, r.word[0], r.mark}
		r.spells++
		return
	}
	r.flush()
	if r.size > maxWord {
		r.emit(start, end, 0, r.mark)
		return
	}
	word := r.word[:r.size]
	id := r.book.vocabulary.lookup(word, r.hash)
	if id == 0 && r.digits {
		id = r.unleet(word)
	}
	if id == 0 && r.size >= minGlued && r.glued(word, start, end) {
		return
	}
	r.emit(start, end, id, r.mark)
}

func (r *reader) emit(start, end int, id uint16, mark flags) {
	r.toks[r.n] = token{start, end, id, mark}
	r.n++
}

// minUnleet is how many letters a word has beside its digits, to be read so:
// names such as a1 are not.
const minUnleet = 3

// unleet looks a word up with the digits in it read as the letters that they
// look like.
func (r *reader) unleet(word []byte) uint16 {
	var plain [maxWord]byte
	letters := 0
	for i, c := range word {
		if c > '9' {
			letters++
			plain[i] = c
			continue
		}
		switch plain[i] = "oizeasgtbg"[c-'0' : c-'0'+1][0]; c {
		case '2', '6', '9':
			return 0
		}
	}
	if letters < minUnleet {
		return 0
	}
	return r.book.vocabulary.find(plain[:len(word)])
}

// A word that is glued together has minGlued letters or more, and is nothing
// but minParts words of three letters or more (or of two, after the first).
const (
	minGlued = 14
	minParts = 3
)

// glued takes a long word apart where it is nothing but words of the
// vocabulary: ignorepreviousinstructions. It reports whether it was one.
func (r *reader) glued(word []byte, start, end int) bool {
	if end-start != len(word) {
		return false // offsets would be wrong; such words are not common
	}
	var parts [maxWord]int
	n := 0
	for at := 0; at < len(word); n++ {
		size := r.longest(word[at:], 2)
		if size == 0 {
			return false
		}
		parts[n] = size
		at += size
	}
	if n < minParts {
		return false
	}
	mark := r.mark
	for _, size := range parts[:n] {
		r.emit(start, start+size, r.book.vocabulary.find(word[:size]), mark)
		word, start, mark = word[size:], start+size, 0
	}
	return true
}

// longest returns the length of the longest word of the vocabulary that word
// begins with, at least min letters, or 0.
func (r *reader) longest(word []byte, min int) int {
	for size := r.book.vocabulary.longest; size >= min; size-- {
		if size <= len(word) && r.book.vocabulary.find(word[:size]) != 0 {
			return size
		}
	}
	return 0
}

// minSpelled is how many single letters in a row may spell words.
const minSpelled = 5

// flush takes the single letters that wait into the buffer: as words, where
// they spell some ("i g n o r e"), otherwise one by one.
func (r *reader) flush() {
	n := r.spells
	r.spells = 0
	for from := 0; from < n; {
		to := from + 1
		for n >= minSpelled && to < n && r.spell[to].flags&atWide == 0 {
			to++
		}
		r.spelled(r.spell[from:to])
		from = to
	}
}

func (r *reader) spelled(letters []letterAt) {
	var word [maxSpell]byte
	for i, l := range letters {
		word[i] = l.letter
	}
	for at := 0; at < len(letters); {
		size := 1
		if len(letters) > 1 {
			if s := r.longest(word[at:len(letters)], 2); s > 0 {
				size = s
			}
		}
		r.emit(letters[at].start, letters[at+size-1].end, r.book.vocabulary.find(word[at:at+size]), letters[at].flags)
		at += size
	}
}
