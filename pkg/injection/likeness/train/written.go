package main

import "fmt"

// fills are the texts made of one template, and plants how many of an attack's are planted in other text too.
const (
	fills  = 8
	plants = 4
)

// written are the rows of our own lists. What is planted in them comes from rows of the same round.
func written(others []row) ([]row, error) {
	w, err := newWriter()
	if err != nil {
		return nil, err
	}
	var rows []row
	for i, part := range []string{"a", "b"} {
		round := ours + i
		p := planter{dice: dice(23 + i)}
		for _, r := range others {
			if r.round == round && r.labels == benign() {
				p.carriers = append(p.carriers, r)
			}
		}
		for _, list := range []struct {
			name   string
			labels labels
		}{{"benign-user", asked()}, {"benign-document", benign()}, {"attack-user", attack()}, {"attack-planted", directive()}} {
			lines, err := templates(list.name + "-" + part)
			if err != nil {
				return nil, err
			}
			for n, line := range lines {
				d := dice(7*n + i)
				for fill := range fills {
					r := row{source: "our " + list.name, group: fmt.Sprint(list.name, " ", part, " ", n), round: round, text: w.fill(line, &d), labels: list.labels, own: true}
					rows = append(rows, r)
					switch {
					case list.labels == benign():
						p.carriers = append(p.carriers, r)
					case list.labels[untrusted] == 1 && fill < plants:
						r.source += " planted"
						rows = append(rows, p.plant(r))
					}
				}
			}
		}
	}
	return rows, nil
}

// The heads by number.
const (
	user      = 0
	untrusted = 1
)

// planter puts attacks into other texts.
type planter struct {
	carriers []row
	n        int
	dice     dice
}

// plant puts an attack at the start, in the middle or at the end of a text of the same half.
func (p *planter) plant(r row) row {
	in := p.carriers[p.dice.below(len(p.carriers))]
	for !r.own && half(in.group) != half(r.group) {
		in = p.carriers[p.dice.below(len(p.carriers))]
	}
	text := in.text
	at := [...]int{0, len(text) / 2, len(text)}[p.n%3]
	p.n++
	for at > 0 && at < len(text) && text[at] != '\n' && text[at] != ' ' {
		at--
	}
	between := [...]string{"\n", " ", "\n\n"}[p.dice.below(3)]
	r.start = at + len(between)
	r.end = r.start + len(r.text)
	r.text = text[:at] + between + r.text + between + text[at:]
	return r
}
