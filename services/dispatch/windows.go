package dispatch

import (
	"cmp"
	"slices"

	"sluice/pkg/exchange"
)

// windows is what the guard said of the pieces that left. Where a stream ends before
// the guard sees the whole, it is all that is known of what the caller holds: who
// hangs up in time must not keep it from the record and the analysts.
type windows struct {
	page     exchange.GuardPage
	excepted bool // one left without a verdict, as the policy says
}

// left adds the page of a window that was released.
func (w *windows) left(p exchange.GuardPage) {
	if p.State != exchange.Passed {
		w.excepted = true
		w.page.Error = cmp.Or(p.Error, w.page.Error)
	}
	if p.Classifier != "" {
		w.page.Classifier, w.page.BuiltIn = p.Classifier, p.BuiltIn
		w.page.Backend, w.page.Engine, w.page.ModelSHA = p.Backend, p.Engine, p.ModelSHA
	}
	w.page.Turns += p.Turns
	if p.Worst != nil && (w.page.Worst == nil || p.Score > w.page.Score) {
		w.page.Worst = p.Worst
	}
	w.page.Score = max(w.page.Score, p.Score)
	w.page.EngineTook += p.EngineTook
	w.page.Took += p.Took
	for _, c := range p.Categories {
		if i := slices.IndexFunc(w.page.Categories, func(o exchange.Category) bool { return o.Code == c.Code }); i < 0 {
			w.page.Categories = append(w.page.Categories, c)
		} else if w.page.Categories[i].Less(c) {
			w.page.Categories[i] = c
		}
	}
	w.page.Findings = addFindings(w.page.Findings, p.Findings)
}

// of is the page of an exchange whose whole answer the guard will not see. last is
// that of the window that ended it, or nil. A stream that nothing left has none.
func (w *windows) of(last *exchange.GuardPage) *exchange.GuardPage {
	if last != nil {
		last.Findings = addFindings(last.Findings, w.page.Findings)
		return last
	}
	if w.page.Turns == 0 && !w.excepted {
		return nil
	}
	page := w.page
	page.Classifier = cmp.Or(page.Classifier, "none")
	page.State = exchange.NotRun // on the whole
	if w.excepted {
		page.State = exchange.Excepted
	}
	return &page
}

func addFindings(to, more []exchange.Finding) []exchange.Finding {
next:
	for _, f := range more {
		for i := range to {
			if o := &to[i]; o.Type == f.Type && o.Rule == f.Rule && o.Action == f.Action {
				o.Count += f.Count
				continue next
			}
		}
		to = append(to, f)
	}
	return to
}
