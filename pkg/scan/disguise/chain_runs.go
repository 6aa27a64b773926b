package disguise

import "strings"

// chainRuns yields what the chain decodes to. With open set the chain reached the limit: a run that stands at its end
// is open, and its kind is given back.
func (r *Runs) chainRuns(open bool) (rest Kind) {
	c := &r.chain
	last := c.pieces[len(c.pieces)-1].end
	emit := func(run Run) {
		if open && run.End == last {
			run.Open = true
			rest = run.Kind
		}
		r.yield(run)
	}
	if len(c.pieces) == 1 {
		r.tokens(c.pieces, emit)
		return rest
	}
	if c.literal {
		emit(Run{Start: c.start, End: last, Kind: Joined, Text: r.keep(r.join(c.pieces))})
		return rest
	}
	size := 0
	for _, p := range c.pieces {
		size += p.end - p.start
	}
	if size < minToken {
		return 0
	}
	if !r.tokens(c.pieces, emit) {
		for i, p := range c.pieces {
			if p.end-p.start >= minToken {
				r.tokens(c.pieces[i:i+1], emit)
			}
		}
	}
	text := r.join(c.pieces)
	if end := c.pieces[len(c.pieces)-1]; len(text) <= maxSplit && !open && end.end-end.start >= minPiece && hasDigit(text) {
		emit(Run{Start: c.start, End: last, Kind: Split, Text: r.keep(text)})
	}
	return rest
}

// maxSplit is the longest token that is looked for over the ends of lines.
const maxSplit = 512

// join puts the pieces together, in memory that the next call uses again.
func (r *Runs) join(pieces []span) []byte {
	r.joined = r.joined[:0]
	for _, p := range pieces {
		r.joined = append(r.joined, r.text(p.start, p.end)...)
	}
	return r.joined
}

// keep makes a string of a short text. Many are made of one piece of memory, for most
// are forgotten at once.
func (r *Runs) keep(text []byte) string {
	if r.kept == nil || r.kept.Cap()-r.kept.Len() < len(text) {
		r.kept = &strings.Builder{}
		r.kept.Grow(max(keptSize, len(text)))
	}
	from := r.kept.Len()
	r.kept.Write(text)
	return r.kept.String()[from:]
}

const keptSize = 8 << 10

// tokens decodes the encoded stretches of these pieces of the source, put together.
func (r *Runs) tokens(pieces []span, emit func(Run)) (found bool) {
	text := r.join(pieces)
	for i := 0; i < len(text); {
		start, all := i, trait(0)
		for i < len(text) && traits[text[i]] != 0 {
			all |= traits[text[i]]
			i++
		}
		if i == start {
			i++
			continue
		}
		end := i
		for i < len(text) && text[i] == '=' && i-end < 6 {
			i++
		}
		if i-start < minToken || end-start < minToken-2 || !all.worth(text[start:end]) { // two bytes of padding count, as base64 has
			continue
		}
		from, to := sourceOf(pieces, start), sourceOf(pieces, i-1)+1
		r.decoder.token(text[start:end], to, func(k Kind, child string, bomb bool) {
			found = true
			emit(Run{Start: from, End: to, Kind: k, Text: child, Bomb: bomb})
		})
	}
	return found
}

// sourceOf is the source offset of a byte of the joined pieces.
func sourceOf(pieces []span, at int) int {
	for _, p := range pieces {
		if n := p.end - p.start; at >= n {
			at -= n
			continue
		}
		return p.start + at
	}
	return pieces[len(pieces)-1].end
}

func hasDigit(s []byte) bool {
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			return true
		}
	}
	return false
}
