package evaluate

import "sluice/pkg/scan"

// Count is what scoring adds up.
type Count struct {
	TP int `json:"tp"` // labelled and found
	FP int `json:"fp"` // found and not labelled
	FN int `json:"fn"` // labelled and not found
}

func (c Count) plus(d Count) Count { return Count{c.TP + d.TP, c.FP + d.FP, c.FN + d.FN} }

// matching decides which finding is which label.
type matching func(label, found Span) bool

// exact wants the very bytes.
func exact(label, found Span) bool { return label == found }

// lenient wants the type, and half of the bytes of both together to be common.
func lenient(label, found Span) bool {
	if label.Type != found.Type {
		return false
	}
	common := min(label.End, found.End) - max(label.Start, found.Start)
	whole := max(label.End, found.End) - min(label.Start, found.Start)
	return common > 0 && 2*common >= whole
}

// tallyRow counts one row by type. A finding is at most one label and a label at
// most one finding.
func tallyRow(labels, found []Span, same matching, into map[string]Count) {
	taken := make([]bool, len(found))
	for _, l := range labels {
		hit := Count{FN: 1}
		for i, f := range found {
			if !taken[i] && same(l, f) {
				taken[i], hit = true, Count{TP: 1}
				break
			}
		}
		into[l.Type] = into[l.Type].plus(hit)
	}
	for i, f := range found {
		if !taken[i] {
			into[f.Type] = into[f.Type].plus(Count{FP: 1})
		}
	}
}

// labelsOf are the labels of a row by our names.
func labelsOf(r PIIRow, m TypeMap) []Span {
	out := make([]Span, len(r.Spans))
	for i, s := range r.Spans {
		out[i] = Span{m.Of(s.Type), s.Start, s.End}
	}
	return out
}

// spansOf are the findings of types that the set labels, by our names, and how
// many there are of other types.
func spansOf(found []scan.Finding, m TypeMap, labelled map[string]bool) (out []Span, other int) {
	for _, f := range found {
		if name := m.Of(string(f.Type)); labelled[name] {
			out = append(out, Span{name, f.Start, f.End})
		} else {
			other++
		}
	}
	return out, other
}
