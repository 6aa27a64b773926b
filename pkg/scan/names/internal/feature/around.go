package feature

// The words that join the items of a list, as tokens carry them.
const (
	comma = (offset ^ ',') * prime & (1<<64 - 1)
	or    = (((offset ^ 'o') * prime & (1<<64 - 1)) ^ 'r') * prime & (1<<64 - 1)
	and   = (((((offset ^ 'a') * prime & (1<<64 - 1)) ^ 'n') * prime & (1<<64 - 1)) ^ 'd') * prime & (1<<64 - 1)
)

// lists finds the lists of runs that commas and conjunctions join.
func (s *Sentence) lists() {
	for i := 0; i < s.n; {
		end, items := int(s.tokens[i].runEnd), uint8(1)
		for s.tokens[i].capital() {
			next := end
			for next < s.n && next < end+2 && s.tokens[next].joins() {
				next++
			}
			if next == end || next == s.n || !s.tokens[next].capital() {
				break
			}
			end, items = int(s.tokens[next].runEnd), min(items+1, most)
		}
		for j := i; j < end; j++ {
			s.tokens[j].listFirst, s.tokens[j].listEnd, s.tokens[j].items = int16(i), int16(end), items
		}
		i = end
	}
}

// most is the number of items of a list that are told apart.
const most = 4

// joins reports whether the token may stand between the items of a list.
func (t *Token) joins() bool {
	return t.follows != newline && (t.word == comma || t.word == and || t.word == or || t.word == ampersand)
}

// telling finds the nearest words on either side that are not everywhere.
func (s *Sentence) telling() {
	at := int16(-1)
	for i := range s.n {
		s.tokens[i].left = at
		if s.tokens[i].tells() {
			at = int16(i)
		}
	}
	at = -1
	for i := s.n - 1; i >= 0; i-- {
		s.tokens[i].right = at
		if s.tokens[i].tells() {
			at = int16(i)
		}
	}
}

func (t *Token) tells() bool { return t.shape == lower && t.mask&Frequent == 0 && t.mask&Common != 0 }
