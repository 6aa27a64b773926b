package chat

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Token is one token of a stream with its log-probability.
type Token struct {
	Spells string   // the bytes of the answer that it is; may end within a rune
	Others []string // its alternatives
	JSON   []byte   // OpenAI's shape of it, written anew: nothing else that the engine said is in it
	Values int      // of JSON
}

// maxOthers is how many alternatives of a token are told: as many as may be asked for.
const maxOthers = 20

// readToken reads an element of log-probabilities. An alternative whose bytes are not
// those of its text is left out; a token of which nobody can say what it spells is none.
func readToken(v *Value) (t Token, ok bool) {
	w := tokenWriter{dst: make([]byte, 0, 128)}
	if t.Spells, ok = w.token(v); !ok {
		return t, false
	}
	w.dst = append(w.dst, `,"top_logprobs":[`...)
	if others := v.Get("top_logprobs"); others != nil {
		for i := range others.Elems {
			if len(t.Others) == maxOthers {
				break
			}
			before := w
			if len(t.Others) > 0 {
				w.dst = append(w.dst, ',')
			}
			spells, ok := w.token(&others.Elems[i])
			if !ok || !utf8.ValidString(spells) {
				w = before
				continue
			}
			w.dst = append(w.dst, '}')
			t.Others = append(t.Others, spells)
		}
	}
	t.JSON, t.Values = append(w.dst, `]}`...), w.values+1
	return t, true
}

type tokenWriter struct {
	dst    []byte
	values int
}

// token writes a token without its end. The bytes of a token are the text that it
// spells, or a part of a rune: then its text is written as U+FFFD, whatever it was.
func (w *tokenWriter) token(v *Value) (spells string, ok bool) {
	text := v.Get("token")
	if text == nil || text.Kind != String {
		return "", false
	}
	spells = text.Str
	list := v.Get("bytes")
	given := list != nil && list.Kind == Array && len(list.Elems) > 0
	if given {
		if spells, ok = byteText(list.Elems); !ok {
			return "", false
		}
		if spells != text.Str && utf8.ValidString(spells) {
			return "", false
		}
	}
	w.dst = append(w.dst, `{"token":`...)
	w.dst = AppendString(w.dst, strings.ToValidUTF8(spells, "\ufffd"))
	w.dst = append(w.dst, `,"logprob":`...)
	w.dst = appendLogprob(w.dst, v.Get("logprob"))
	w.dst = append(w.dst, `,"bytes":`...)
	if given {
		w.bytes(spells)
	} else {
		w.dst = append(w.dst, "null"...)
	}
	w.values += 4 + len(spells)
	return spells, true
}

func (w *tokenWriter) bytes(of string) {
	before := byte('[')
	for i := range len(of) {
		w.dst = append(w.dst, before)
		w.dst = strconv.AppendUint(w.dst, uint64(of[i]), 10)
		before = ','
	}
	w.dst = append(w.dst, ']')
}

// appendLogprob writes a logarithm of a probability with the precision that models
// compute with: a longer number says nothing more, and might look like one of a card.
func appendLogprob(dst []byte, v *Value) []byte {
	if v == nil || v.Kind != Number {
		return append(dst, "null"...)
	}
	f, err := strconv.ParseFloat(v.Num, 64)
	if err != nil || f > 1 || f < -1e5 {
		return append(dst, "null"...)
	}
	return strconv.AppendFloat(dst, f, 'g', -1, 32)
}

// byteText is the text of numbers that are bytes.
func byteText(list []Value) (string, bool) {
	b := make([]byte, 0, len(list))
	for i := range list {
		n, ok := wholeNumber(&list[i])
		if !ok || n < 0 || n > 255 {
			return "", false
		}
		b = append(b, byte(n))
	}
	return string(b), true
}

// tokens appends the log-probabilities that came with a choice's delta.
func (a *Assembler) tokens(n int, v *Value, out []Delta) []Delta {
	for _, field := range [...]string{"content", "refusal"} {
		list := v.Get(field)
		if list.IsNull() {
			continue
		}
		d := Delta{Choice: n, Field: field, Odd: list.Kind != Array}
		for i := range list.Elems {
			t, ok := readToken(&list.Elems[i])
			if !ok {
				d.Odd = true
				break
			}
			d.Tokens = append(d.Tokens, t)
		}
		if d.Odd || len(d.Tokens) > 0 {
			out = append(out, d)
		}
	}
	return out
}
