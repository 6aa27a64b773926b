package scan

// Scan returns what the detectors find in text, as it is written and under its
// disguises (package disguise), sorted by Start and not overlapping, or nil. What
// is found inside an encoded run is the whole run. Time grows linearly with the
// length of text.
func (s *Set) Scan(text string) []Finding {
	u := s.idle.Get().(*unmasker)
	defer s.idle.Put(u)
	u.left = budget(len(text))
	return u.all(text, 0)
}

// Plain is Scan without taking disguises off.
func (s *Set) Plain(text string) []Finding { return resolve(s.plain(text, nil, nil)) }

// plain appends what the detectors find in the text as it is written, where it was
// touched.
func (s *Set) plain(text string, where *touched, found []Finding) []Finding {
	found = s.scanWords(text, where, found)
	return s.scanDigits(text, where, found)
}

// A text is walked in lanes parts at once: each step of the automaton waits for the
// one before it, so that four walks cost little more than one. What was met is noted
// for strideBytes of each part and looked at then: the walk itself has no branches.
const (
	lanes       = 4
	strideBytes = 60
	fewBytes    = 48 // of a text that is not worth to be walked in parts
)

// spot is a place of a part at which literals may end, and the state there.
type spot uint64

func (s spot) state() uint16 { return uint16(s) &^ hitFlag }
func (s spot) at() int       { return int(s >> 16) }

// spots is space for what a stride may note: one for each byte, and one more.
type spots [256]spot

// scanWords asks the detectors whose literals stand in the text. Each part but the
// first begins as far before itself as the automaton looks back, where any state is as
// good as the right one.
func (s *Set) scanWords(text string, where *touched, found []Finding) []Finding {
	if len(text) < fewBytes {
		return s.walk(text, 0, len(text), 0, where, found)
	}
	a, part := &s.words, len(text)/lanes
	var states [lanes]uint16
	for n := 1; n < lanes; n++ {
		for _, b := range []byte(text[n*part-a.keep+1 : n*part]) {
			states[n] = a.step(states[n], b) &^ hitFlag
		}
	}
	var met spots
	for from := 0; from < part; from += strideBytes {
		for _, m := range met[:a.stride(text, from, min(part, from+strideBytes), part, &states, &met)] {
			found = s.hits(text, m.state(), m.at(), where, found)
		}
	}
	return s.walk(text, lanes*part, len(text), states[lanes-1]&^hitFlag, where, found)
}

// stride walks from from to to in each part of so many bytes, and says how much it
// has noted.
func (a *automaton) stride(text string, from, to, part int, states *[lanes]uint16, met *spots) int {
	next, class := a.next, &a.class
	t0 := text[from:to]
	t1, t2, t3 := text[from+part:][:len(t0)], text[from+2*part:][:len(t0)], text[from+3*part:][:len(t0)]
	s0, s1, s2, s3 := states[0], states[1], states[2], states[3]
	n, here, apart := uint8(0), uint64(from)<<16, uint64(part)<<16
	for i := range len(t0) {
		here += 1 << 16
		s0 = next[int(s0&^hitFlag)<<classBits|int(class[t0[i]])]
		s1 = next[int(s1&^hitFlag)<<classBits|int(class[t1[i]])]
		s2 = next[int(s2&^hitFlag)<<classBits|int(class[t2[i]])]
		s3 = next[int(s3&^hitFlag)<<classBits|int(class[t3[i]])]
		met[n] = spot(here | uint64(s0))
		n += uint8(s0 >> 15)
		met[n] = spot(here + apart | uint64(s1))
		n += uint8(s1 >> 15)
		met[n] = spot(here + 2*apart | uint64(s2))
		n += uint8(s2 >> 15)
		met[n] = spot(here + 3*apart | uint64(s3))
		n += uint8(s3 >> 15)
	}
	*states = [lanes]uint16{s0, s1, s2, s3}
	return int(n)
}

// walk goes on in one state from from to to.
func (s *Set) walk(text string, from, to int, state uint16, where *touched, found []Finding) []Finding {
	for i := from; i < to; i++ {
		if state = s.words.step(state, text[i]); state&hitFlag != 0 {
			state &^= hitFlag
			found = s.hits(text, state, i+1, where, found)
		}
	}
	return found
}

// hits asks the detectors whose literals end at end.
func (s *Set) hits(text string, state uint16, end int, where *touched, found []Finding) []Finding {
	if !s.gate(state, text, end) {
		return found
	}
	a := &s.words
	for _, h := range a.hitsOf(state) {
		stop := end - int(h.after)
		at := stop - int(h.length)
		if !a.fits(h, text, stop) || !s.beside(h, text, stop) {
			continue
		}
		if d := &s.detectors[h.detector]; d.stands(h, text, stop) && where.asks(d, at, stop) {
			found = d.try(text, at, stop, found)
		}
	}
	return found
}
