package sanitize

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"sluice/pkg/scan"
)

// passContext is how much of the released text a pass keeps.
const passContext = 1024

// pass is one round over a text in pieces: it scans it as it is and without its JSON escapes,
// and replaces what was found.
type pass struct {
	set   scanner
	views []*view

	buf      strings.Builder
	text     string // what buf holds: context, then what is held back
	base     int    // offset of text[0] in the whole
	released int    // text[:released] was passed on

	found []sighting
}

// sighting is what one view found; offsets are in the whole text.
type sighting struct {
	scan.Finding
	continues bool // it goes on from what was passed on before
}

func newPass(set scanner, before string) *pass {
	p := &pass{set: set, base: -len(before)}
	p.buf.WriteString(before)
	p.text = p.buf.String()
	p.released = len(p.text)
	p.views = []*view{{scan: set.StreamAfter(before)}}
	if strings.IndexByte(before, '\\') >= 0 {
		p.views = append(p.views, &view{scan: set.StreamAfter(before), under: p.views[0]})
	}
	return p
}

// context returns the end of what was passed on.
func (p *pass) context() string {
	from := max(p.released-passContext, 0)
	for from < p.released && !utf8.RuneStart(p.text[from]) {
		from++
	}
	return p.text[from:p.released]
}

// write takes a piece and returns what is decided, and whether something in it was replaced.
func (p *pass) write(r *run, piece string, final bool) (out string, replaced bool) {
	p.append(piece)
	p.see(piece, final)
	safe := p.base + len(p.text)
	for _, v := range p.views {
		safe = min(safe, v.original(v.safe))
	}
	ready := p.ready(&safe)
	from, to := p.released, max(safe-p.base, p.released)
	if len(ready) == 0 {
		p.released = to
		p.trim()
		return p.text[from:to], false
	}
	out, replaced = p.rewrite(r, ready, to)
	p.released = to
	p.trim()
	return out, replaced
}

// trim forgets the escapes that were passed on.
func (p *pass) trim() {
	at := p.base + p.released
	for _, v := range p.views[1:] {
		at = v.trim(at)
	}
}

func (p *pass) append(piece string) {
	if p.buf.Cap()-p.buf.Len() < len(piece) {
		drop := max(0, p.released-passContext)
		keep := p.text[drop:]
		p.buf = strings.Builder{}
		p.buf.Grow(max(2*passContext, 2*(len(keep)+len(piece))))
		p.buf.WriteString(keep)
		p.base += drop
		p.released -= drop
	}
	p.buf.WriteString(piece)
	p.text = p.buf.String()
}

// see shows a piece to all views. Up to the first backslash of a view's text, the next view would
// see the same: it is made there.
func (p *pass) see(piece string, final bool) {
	for n := 0; n < len(p.views); n++ {
		v := p.views[n]
		piece = v.plain(piece, final)
		at := strings.IndexByte(piece, '\\')
		if n == maxUnescape || n+1 < len(p.views) || at < 0 {
			p.found = v.look(piece, final, p.found)
			continue
		}
		p.found = v.look(piece[:at], false, p.found)
		p.views = append(p.views, &view{scan: p.set.StreamAfter(v.scan.Context()), under: v, raw: v.safe, read: v.safe, safe: v.safe})
		held := v.scan.Pending()
		p.found = v.look(piece[at:], final, p.found)
		piece = held + piece[at:]
	}
}

// ready takes the sightings that lie before safe, and moves safe to before one that lies across.
func (p *pass) ready(safe *int) []sighting {
	if len(p.found) == 0 {
		return nil
	}
	slices.SortStableFunc(p.found, func(a, b sighting) int { return cmp.Compare(a.Start, b.Start) })
	i := 0
	for i < len(p.found) {
		j, end := i+1, p.found[i].End
		for ; j < len(p.found) && p.found[j].Start < end; j++ {
			end = max(end, p.found[j].End)
		}
		if end > *safe {
			*safe = min(*safe, p.found[i].Start)
			break
		}
		i = j
	}
	ready := slices.Clone(p.found[:i])
	p.found = append(p.found[:0], p.found[i:]...)
	return ready
}

// rewrite replaces what was found between what was passed on and text[:to].
func (p *pass) rewrite(r *run, ready []sighting, to int) (string, bool) {
	before := p.context()
	skip := p.base + p.released - len(before) // where the leaf's text begins in the whole
	f := &findings{walk: &walk{leaves: []leaf{{text: before + p.text[p.released:to], choice: -1, doc: -1, embeds: -1, kind: stringLeaf}}}}
	for _, s := range ready {
		n := len(f.all)
		r.add(f, s.Finding, span{0, max(s.Start-skip, len(before)), s.End - skip})
		if len(f.all) > n {
			f.all[n].lost = s.continues
		}
	}
	if !r.decide(f) {
		return p.text[p.released:to], false
	}
	var edits []edit
	for i := range f.all {
		if c := &f.all[i]; replaces(c.action) {
			e := edit{c.spans[0].start, c.spans[0].end, ""}
			if !c.lost {
				e.with = r.placeholder(f, c)
			}
			edits = append(edits, e)
		}
	}
	return strings.ToValidUTF8(apply(f.leaves[0].text, edits)[len(before):], "\ufffd"), true
}
