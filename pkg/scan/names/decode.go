package names

import "sluice/pkg/scan/names/internal/feature"

// scratch is the memory of finding names in one sentence.
type scratch struct {
	sentence *feature.Sentence
	features [feature.Count]uint32
	emit     [MaxSentence][labels]int32
	back     [MaxSentence][labels]uint8
	path     [MaxSentence]uint8
}

const never = -1 << 28

// allowed reports whether label to may follow label from: a name goes on only from its own kind, and a person's or an
// organization's not over the end of a line.
func allowed(from, to int, newline bool) bool {
	if to == outside || to&1 == 1 {
		return true
	}
	kind := Kind(to/2 - 1)
	return (from == to || from == to-1) && (!newline || kind == Location)
}

// tag appends the names of one sentence, which starts at base.
func (w *weights) tag(s *scratch, text string, base int, found []Span) []Span {
	s.sentence.Read(text)
	n := s.sentence.Len()
	if n == 0 {
		return found
	}
	for i := range n {
		s.sentence.Features(i, &s.features)
		w.emit(&s.features, &s.emit[i])
	}
	w.decode(s, n)
	return spans(s, text, n, base, found)
}

// decode finds the path of labels that weighs the most.
func (w *weights) decode(s *scratch, n int) {
	var score [labels]int32
	for l := range score {
		score[l] = never
		if l == outside || l&1 == 1 {
			score[l] = w.start[l] + s.emit[0][l]
		}
	}
	for i := 1; i < n; i++ {
		newline := s.sentence.Token(i).Newline()
		// A name may start, or none be, after any label; it goes on after two labels alone.
		var now [labels]int32
		for to := range labels {
			best, from := int32(never), 0
			if to == outside || to&1 == 1 {
				for l := range labels {
					if v := score[l] + w.next[l][to]; v > best {
						best, from = v, l
					}
				}
			} else if allowed(to, to, newline) {
				best, from = score[to-1]+w.next[to-1][to], to-1
				if v := score[to] + w.next[to][to]; v > best {
					best, from = v, to
				}
			}
			now[to] = max(best+s.emit[i][to], never)
			s.back[i][to] = uint8(from)
		}
		score = now
	}
	last := 0
	for l := range score {
		if score[l] > score[last] {
			last = l
		}
	}
	for i := n - 1; i >= 0; i-- {
		s.path[i] = uint8(last)
		last = int(s.back[i][last])
	}
}
