package report

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"regexp"
	"strings"
	"testing"
	"time"

	"sluice/loadtest/load/drive"
	"sluice/loadtest/load/measure"
	"sluice/loadtest/load/mix"
	"sluice/loadtest/load/usage"
)

// turn has n requests of some latency in a second, for which own processes used so
// many milliseconds of CPU each.
func turn(n int, latency time.Duration, cpuEach float64, wrong string) Measured {
	t := measure.NewTurn(250 * time.Millisecond)
	for i := range n {
		due := t.Began.Add(time.Second * time.Duration(i) / time.Duration(n))
		t.Record(drive.Sample{Due: due, Sent: due, Done: due.Add(latency), Result: drive.Result{Kind: mix.Kind(i % 4), Wrong: wrong}})
	}
	t.Ended, t.Elapsed = t.Began.Add(time.Second), time.Second
	cpu := time.Duration(cpuEach * float64(n) * float64(time.Millisecond))
	of := func(share float64, mb int64) map[string]usage.Usage {
		return map[string]usage.Usage{groupOwn: {CPU: time.Duration(share * float64(cpu)), Resident: mb << 20}, groupModel: {}, groupGenerator: {}, groupOthers: {}}
	}
	return Measured{Turn: t, Points: []usage.Point{{At: t.Began, Of: of(1, 100)}, {At: t.Began.Add(500 * time.Millisecond), Of: of(1.5, 300)}, {At: t.Ended, Of: of(2, 200)}}}
}

func sample() Load {
	l := Load{
		Head:   Head{Kind: "load", Date: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Commit: "c", Command: `bin/load compare "<x>" & more`},
		Rounds: 2, Seconds: 1, Connections: 64, OpenRate: 200, Mixed: mix.Mix{Sizes: []mix.Size{{Bytes: 256, Weight: 1}}, Stream: 0.2},
	}
	add := func(name string, n [2]int, ms [2]int, cpu float64, wrong string) {
		var turns []Measured
		for i := range 2 {
			turns = append(turns, turn(n[i], time.Duration(ms[i])*time.Millisecond, cpu, wrong))
		}
		b := BlockOf(turns)
		s := Side{Name: name, Processes: 1, Closed: &b, Open: &b, Mixed: &b}
		s.Memory = MemoryOf(usage.Usage{Resident: 50 << 20}, usage.Usage{Resident: 200 << 20, Anon: 20 << 20, Peak: 310 << 20}, 10<<20, turns)
		l.Sides = append(l.Sides, s)
	}
	add("direct", [2]int{1000, 2000}, [2]int{1, 2}, 0.1, "")
	add("up", [2]int{200, 200}, [2]int{4, 5}, 0.7, "<b>bad</b>")
	l.Sides[1].Against = AgainstDirect(l.Sides[1], l.Sides[0])
	l.Wrong = 1200
	return l
}

func TestBlocksAddUp(t *testing.T) {
	l := sample()
	b := l.Sides[0].Closed
	if b.Requests != 3000 || b.Latency.Count != 3000 || b.Seconds != 2 || b.Wrong != 0 {
		t.Errorf("%+v", b)
	}
	var kinds, course int64
	for _, k := range b.Kinds {
		kinds += k.Count
	}
	for _, m := range b.Course {
		course += int64(m.Count)
	}
	if kinds != 3000 || course != 3000 || len(b.Kinds) != 4 {
		t.Errorf("kinds %d, course %d, %v", kinds, course, b.Kinds)
	}
	if b.Rate.Median != 1500 || math.Abs(b.CPU.Median-0.1) > 1e-6 || math.Abs(b.Cores.High-0.2) > 1e-6 {
		t.Errorf("rate %v, CPU %v, cores %v", b.Rate, b.CPU, b.Cores)
	}
	if up := l.Sides[1].Closed; up.Wrong != 400 || up.Causes["<b>bad</b>"] != 400 {
		t.Errorf("wrong %d, %v", up.Wrong, up.Causes)
	}
	m := l.Sides[0].Memory
	if m.Peak != 300 || m.Idle != 50 || m.Last != 200 || m.HighMark != 310 || m.Share != 10 {
		t.Errorf("memory %+v", m)
	}
}

// TestRatiosAreOfPairs: round by round, not of the medians.
func TestRatiosAreOfPairs(t *testing.T) {
	a := sample().Sides[1].Against
	if math.Abs(a.Rate.Median-0.15) > 1e-9 || a.Rate.Low != 0.1 || a.Rate.High != 0.2 {
		t.Errorf("throughput %+v", a.Rate)
	}
	if math.Abs(a.AddedP50.Median-3) > 0.01 || math.Abs(a.CPU.Median-7) > 0.01 {
		t.Errorf("added p50 %+v, CPU %+v", a.AddedP50, a.CPU)
	}
}

func scaling() Scaling {
	window := func(n int, rate float64) Window {
		return Window{Replicas: n, Rate: rate, Answers: int64(rate), Wrong: map[string]int64{}}
	}
	s := Scaling{Head: Head{Kind: "load-stage"}, Goal: 0.8}
	s.Stages = append(s.Stages, StageOf(Stage{Name: "dispatch", SleepMS: 200, Sleeps: 1, Concurrency: 8}, [][]Window{
		{window(1, 40), window(2, 80), window(4, 100)},
		{window(4, 120), window(2, 60), window(1, 30)},
	}))
	return s
}

func TestEfficiencyIsOfItsSweep(t *testing.T) {
	s := scaling()
	p := s.Stages[0].Points
	if len(p) != 3 || p[0].Efficiency.Median != 1 || p[1].Efficiency.Low != 1 || p[1].Efficiency.High != 1 {
		t.Fatalf("%+v", p)
	}
	// 100/(4×40) and 120/(4×30)
	if p[2].Efficiency.Low != 0.625 || p[2].Efficiency.High != 1 || p[2].Efficiency.Median != 0.8125 || p[2].Possible != 160 || p[2].Answers != 220 {
		t.Errorf("%+v", p[2])
	}
	if missed := s.Missed(); len(missed) != 0 {
		t.Errorf("missed %v", missed)
	}
	s.Goal = 0.82
	if missed := s.Missed(); len(missed) != 1 || !strings.Contains(missed[0], "4 processes") {
		t.Errorf("missed %v", missed)
	}
}

// TestPagesStandAlone: well-formed, nothing loaded from anywhere, no script, and
// nothing of what was measured can become markup.
func TestPagesStandAlone(t *testing.T) {
	for name, page := range map[string][]byte{
		"load": sample().HTML(), "scaling": scaling().HTML(), "empty load": Load{}.HTML(), "empty scaling": Scaling{}.HTML(),
	} {
		t.Run(name, func(t *testing.T) {
			text := string(page)
			standsAlone(t, text)
			if strings.Contains(text, "<b>bad") || strings.Contains(text, `"<x>"`) {
				t.Error("a value became markup")
			}
			if name == "load" && (strings.Count(text, "<svg") != 10 || !strings.Contains(text, "&lt;b&gt;bad")) {
				t.Errorf("%d charts", strings.Count(text, "<svg"))
			}
		})
	}
}

// outside is what would load something; the name of SVG's own space does not.
var outside = regexp.MustCompile(`(?i)https?://|src=|href=|url\(|@import|<script|<link|<iframe|\son[a-z]+=`)

// standsAlone checks a page.
func standsAlone(t *testing.T, text string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("the page is not well-formed: %v", err)
		}
	}
	rest := strings.ReplaceAll(text, `xmlns="http://www.w3.org/2000/svg"`, "")
	if m := outside.FindString(rest); m != "" {
		t.Errorf("the page has %q in it", m)
	}
}

func TestOtherForms(t *testing.T) {
	for _, text := range []string{sample().Markdown(), sample().Text()} {
		for _, want := range []string{"direct", "up", "0.150 (0.100 to 0.200)"} {
			if !strings.Contains(text, want) {
				t.Errorf("no %q in:\n%s", want, text)
			}
		}
	}
	for _, text := range []string{scaling().Markdown(), scaling().Text()} {
		if !strings.Contains(text, "0.81 (0.62 to 1.00)") {
			t.Errorf("no efficiency in:\n%s", text)
		}
	}
	data, err := json.Marshal(sample())
	if err != nil {
		t.Fatal(err)
	}
	var back Load
	if err := json.Unmarshal(data, &back); err != nil || back.Sides[1].Against.Rate.High != 0.2 {
		t.Errorf("read back: %v", err)
	}
}

// TestGoals: each is held against its own figure, and only at the load that it is set for.
func TestGoals(t *testing.T) {
	l := sample()
	flow := *l.Sides[1].Open
	flow.First = &measure.Latency{Count: 1, P50: 4, P95: 9}
	l.Sides[1].Streams, l.StreamRate = &flow, 20
	l.Sides[1].Against.FirstP95 = measure.SpreadOf(9, 11, 8)
	want := []bool{false, true, false, true, true} // share 0.15, CPU 0.7 ms, p50 4 ms, p99 5 ms, first text 9 ms
	goals := l.Goals()
	if len(goals) != len(want) {
		t.Fatalf("%d goals: %+v", len(goals), goals)
	}
	for i, g := range goals {
		if g.Met != want[i] {
			t.Errorf("%+v", g)
		}
	}
	for _, text := range []string{l.Text(), l.Markdown()} {
		for _, part := range []string{"not met", "0.150 (0.100 to 0.200)", "9.00 (8.00 to 11.00) ms", "4.00 ms"} {
			if !strings.Contains(text, part) {
				t.Errorf("no %q in:\n%s", part, text)
			}
		}
	}
	l.Connections, l.OpenRate, l.Sides[1].Streams = 8, 50, nil
	if goals := l.Goals(); len(goals) != 0 {
		t.Errorf("at another load: %+v", goals)
	}
}

// TestWrongOf: a wrong answer counts where its side is meant.
func TestWrongOf(t *testing.T) {
	l := sample()
	if n := l.WrongOf(func(name string) bool { return name == "up" }); n != 1200 {
		t.Errorf("up: %d", n)
	}
	if n := l.WrongOf(func(name string) bool { return name == "direct" }); n != 0 {
		t.Errorf("direct: %d", n)
	}
}
