package names

// even is the lead, in weights a token, at which a name scores 0.75.
const even = 400

// spans appends the names on the path.
func spans(s *scratch, text string, n, base int, found []Span) []Span {
	for i := 0; i < n; {
		label := int(s.path[i])
		if label == outside {
			i++
			continue
		}
		end := i + 1
		for end < n && int(s.path[end]) == label+1 {
			end++
		}
		if end < n && s.sentence.Token(end).Glued() && text[s.sentence.Token(end).Start] == ')' && opens(s, text, i, end) {
			end++
		}
		if end-i > 2 && text[s.sentence.Token(end-1).Start] == '.' && long(s, end-2) {
			end-- // of the sentence
		}
		if kind := Kind(label / 2); plausible(s, text, i, end) {
			found = append(found, Span{
				Kind:  kind,
				Start: base + int(s.sentence.Token(i).Start),
				End:   base + int(s.sentence.Token(end-1).End),
				Score: lead(s, i, end),
			})
		}
		i = end
	}
	return found
}

// long reports whether token i is a number of so many digits that no dot belongs to it.
func long(s *scratch, i int) bool {
	t := s.sentence.Token(i)
	return t.Numeric() && t.End-t.Start >= longNumber
}

// opens reports whether the tokens have a bracket open.
func opens(s *scratch, text string, first, end int) bool {
	open := 0
	for i := first; i < end; i++ {
		switch text[s.sentence.Token(i).Start] {
		case '(':
			open++
		case ')':
			open--
		}
	}
	return open > 0
}

// plausible reports whether the tokens can be a name: it has a letter, and none of the signs of programs.
func plausible(s *scratch, text string, first, end int) bool {
	word := false
	for i := first; i < end; i++ {
		t := s.sentence.Token(i)
		word = word || t.Wordlike()
		switch text[t.Start] {
		case '=', '{', '}', '[', ']', '<', '|', '\\', '`', '_', '+', ';', '$', '*':
			return false
		case '(':
			if t.Glued() {
				return false // a call
			}
		}
	}
	return word && (end-first > 1 || !called(s, text, first))
}

// called reports whether token i is a part of a program: a function that is called, or a member of something.
func called(s *scratch, text string, i int) bool {
	if i+1 < s.sentence.Len() && s.sentence.Token(i+1).Glued() && text[s.sentence.Token(i+1).Start] == '(' {
		return true
	}
	if i < 2 || !s.sentence.Token(i).Glued() || text[s.sentence.Token(i-1).Start] != '.' || !s.sentence.Token(i-1).Glued() {
		return false
	}
	owner := s.sentence.Token(i - 2)
	word := text[owner.Start:owner.End]
	return word == ")" || word == "]" || owner.Lower() && (len(word) > longestShort || !short(word))
}

// lead turns how much more the labels of a name weigh than none into a score.
func lead(s *scratch, first, end int) float64 {
	sum := 0
	for i := first; i < end; i++ {
		sum += int(s.emit[i][s.path[i]]) - int(s.emit[i][outside])
	}
	each := float64(max(0, sum)) / float64(end-first)
	return 0.5 + 0.5*(each/(each+even))
}
