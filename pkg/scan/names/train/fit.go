package main

import "sluice/pkg/scan/names/internal/feature"

type row [8]int32 // a weight a label, the last unused

// model is an averaged structured perceptron with a margin. All of it is whole numbers: the same on every machine.
type model struct {
	start, startSum [labels]int64
	next, nextSum   [labels][labels]int64
	rows            []row
	sums            [][labels]int64
	step            int64
	hidden          uint64 // the features that the sentence at hand is learnt without, by bit
}

const never = -1 << 40

// fit trains models on the sentences, each in other orders, and gives the sum of their average weights.
func fit(in []instance, features, models, epochs int, s settings) *model {
	m := fitOne(in, features, epochs, s, 0)
	for i := 1; i < models; i++ {
		m.join(fitOne(in, features, epochs, s, i))
	}
	m.strengthen(s.hidden)
	return m
}

// fitOne trains on the sentences, epochs times, each time in another order; seed tells the orders of two models apart.
func fitOne(in []instance, features, epochs int, s settings, seed int) *model {
	m := &model{rows: make([]row, features), sums: make([][labels]int64, features), step: 1}
	order := make([]int, len(in))
	for i := range order {
		order[i] = i
	}
	random, blindfold := dice(7+1000*seed), dice(11+1000*seed)
	var d decoder
	for range epochs {
		shuffle(&random, order)
		for _, i := range order {
			m.hidden = hide(&blindfold, s.hidden)
			m.learn(&d, &in[i], s)
			m.step++
		}
	}
	m.average()
	return m
}

type decoder struct {
	emit [feature.MaxSentence][labels]int64
	back [feature.MaxSentence][labels]uint8
	path [feature.MaxSentence]uint8
}

func allowed(from, to int, newline bool) bool {
	if to == 0 || to&1 == 1 {
		return true
	}
	return (from == to || from == to-1) && (!newline || to == 4)
}

// learn finds the labels that the model would give, with a handicap for the right ones, and where they are wrong moves
// the weights towards the right ones.
func (m *model) learn(d *decoder, in *instance, s settings) {
	n := len(in.labels)
	for i := range n {
		e := &d.emit[i]
		*e = [labels]int64{}
		for j, f := range in.features[i*feature.Count : (i+1)*feature.Count] {
			if f == none || m.hidden>>j&1 != 0 {
				continue
			}
			r := &m.rows[f]
			for l := range e {
				e[l] += int64(r[l])
			}
		}
		for l := range e {
			if uint8(l) != in.labels[i] {
				e[l] += int64(s.margin)
				if l == 0 {
					e[l] += int64(s.missing)
				}
			}
		}
	}
	m.decode(d, in.newline)
	for i := range n {
		right, said := in.labels[i], d.path[i]
		if right != said {
			for j, f := range in.features[i*feature.Count : (i+1)*feature.Count] {
				if f == none || m.hidden>>j&1 != 0 {
					continue
				}
				m.rows[f][right]++
				m.rows[f][said]--
				m.sums[f][right] += m.step
				m.sums[f][said] -= m.step
			}
		}
		if i == 0 {
			bump(&m.start[right], &m.startSum[right], 1, m.step)
			bump(&m.start[said], &m.startSum[said], -1, m.step)
			continue
		}
		r, w := in.labels[i-1], d.path[i-1]
		bump(&m.next[r][right], &m.nextSum[r][right], 1, m.step)
		bump(&m.next[w][said], &m.nextSum[w][said], -1, m.step)
	}
}

func bump(weight, sum *int64, by, step int64) {
	*weight += by
	*sum += by * step
}

func (m *model) decode(d *decoder, newline []bool) {
	var score [labels]int64
	for l := range score {
		score[l] = never
		if l == 0 || l&1 == 1 {
			score[l] = m.start[l] + d.emit[0][l]
		}
	}
	for i := 1; i < len(newline); i++ {
		var now [labels]int64
		for to := range labels {
			best, from := int64(never), 0
			for l := range labels {
				if v := score[l] + m.next[l][to]; v > best && allowed(l, to, newline[i]) {
					best, from = v, l
				}
			}
			now[to] = max(best+d.emit[i][to], never)
			d.back[i][to] = uint8(from)
		}
		score = now
	}
	last := 0
	for l := range score {
		if score[l] > score[last] {
			last = l
		}
	}
	for i := len(newline) - 1; i >= 0; i-- {
		d.path[i] = uint8(last)
		last = int(d.back[i][last])
	}
}

// average replaces each weight by what it was on average, times step.
func (m *model) average() {
	for l := range labels {
		m.startSum[l] = m.start[l]*m.step - m.startSum[l]
		for k := range labels {
			m.nextSum[l][k] = m.next[l][k]*m.step - m.nextSum[l][k]
		}
	}
	for f := range m.sums {
		for l := range m.sums[f] {
			m.sums[f][l] = int64(m.rows[f][l])*m.step - m.sums[f][l]
		}
	}
}

// join adds the average weights of another model.
func (m *model) join(other *model) {
	for l := range labels {
		m.startSum[l] += other.startSum[l]
		for k := range labels {
			m.nextSum[l][k] += other.nextSum[l][k]
		}
	}
	for f := range m.sums {
		for l := range m.sums[f] {
			m.sums[f][l] += other.sums[f][l]
		}
	}
}
