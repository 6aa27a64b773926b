package judged

import (
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write testdata anew")

func half(string) float64 { return 0.5 }

// A row without a verdict is neither a hit nor a pass: no figure has it.
func TestErrorsAreCountedApart(t *testing.T) {
	rows := []Row{
		{Label: true, Source: "a", Group: "g", Categories: map[string]bool{"S10": true}}, {Label: true, Source: "a", Open: true},
		{Source: "b", Group: "g"}, {Source: "b"}, {Label: true, Source: "b", Categories: map[string]bool{"S2": true}},
	}
	verdicts := []Verdict{
		{Score: 0.9, Categories: map[string]float64{"S10": 0.9}, Took: time.Millisecond}, {Failed: "timeout"},
		{Score: 0.2, Took: 3 * time.Millisecond}, {Failed: "timeout"}, {Failed: "garbled"},
	}
	r := Evaluate(rows, verdicts, half)
	if r.Rows != 5 || r.Positive != 3 || r.Judged != 2 || r.Groups != 4 || !reflect.DeepEqual(r.Errors, map[string]int{"timeout": 2, "garbled": 1}) {
		t.Errorf("%+v", r)
	}
	if r.All.Rows != 2 || r.All.Positive != 1 || r.All.Recall.Value != 1 || r.All.False.Value != 0 {
		t.Errorf("figures have a row without a verdict: %+v", r.All)
	}
	if len(r.Categories) != 2 || r.Categories[0].Name != "S2" || r.Categories[0].Positive != 0 || r.Categories[1].Name != "S10" || r.Categories[1].Positive != 1 {
		t.Errorf("categories %+v", r.Categories)
	}
	if len(r.Sources) != 2 || r.Sources[1].Rows != 1 || r.Latency != (Latency{1, 3, 3}) {
		t.Errorf("sources %+v, latency %+v", r.Sources, r.Latency)
	}
}

// What is known of a row decides which rows count for a category; a hazard without a
// category may be any.
func TestCategories(t *testing.T) {
	rows := []Row{
		{Label: true, Categories: map[string]bool{"S1": true, "S2": false}, Open: true}, {Label: true, Categories: map[string]bool{"S1": true}},
		{Label: true, Open: true}, {}, {Open: true, Categories: map[string]bool{"S2": false}},
	}
	verdicts := []Verdict{
		{Score: 0.9, Categories: map[string]float64{"S1": 0.9}}, {Score: 0.8, Categories: map[string]float64{"S2": 0.8}},
		{Score: 0.9}, {Score: 0.3}, {Score: 0.7},
	}
	r := Evaluate(rows, verdicts, half)
	if strict := Evaluate(rows, verdicts, func(code string) float64 { return map[string]float64{"": 0.5, "S1": 0.95}[code] }); strict.Categories[0].Recall.Value != 0 || strict.All.Recall.Value != 1 {
		t.Errorf("at its own threshold: %+v", strict.Categories)
	}
	if len(r.Categories) != 1 || r.Categories[0].Name != "S1" {
		t.Fatalf("%+v", r.Categories)
	}
	// Rows 1, 2 and 4 count; 2 was called something else.
	if s := r.Categories[0]; s.Rows != 3 || s.Positive != 2 || !near(s.Recall.Value, 0.5) || !near(s.AUC.Value, 0.5) {
		t.Errorf("%+v", s)
	}
}

func TestPlot(t *testing.T) {
	got := calibrate([]sample{{0.05, false, 0}, {0.08, true, 0}, {0.55, true, 0}, {0.97, true, 0}, {0.98, true, 0}, {0.96, false, 0}}).SVG("a <guard> & more")
	path := filepath.Join("testdata", "calibration.svg")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the plot is another than %s: look at it, and run go test -update", path)
	}
}
