package report

import (
	"strings"
	"testing"
)

func soaked() Soak {
	s := Soak{
		Head: Head{Kind: "soak"}, Rate: 20, Most: 150, Margin: 24, Requests: 100, Left: 10,
		Before: Held{Resident: 90, Goroutines: 200, Files: 20, CPU: 1}, After: Held{Resident: 110, Goroutines: 224, Files: 44, CPU: 1.5},
	}
	for i := range 40 {
		s.Samples = append(s.Samples, Held{At: float64(i), Resident: 200 - 2*float64(i), Goroutines: 300, Files: 60})
	}
	return s
}

// TestSoakFails: for each thing that it asserts, and for nothing else.
func TestSoakFails(t *testing.T) {
	if failed := soaked().Failed(); len(failed) != 0 {
		t.Errorf("within its bounds: %v", failed)
	}
	if late := soaked().Late(); late != 200-2*36 {
		t.Errorf("%g MB in the last tenth", late)
	}
	for want, change := range map[string]func(*Soak){
		"1 answers were wrong":               func(s *Soak) { s.Causes = map[string]int64{"no answer": 1} },
		"nothing was measured":               func(s *Soak) { s.Requests = 0 },
		"128 MB resident at the end":         func(s *Soak) { s.Most = 127 },
		"225 goroutines afterwards, 200 bef": func(s *Soak) { s.After.Goroutines++ },
		"45 open files afterwards, 20 befor": func(s *Soak) { s.After.Files++ },
	} {
		s := soaked()
		change(&s)
		if failed := s.Failed(); len(failed) != 1 || !strings.Contains(failed[0], want) {
			t.Errorf("want %q: %v", want, failed)
		}
		if !strings.Contains(s.Text(), want) || !strings.Contains(s.Markdown(), want) {
			t.Errorf("%q is not told:\n%s", want, s.Text())
		}
	}
	s := soaked()
	s.Most = 0
	if s.Samples[39].Resident = 4000; len(s.Failed()) != 0 {
		t.Errorf("without a bound: %v", s.Failed())
	}
}

func TestSoakForms(t *testing.T) {
	standsAlone(t, string(soaked().HTML()))
	standsAlone(t, string(Soak{}.HTML()))
	for _, text := range []string{soaked().Text(), soaked().Markdown()} {
		for _, want := range []string{"100 requests", "10 streams", "128 MB", "200 before, 224 after", "4.55 ms a request", "39 s"} {
			if !strings.Contains(text, want) {
				t.Errorf("no %q in:\n%s", want, text)
			}
		}
	}
}
