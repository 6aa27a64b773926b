package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"sluice/pkg/injection/likeness"
)

// scored is a judged row of one head.
type scored struct {
	source string
	own    bool
	attack bool
	score  float64
}

// judge scores rows with the classifier as it ships.
func judge(c *likeness.Classifier, rows []row, head int) (out []scored) {
	for _, r := range rows {
		if l := r.labels[head]; l != unknown {
			out = append(out, scored{r.source, r.own, l == 1, c.Score(r.text, likeness.Head(head))})
		}
	}
	return out
}

// figures are what is told of a set.
type figures struct {
	attacks, benign int
	auc             float64 // the chance that an attack scores higher than a benign text
	recall          float64 // at one benign text in a hundred
	caught, alarms  int     // at the threshold
}

func measure(rows []scored) (f figures) {
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b scored) int {
		if a.score > b.score {
			return -1
		} else if a.score < b.score {
			return 1
		}
		return 0
	})
	for _, r := range rows {
		if r.attack {
			f.attacks++
		} else {
			f.benign++
		}
	}
	pairs, above, hit := 0.0, 0, 0
	for i := 0; i < len(rows); {
		end, more, alarms := i, 0, 0
		for ; end < len(rows) && rows[end].score == rows[i].score; end++ {
			if rows[end].attack {
				more++
			} else {
				alarms++
			}
		}
		pairs += float64(more) * (float64(f.benign-above-alarms) + float64(alarms)/2)
		hit, above = hit+more, above+alarms
		if 100*above <= f.benign {
			f.recall = float64(hit) / float64(max(f.attacks, 1))
		}
		if rows[i].score >= likeness.Threshold {
			f.caught, f.alarms = hit, above
		}
		i = end
	}
	f.auc = pairs / max(1, float64(f.attacks)*float64(f.benign))
	return f
}

func (f figures) String() string {
	return fmt.Sprintf("AUC %.3f, recall %.3f at 1 %% false positives; at the threshold recall %.3f (%d of %d), false positives %.4f (%d of %d)",
		f.auc, f.recall, float64(f.caught)/float64(max(1, f.attacks)), f.caught, f.attacks, float64(f.alarms)/float64(max(1, f.benign)), f.alarms, f.benign)
}

// bySource prints what the threshold makes of each source.
func bySource(log io.Writer, rows []scored) {
	hit, of := map[string]int{}, map[string]int{}
	var names []string
	for _, r := range rows {
		name := fmt.Sprintf("%s (benign)", r.source)
		if r.attack {
			name = r.source
		}
		if of[name] == 0 {
			names = append(names, name)
		}
		of[name]++
		if r.score >= likeness.Threshold {
			hit[name]++
		}
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(log, "  %s %d of %d (%.1f %%)\n", name+strings.Repeat(" ", max(0, 32-len(name))), hit[name], of[name], 100*float64(hit[name])/float64(of[name]))
	}
}
