package report

import (
	"strings"
	"testing"

	"sluice/loadtest/peers/measure"
)

func result(rate, p99 float64) Result {
	r := Result{Corpora: []Corpus{{Name: "chat", Sides: []measure.Figures{
		{Side: Gitleaks, Rates: []float64{2, 1, 4}},
		{Side: Own, Rates: []float64{300, 100, 600}},
		{Side: All, Rate: measure.Spread{Median: rate}, Rates: []float64{rate}, Clean: 3, Wall: measure.Quantiles{P50: 10, P99: p99}, CPU: measure.Quantiles{P99: 90}},
	}}}}
	r.Corpora[0].Times = Ratios(r.Corpora[0].Sides)
	r.Goals = Judge(r)
	return r
}

func TestJudge(t *testing.T) {
	for _, tt := range []struct {
		rate, p99 float64
		want      string // of the goals in their order: + reached, - missed
	}{
		{50, 100, "+++++"}, {49, 100, "+-+++"}, {50, 101, "+++-+"},
	} {
		var got strings.Builder
		for _, g := range result(tt.rate, tt.p99).Goals {
			got.WriteString(map[bool]string{true: "+", false: "-"}[g.Reached])
		}
		if got.String() != tt.want {
			t.Errorf("rate %g, p99 %g: %s, want %s", tt.rate, tt.p99, got.String(), tt.want)
		}
	}
	if got := result(50, 1).Corpora[0].Times[0]; got.Side != Own || got.Median != 150 || got.Low != 100 {
		t.Errorf("ratios by round: %+v", got)
	}
	if got := Judge(Result{}); len(got) != 0 {
		t.Errorf("goals of nothing: %v", got)
	}
}

func TestPages(t *testing.T) {
	r := result(49, 101)
	for name, page := range map[string]string{"text": r.Text(), "Markdown": r.Markdown()} {
		for _, want := range []string{"150.0 (100.0 to 150.0)", "missed (reached in processor time", "at least 50 MB/s"} {
			if !strings.Contains(page, want) {
				t.Errorf("%s lacks %q:\n%s", name, want, page)
			}
		}
	}
}
