package measure

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"sluice/loadtest/load/drive"
	"sluice/loadtest/load/mix"
)

// TestMergingIsRecordingTogether: of parts merged every quantile is that of one
// histogram which got all, and near the true one.
func TestMergingIsRecordingTogether(t *testing.T) {
	from := rand.New(rand.NewPCG(1, 2))
	whole, merged := NewHistogram(), NewHistogram()
	var all []time.Duration
	for part := range 7 {
		h := NewHistogram()
		for range 1000 * (part + 1) {
			d := time.Duration(from.ExpFloat64() * float64(part+1) * float64(3*time.Millisecond)).Round(time.Microsecond)
			h.Add(d)
			whole.Add(d)
			all = append(all, max(d, time.Microsecond))
		}
		merged.Merge(h)
	}
	slices.Sort(all)
	if merged.Count() != int64(len(all)) || merged.Latency() != whole.Latency() {
		t.Errorf("merged %+v, together %+v", merged.Latency(), whole.Latency())
	}
	for _, q := range []float64{0.5, 0.9, 0.99, 0.999, 1} {
		want := all[max(0, int(math.Ceil(q*float64(len(all))))-1)]
		if got := merged.Quantile(q); math.Abs(float64(got-want)) > 0.001*float64(want)+float64(time.Microsecond) {
			t.Errorf("quantile %g is %s, want %s within a thousandth", q, got, want)
		}
	}
}

func TestLongerThanCanBeTold(t *testing.T) {
	h := NewHistogram()
	h.Add(time.Hour)
	h.Add(-time.Second)
	if h.Over() != 1 || h.Count() != 2 || h.Max() < 599*time.Second {
		t.Errorf("over %d, count %d, max %s", h.Over(), h.Count(), h.Max())
	}
}

func TestCurveTellsNoMoreThanThereIs(t *testing.T) {
	h := NewHistogram()
	if h.Curve() != nil {
		t.Error("a curve of nothing")
	}
	for i := range 100 {
		h.Add(time.Duration(i+1) * time.Millisecond)
	}
	c := h.Curve()
	for i, p := range c {
		if i > 0 && (p.Quantile <= c[i-1].Quantile || p.MS < c[i-1].MS) {
			t.Errorf("the curve falls at %v", p)
		}
		if p.Quantile > 0.99 && p.Quantile < 1 {
			t.Errorf("of 100 times it tells quantile %g", p.Quantile)
		}
	}
}

// TestTurnCountsFromDue: latency is what passed since a request was due, not since it
// was sent, and a wrong answer's time counts too.
func TestTurnCountsFromDue(t *testing.T) {
	turn := NewTurn(100 * time.Millisecond)
	at := func(ms int) time.Time { return turn.Began.Add(time.Duration(ms) * time.Millisecond) }
	for _, s := range []drive.Sample{
		{Due: at(0), Sent: at(0), Done: at(10)},
		{Due: at(10), Sent: at(210), Done: at(220), Result: drive.Result{Kind: mix.Stream, First: 3 * time.Millisecond}},
		{Due: at(20), Sent: at(20), Done: at(350), Result: drive.Result{Kind: mix.Blocked, Wrong: "x"}},
	} {
		turn.Record(s)
	}
	turn.Ended, turn.Elapsed = at(400), 400*time.Millisecond
	near := func(what string, got time.Duration, want int) {
		t.Helper()
		if d := got - time.Duration(want)*time.Millisecond; d < -time.Millisecond || d > time.Millisecond {
			t.Errorf("%s is %s, want %d ms", what, got, want)
		}
	}
	near("the longest latency", turn.Latency.Max(), 330)
	near("the stream's latency", turn.ByKind[mix.Stream].Max(), 210)
	near("the longest service", turn.Service.Max(), 330)
	near("the median of service", turn.Service.Quantile(0.5), 10)
	near("the median of latency", turn.Latency.Quantile(0.5), 210)
	near("the longest delay", turn.Delay.Max(), 200)
	near("the first text", turn.First.Max(), 3)
	if turn.LateOut != 1 || turn.Sent != 3 || turn.Wrong["x"] != 1 || turn.Rate() != 7.5 {
		t.Errorf("late %d, sent %d, wrong %v, rate %g", turn.LateOut, turn.Sent, turn.Wrong, turn.Rate())
	}
	course := turn.Course()
	var count int
	for _, s := range course {
		count += s.Count
	}
	if len(course) != 4 || count != 3 || course[0].Rate != 10 || course[1].Count != 0 || math.Abs(course[2].P50-210) > 1 {
		t.Errorf("course %+v", course)
	}
	two := Together(turn, turn)
	if two.Sent != 6 || two.Elapsed != 800*time.Millisecond || two.Rate() != 7.5 || two.Wrong["x"] != 2 || two.ByKind[mix.Plain].Count() != 2 || two.LateOut != 2 {
		t.Errorf("together: %+v", two)
	}
}

func TestCausesAreBounded(t *testing.T) {
	turn := NewTurn(time.Second)
	for i := range 1000 {
		turn.Record(drive.Sample{Due: turn.Began, Sent: turn.Began, Done: turn.Began, Result: drive.Result{Wrong: string(rune('A' + i))}})
	}
	sent, wrong := turn.So()
	if len(turn.Wrong) > maxCauses+1 || sent != 1000 || wrong != 1000 {
		t.Errorf("%d causes, %d sent, %d wrong", len(turn.Wrong), sent, wrong)
	}
}

func TestSpread(t *testing.T) {
	for _, tt := range []struct {
		each              []float64
		median, low, high float64
	}{
		{[]float64{3}, 3, 3, 3},
		{[]float64{5, 1, 3}, 3, 1, 5},
		{[]float64{4, 1, 3, 2}, 2.5, 1, 4},
	} {
		if s := SpreadOf(tt.each...); s.Median != tt.median || s.Low != tt.low || s.High != tt.high || !slices.Equal(s.Each, tt.each) {
			t.Errorf("%v: %+v", tt.each, s)
		}
	}
	// The ratio of pairs is not the ratio of medians: 1/10, 20/40, 9/10.
	if s := Pairs([]float64{1, 20, 9}, []float64{10, 40, 10}, Ratio); s.Median != 0.5 || s.Low != 0.1 || s.High != 0.9 {
		t.Errorf("pairs: %+v", s)
	}
	none := Pairs([]float64{1}, []float64{0}, Ratio)
	if data, err := json.Marshal(none); err != nil || string(data) != "null" {
		t.Errorf("nothing to sum up: %s, %v", data, err)
	}
}

func BenchmarkRecord(b *testing.B) {
	turn := NewTurn(250 * time.Millisecond)
	s := drive.Sample{Due: turn.Began, Sent: turn.Began, Done: turn.Began.Add(4 * time.Millisecond)}
	for b.Loop() {
		turn.Record(s)
	}
}
