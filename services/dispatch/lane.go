package dispatch

import (
	"strings"

	"sluice/pkg/chat"
	"sluice/pkg/live"
	"sluice/pkg/sanitize"
)

// maxUntold is how long a text may be that waits for its tokens, in bytes.
const maxUntold = 64 << 10

// lane is one list of tokens: those of a choice's content and thoughts, or of its
// refusal. Tokens may come before the text that they spell, or after it.
type lane struct {
	said   []stretch // texts in their order, what has left of them taken away
	length int       // of all that was said, in bytes
	out    int       // up to where it has left
	untold string    // the end of it that no token has spelled yet
	ahead  string    // the end of the tokens that no text has said yet

	tokens *sanitize.Row // each alone: their texts are scanned as one
	others *sanitize.Row // alternatives
	ranks  []*rank       // the same, those of each place among a token's alternatives by themselves
	row    func() *sanitize.Row

	json    []byte // the tokens, each with a comma after it
	gone    int    // bytes of them that have left
	spelled int    // bytes that all tokens spell
	likely  int    // and their alternatives
	waiting []waiting
}

// stretch is a part of a lane that one strand says.
type stretch struct {
	of       strandKey
	from, to int // in the strand
}

// waiting is a token that has not left: where its text ends in what the lane says, where
// its alternatives end in all of theirs and in those of their rank, and where it ends in
// the lane's JSON.
type waiting struct {
	text, others int
	ranks        []int // as others, by rank
	json         int
}

// rank is a row of the alternatives at one place of all tokens' lists.
type rank struct {
	row    *sanitize.Row
	likely int
}

func (r *rank) take(text string) int {
	r.row.Join(text)
	r.likely += len(text)
	return r.likely
}

// decided says whether nothing that follows can make a token's alternatives part of a finding.
func (o *lane) decided(w waiting) bool {
	for i, end := range w.ranks {
		if end > o.ranks[i].row.Decided() {
			return false
		}
	}
	return w.others <= o.others.Decided()
}

// rows are all that are read of the tokens.
func (o *lane) rows() []*sanitize.Row {
	all := []*sanitize.Row{o.tokens, o.others}
	for _, r := range o.ranks {
		all = append(all, r.row)
	}
	return all
}

// take takes the next token, and says whether it may stand here.
func (o *lane) take(t chat.Token) bool {
	n := min(len(t.Spells), len(o.untold))
	if t.Spells[:n] != o.untold[:n] || len(t.JSON)+1 >= live.MaxLogprobs {
		return false
	}
	o.untold, o.ahead = o.untold[n:], o.ahead+t.Spells[n:]
	o.tokens.Alone(strings.ToValidUTF8(t.Spells, "\ufffd"))
	var ranks []int
	for i, other := range t.Others {
		o.others.Write(other)
		o.likely += len(other)
		if i == len(o.ranks) {
			o.ranks = append(o.ranks, &rank{row: o.row()})
		}
		ranks = append(ranks, o.ranks[i].take(other))
	}
	o.spelled += len(t.Spells)
	o.json = append(append(o.json, t.JSON...), ',')
	o.waiting = append(o.waiting, waiting{o.spelled, o.likely, ranks, len(o.json)})
	return true
}

// say adds a text, and says whether it is what the tokens before it spell.
func (o *lane) say(s stretch, text string) bool {
	n := min(len(text), len(o.ahead))
	if text[:n] != o.ahead[:n] || len(o.untold)+len(text)-n > maxUntold {
		return false
	}
	o.ahead, o.untold = o.ahead[n:], o.untold+text[n:]
	o.length += len(text)
	if last := len(o.said) - 1; last >= 0 && o.said[last].of == s.of && o.said[last].to == s.from {
		o.said[last].to = s.to
	} else {
		o.said = append(o.said, s)
	}
	return true
}

// leave are the tokens whose text has left whole and whose alternatives are decided.
func (o *lane) leave(released func(strandKey) int) (out [][]byte) {
	for len(o.said) > 0 {
		s := &o.said[0]
		n := min(max(released(s.of), s.from), s.to)
		o.out += n - s.from
		if s.from = n; n < s.to {
			break
		}
		o.said = o.said[1:]
	}
	from, to := o.gone, o.gone
	for len(o.waiting) > 0 {
		w := o.waiting[0]
		if w.text > o.out || !o.decided(w) {
			break
		}
		if w.json-from >= live.MaxLogprobs {
			out = append(out, list(o.json[from:to]))
			from = to
		}
		to = w.json
		o.waiting = o.waiting[1:]
	}
	if o.gone = to; to > from {
		out = append(out, list(o.json[from:to]))
	}
	return out
}

// whole are all tokens as a JSON array, or "" without any. Those after the end of the
// text are left out, as an engine has one for the end itself. It is not ok where the
// text has no tokens up to its end.
func (o *lane) whole() (all []byte, ok bool) {
	end := len(o.json)
	for i := len(o.waiting) - 1; i >= 0 && o.waiting[i].text > o.length; i-- {
		end = o.gone
		if i > 0 {
			end = o.waiting[i-1].json
		}
	}
	if end == 0 || o.untold != "" {
		return nil, o.untold == ""
	}
	return list(o.json[:end]), true
}

// list makes a JSON array of tokens with commas.
func list(tokens []byte) []byte {
	out := make([]byte, 0, len(tokens)+1)
	out = append(append(out, '['), tokens[:len(tokens)-1]...)
	return append(out, ']')
}
