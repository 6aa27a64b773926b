package dispatch

import (
	"testing"

	"sluice/pkg/exchange"
)

// The page of a stream that ended early has the worst of its windows, and where that was.
func TestWindowsKeepTheWorst(t *testing.T) {
	var w windows
	at := func(start int) *exchange.Place { return &exchange.Place{Where: "window", Start: start, End: start + 1} }
	for _, p := range []exchange.GuardPage{
		{State: exchange.Passed, Classifier: "c", Turns: 1, Score: 0.1, EngineTook: 2, Took: 3},
		{State: exchange.Passed, Classifier: "c", Turns: 1, Score: 0.6, Worst: at(7), EngineTook: 2, Took: 3},
		{State: exchange.Passed, Classifier: "c", Turns: 1, Score: 0.4, Worst: at(9), EngineTook: 2, Took: 3},
	} {
		w.left(p)
	}
	got := w.of(nil)
	if got == nil || got.Worst == nil || *got.Worst != *at(7) || got.Score != 0.6 || got.Turns != 3 || got.EngineTook != 6 || got.Took != 9 {
		t.Errorf("got %+v", got)
	}
	if none := (&windows{}).of(nil); none != nil {
		t.Errorf("of a stream that nothing left: %+v", none)
	}
}
