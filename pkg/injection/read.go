package injection

// readPhrases reports the phrases of all detectors, and collects what their
// signals say.
func (in *inspection) readPhrases() {
	var w weigher
	in.turned.n, in.turned.last = 0, [2]token{}
	if !in.set.book.read.has(in.from) {
		return
	}
	in.read(in.text, func(p *pattern, first token, end int) bool {
		switch {
		case !p.from.has(in.from):
		case p.signal == 0:
			if !mentioned(in.text, first.start, end, in.from) {
				in.addFor(p.owner, first.start, end)
			}
		case p.signal == signalRot13 || p.signal == signalMirror:
			in.turned.see(p.signal == signalMirror, first)
		case p.signal <= signalHold:
			if from, to, enough := w.weigh(p.signal, first.start, end); enough {
				in.addFor(p.owner, from, to)
			}
		}
		return true
	})
}

// read calls hit for every phrase in text, in the order of their beginnings,
// whatever the source that a phrase is for, until hit returns false.
func (in *inspection) read(text string, hit func(p *pattern, first token, end int) bool) {
	r := &in.words
	b := &in.set.book
	r.reset(b, text)
	for i := 0; ; {
		ended := r.fill()
		until := r.n - 1
		if !ended {
			until = r.n - maxReach - 1
		}
		toks := r.toks[:r.n]
		for ; i < until; i++ {
			for _, t := range b.triggers[toks[i].id] {
				p := &b.patterns[t]
				if end := b.match(p, toks, i); end > 0 && !hit(p, toks[i], toks[end-1].end) {
					return
				}
			}
		}
		if ended {
			return
		}
		r.shift(r.n - i + 1) // and one word before
		i = 1
	}
}
