package llamaguard

import "strings"

// maxAnswer is more bytes than the longest legal answer (all nine categories by name) with blanks around.
const maxAnswer = 512

// Verdict is what the model said of the last turn.
type Verdict struct {
	Unsafe     bool
	Score      float64  // P(unsafe), 0 to 1; without log-probabilities 1 or 0
	Scored     bool     // Score comes from log-probabilities
	Categories []string // codes of the family in the answer's order, none twice; nil if it names none

	// Shares are, for each of Categories, how probable its naming was; nil without scores. For reports: see shares.
	Shares []float64
}

// Parse reads an answer to a prompt that assessed this role, and its tokens, which may be none. Anything but a verdict
// in the family's words, with known categories exactly where it has any, is an *Error, and so is an answer of which its
// own log-probabilities say that another word was likelier. Blank lines around the answer and end-of-turn tokens after
// it are tolerated, nothing else is.
//
// A family with two words that count as unsafe may say "safe" where Score is over one half: the two together were
// likelier. Score decides, not Unsafe.
func (f Family) Parse(assess Role, text string, tokens []Token) (Verdict, error) {
	m, err := f.model()
	if err != nil {
		return Verdict{}, err
	}
	fail := func(k Kind) (Verdict, error) { return Verdict{}, &Error{Kind: k, Family: f} }

	if len(text) > maxAnswer {
		return fail(Garbled)
	}
	text = m.trim(text)
	if text == "" {
		return fail(Empty)
	}
	v, kind := m.read(text, assess)
	if kind != "" {
		return fail(kind)
	}
	if len(tokens) == 0 {
		if v.Unsafe {
			v.Score = 1
		}
		return v, nil
	}
	s, kind := m.score(tokens)
	if kind != "" {
		return fail(kind)
	}
	if s.unsafe != v.Unsafe || s.beaten {
		return fail(Contradictory)
	}
	v.Score, v.Scored, v.Shares = s.p, true, m.shares(tokens, len(v.Categories))
	return v, nil
}

// trim cuts blanks at both ends and end-of-turn tokens at the end.
func (m model) trim(text string) string {
	for {
		text = strings.TrimSpace(text)
		cut := text
		for _, t := range m.ends {
			cut = strings.TrimSuffix(cut, t)
		}
		if cut == text {
			return text
		}
		text = cut
	}
}
