package llamaguard

import (
	"slices"
	"strings"
)

// maxAnswer is more bytes than the longest legal answer (unsafe and fourteen codes) with blanks around.
const maxAnswer = 512

// Verdict is what the model said of the last turn.
type Verdict struct {
	Unsafe     bool
	Score      float64  // P(unsafe), 0 to 1; without log-probabilities 1 or 0
	Categories []string // codes of the family in the answer's order, none twice; nil if safe
	Scored     bool     // Score comes from log-probabilities
}

// Parse reads an answer and its tokens, which may be none. Anything but "safe", or "unsafe" and one line of known
// categories, is an *Error, and so is an answer that its own log-probabilities contradict. Blank lines around the
// answer and end-of-turn tokens after it are tolerated, nothing else is.
func (f Family) Parse(text string, tokens []Token) (Verdict, error) {
	m, err := f.model()
	if err != nil {
		return Verdict{}, err
	}
	fail := func(k Kind) (Verdict, error) { return Verdict{}, &Error{Kind: k, Family: f} }

	v, kind := m.read(text)
	if kind != "" {
		return fail(kind)
	}
	if len(tokens) == 0 {
		if v.Unsafe {
			v.Score = 1
		}
		return v, nil
	}
	s, kind := score(tokens)
	if kind != "" {
		return fail(kind)
	}
	if s.unsafe != v.Unsafe || v.Unsafe && s.p < 0.5 || !v.Unsafe && s.p > 0.5 {
		return fail(Contradictory)
	}
	v.Score, v.Scored = s.p, true
	return v, nil
}

// read parses the text alone.
func (m model) read(text string) (Verdict, Kind) {
	if len(text) > maxAnswer {
		return Verdict{}, Garbled
	}
	text = trimEnd(text)
	if text == "" {
		return Verdict{}, Empty
	}
	first, rest, more := strings.Cut(text, "\n")
	first = strings.TrimSpace(first)
	switch {
	case first == "safe" && !more:
		return Verdict{}, ""
	case first == "unsafe" && !more:
		return Verdict{}, NoCategory
	case first == "unsafe" && !strings.Contains(rest, "\n"):
		codes, kind := m.categories(rest)
		if kind != "" {
			return Verdict{}, both(text, kind)
		}
		return Verdict{Unsafe: true, Categories: codes}, ""
	}
	return Verdict{}, both(text, Garbled)
}

// trimEnd cuts blanks at both ends and end-of-turn tokens at the end.
func trimEnd(text string) string {
	for {
		text = strings.TrimSpace(text)
		cut := text
		for _, t := range []string{"<|eot_id|>", "<|eom_id|>", "<|eot|>", "<|eom|>", "<|end_of_text|>"} {
			cut = strings.TrimSuffix(cut, t)
		}
		if cut == text {
			return text
		}
		text = cut
	}
}

// categories reads the second line.
func (m model) categories(text string) ([]string, Kind) {
	var codes []string
	for code := range strings.SplitSeq(text, ",") {
		code = strings.TrimSpace(code)
		switch {
		case slices.Contains(codes, code):
			return nil, Garbled
		case slices.Contains(m.codes, code):
			codes = append(codes, code)
		case looksLikeCode(code):
			return nil, UnknownCategory
		default:
			return nil, Garbled
		}
	}
	return codes, ""
}

func looksLikeCode(s string) bool {
	digits := strings.TrimLeft(s, "SO")
	return len(s) == len(digits)+1 && digits != "" && len(digits) <= 3 && strings.Trim(digits, "0123456789") == ""
}

// both gives Contradictory for text that holds both verdicts, or safe and a category; otherwise kind.
func both(text string, kind Kind) Kind {
	var safe, unsafe, code bool
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(" \t\r\n,.:;", r) }) {
		safe = safe || strings.EqualFold(word, "safe")
		unsafe = unsafe || strings.EqualFold(word, "unsafe")
		code = code || looksLikeCode(word)
	}
	if safe && (unsafe || code) {
		return Contradictory
	}
	return kind
}
