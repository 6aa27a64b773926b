package judged

import (
	"math"
	"testing"
)

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

// Worked out by hand: of six pairs three are in order, and one is a tie.
func TestScore(t *testing.T) {
	s := score([]sample{{0.2, true, 1}, {0.8, false, 2}, {0.9, true, 3}, {0.3, false, 4}, {0.8, true, 5}}, 0.5)
	for name, tt := range map[string]struct{ got, want float64 }{
		"AUC": {s.AUC.Value, 3.5 / 6}, "recall": {s.Recall.Value, 2.0 / 3}, "precision": {s.Precision.Value, 2.0 / 3}, "F1": {s.F1.Value, 2.0 / 3},
		"false positives": {s.False.Value, 0.5}, "recall at 1 %": {s.AtRate.Value, 1.0 / 3}, "best F1": {s.BestF1.Value, 0.75}, "where": {s.BestAt, 0.2},
	} {
		if !near(tt.got, tt.want) {
			t.Errorf("%s: %v, want %v", name, tt.got, tt.want)
		}
	}
	if s.Rows != 5 || s.Positive != 3 {
		t.Errorf("%d rows, %d positive", s.Rows, s.Positive)
	}
}

func TestWhatIsNotKnown(t *testing.T) {
	safe := score([]sample{{0.7, false, 1}, {0.1, false, 2}}, 0.5)
	if safe.AUC.Known || safe.Recall.Known || safe.F1.Known || safe.AtRate.Known || safe.BestF1.Known || !safe.False.Known || !near(safe.False.Value, 0.5) {
		t.Errorf("negative rows alone: %+v", safe)
	}
	unsafe := score([]sample{{0.7, true, 1}, {0.1, true, 2}}, 0.5)
	if unsafe.AUC.Known || unsafe.False.Known || unsafe.AtRate.Known || !near(unsafe.Recall.Value, 0.5) || !near(unsafe.Precision.Value, 1) {
		t.Errorf("positive rows alone: %+v", unsafe)
	}
	if none := score([]sample{{0.1, true, 1}, {0.1, false, 1}}, 0.5); none.Precision.Known || !near(none.Recall.Value, 0) || !near(none.AUC.Value, 0.5) {
		t.Errorf("nothing reaches the threshold: %+v", none)
	}
	if empty := score(nil, 0.5); empty.Rows != 0 || empty.AUC.Known {
		t.Errorf("no rows: %+v", empty)
	}
}

// One in a hundred negative rows may be wrong, and not one more.
func TestRecallAtRate(t *testing.T) {
	for wrong, want := range map[int]float64{0: 1, 1: 1, 2: 0.5, 3: 0.5} {
		samples := []sample{{0.9, true, -1}, {0.6, true, -2}}
		for i := range 100 {
			s := sample{score: 0.1, group: i}
			if i < wrong {
				s.score = 0.7
			}
			samples = append(samples, s)
		}
		if got := score(samples, 0.5).AtRate; !near(got.Value, want) {
			t.Errorf("%d wrong above: %v, want %v", wrong, got.Value, want)
		}
	}
	if got := score([]sample{{0.9, false, 1}, {0.8, true, 2}}, 0.5).AtRate; !got.Known || got.Value != 0 {
		t.Errorf("the highest is wrong: %+v", got)
	}
}

// Two groups that say the contrary: each drawing has the one twice, the other twice, or
// both. In one group nothing varies.
func TestIntervalsDrawGroups(t *testing.T) {
	s := score([]sample{{0.9, true, 7}, {0.1, false, 7}, {0.1, true, 8}, {0.9, false, 8}}, 0.5)
	if s.AUC != (Figure{true, 0.5, 0, 1}) {
		t.Errorf("two groups: %+v", s.AUC)
	}
	one := score([]sample{{0.9, true, 7}, {0.1, false, 7}, {0.1, true, 7}, {0.9, false, 7}}, 0.5)
	if one.AUC != (Figure{true, 0.5, 0.5, 0.5}) {
		t.Errorf("one group: %+v", one.AUC)
	}
	var samples []sample
	for i := range 100 {
		samples = append(samples, sample{float64(i%10) / 10, i%3 == 0, i})
	}
	if a, b := score(samples, 0.5), score(samples, 0.5); a != b || !(a.F1.Low < a.F1.Value && a.F1.Value < a.F1.High) {
		t.Errorf("%+v, then %+v", a.F1, b.F1)
	}
}

// By hand: of 0.1, 0.1, 0.9, 1 the second and the last are positive.
func TestCalibration(t *testing.T) {
	c := calibrate([]sample{{0.1, false, 0}, {0.1, true, 0}, {0.9, false, 0}, {1, true, 0}})
	if c.Bins[1] != (Bin{2, 1, 0.1}) || c.Bins[9].Rows != 2 || c.Bins[9].Positive != 1 || !near(c.Bins[9].Mean, 0.95) {
		t.Errorf("bins %+v", c.Bins)
	}
	if want := (0.01 + 0.81 + 0.81 + 0) / 4; !near(c.Brier, want) {
		t.Errorf("Brier %v, want %v", c.Brier, want)
	}
	if want := (2*0.4 + 2*0.45) / 4; !near(c.ECE, want) {
		t.Errorf("error %v, want %v", c.ECE, want)
	}
	if c := calibrate(nil); c.ECE != 0 || c.Brier != 0 {
		t.Errorf("no rows: %+v", c)
	}
}
