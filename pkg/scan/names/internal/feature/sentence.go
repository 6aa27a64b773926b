package feature

// Sentence is the tokens of one sentence with what their features need. It is scratch memory, some 150 KB, to be used
// again; it is for one goroutine at a time.
type Sentence struct {
	lexicon        *Lexicon
	n              int
	uppers, lowers int
	style          uint64 // of the letters: 0 both, 1 none is a capital, 2 most are
	signs          int    // of programs
	program        uint64 // how many of the tokens are such, 0 to 3
	tokens         [MaxSentence]Token
	places         [MaxSentence]int16 // by part of a word's hash: one more than the last token that had it
	last           Token              // stands for what is before the first and after the last
}

// far bounds the distances that a token knows.
const far = 7

// NewSentence gives memory for sentences.
func NewSentence(l *Lexicon) *Sentence { return &Sentence{lexicon: l} }

// Read takes in a sentence of at most MaxSentence bytes, in place of the one before.
func (s *Sentence) Read(text string) {
	s.tokenize(text)
	switch {
	case s.uppers == 0:
		s.style = 1
	case s.uppers > s.lowers:
		s.style = 2
	default:
		s.style = 0
	}
	switch {
	case s.signs*50 < s.n:
		s.program = 0
	case s.signs*12 < s.n:
		s.program = 1
	case s.signs*5 < s.n:
		s.program = 2
	default:
		s.program = 3
	}
	number, street, line := uint8(far), uint8(far), int16(0)
	for i := range s.n {
		t := &s.tokens[i]
		if t.shape != sign {
			t.mask = s.lexicon.mask(t.word)
			if t.mask == 0 && t.capital() && s.lexicon.compound(text[t.Start:t.End]) {
				t.mask = Compound
			}
			t.class = brief(t.mask)
		}
		t.number, t.street = number, street
		if t.shape >= digits {
			number = 0
		}
		if t.mask&Street != 0 {
			street = 0
		}
		number, street = min(number+1, far), min(street+1, far)
		if t.follows == newline {
			line = int16(i)
		}
		t.lineFirst = line
	}
	ahead := uint8(far)
	for i := s.n - 1; i >= 0; i-- {
		t := &s.tokens[i]
		t.ahead = ahead
		if t.mask&Street != 0 {
			ahead = 0
		}
		ahead = min(ahead+1, far)
	}
	s.runs()
	s.lists()
	s.telling()
	s.repeats()
}

// repeats finds the tokens that may be of a name and stand elsewhere in the sentence too. A word in between that falls
// in the same place hides that: short words often do.
func (s *Sentence) repeats() {
	clear(s.places[:])
	for i := range s.n {
		t := &s.tokens[i]
		t.again = -1
		if !t.Wordlike() || t.mask&Frequent != 0 {
			continue
		}
		place := &s.places[t.word>>32%MaxSentence]
		if j := *place - 1; j >= 0 && s.tokens[j].word == t.word {
			t.again = j
			if s.tokens[j].again < 0 {
				s.tokens[j].again = int16(i)
			}
		}
		*place = int16(i + 1)
	}
}

// runs finds the runs of capitalised tokens, with the signs that join them.
func (s *Sentence) runs() {
	for i := 0; i < s.n; {
		if !s.tokens[i].capital() {
			s.tokens[i].runFirst, s.tokens[i].runEnd = int16(i), int16(i+1)
			i++
			continue
		}
		end := i + 1
		for end < s.n && s.tokens[end].follows != newline {
			t := &s.tokens[end]
			joins := t.shape == sign && end+1 < s.n && s.tokens[end+1].capital() && s.tokens[end+1].follows != newline &&
				(t.word == ampersand || t.follows == glued && (t.word == hyphen && s.tokens[end+1].follows == glued || t.word == dot && t.Start-s.tokens[end-1].Start <= 2))
			if !t.capital() && !joins {
				break
			}
			end++
		}
		for j := i; j < end; j++ {
			s.tokens[j].runFirst, s.tokens[j].runEnd = int16(i), int16(end)
		}
		i = end
	}
}

const (
	ampersand = (offset ^ '&') * prime & (1<<64 - 1)
	hyphen    = (offset ^ '-') * prime & (1<<64 - 1)
	dot       = (offset ^ '.') * prime & (1<<64 - 1)
)

func (t *Token) capital() bool {
	return t.shape == title || t.shape == initial || t.shape == capitals || t.shape == inner || t.shape == camel
}

// Len is the number of tokens.
func (s *Sentence) Len() int { return s.n }

// Token gives token i.
func (s *Sentence) Token(i int) *Token { return &s.tokens[i] }

// at gives token i, or the edge.
func (s *Sentence) at(i int) *Token {
	if uint(i) < uint(s.n) {
		return &s.tokens[i]
	}
	return &s.last
}
