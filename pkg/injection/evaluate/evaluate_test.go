package evaluate

import (
	"math"
	"slices"
	"strings"
	"testing"

	"sluice/pkg/injection"
)

// judged gives each text the score that it names: "r" a rule's finding, "l" one of the classifier.
func judged(text string, _ injection.Source) Verdict {
	v := Verdict{Rules: strings.Contains(text, "r"), Likeness: 0.2}
	if strings.Contains(text, "l") {
		v.Likeness, v.Like = 0.8, true
	}
	return v
}

func TestScore(t *testing.T) {
	rows := []Row{
		{Label: "jailbreak", Group: "1", Text: "r", Attack: true}, {Label: "jailbreak", Group: "2", Text: "l", Attack: true},
		{Label: "jailbreak", Group: "3", Text: "-", Attack: true}, {Label: "safe", Group: "4", Text: "-"}, {Label: "safe", Group: "5", Text: "l"},
	}
	s := Of(rows, judged)
	if s.Rows != 5 || s.Attacks != 3 || s.Groups != 5 || len(s.Systems) != 3 || len(s.Labels) != 2 {
		t.Fatalf("%+v", s)
	}
	for i, want := range []struct {
		name                                     string
		auc, atOne, precision, recall, f1, wrong float64
	}{
		{"rules", 4.0 / 6, 1.0 / 3, 1, 1.0 / 3, 0.5, 0},
		{"likeness", 2.5 / 6, 0, 0.5, 1.0 / 3, 0.4, 0.5},
		{"both", 4.0 / 6, 1.0 / 3, 2.0 / 3, 2.0 / 3, 2.0 / 3, 0.5},
	} {
		y := s.Systems[i]
		if y.Name != want.name {
			t.Errorf("%s, want %s", y.Name, want.name)
		}
		for name, pair := range map[string][2]float64{
			"AUC": {y.AUC.Value, want.auc}, "recall at 1 %": {y.AtOne.Value, want.atOne}, "precision": {y.Precision.Value, want.precision},
			"recall": {y.Recall.Value, want.recall}, "F1": {y.F1.Value, want.f1}, "false positives": {y.Alarms.Value, want.wrong},
		} {
			if math.Abs(pair[0]-pair[1]) > 1e-9 {
				t.Errorf("%s of %s: %v, want %v", name, y.Name, pair[0], pair[1])
			}
		}
		if f := y.F1; !f.Known || f.Low > f.Value || f.High < f.Value {
			t.Errorf("%s: F1 %+v", y.Name, f)
		}
	}
	if l := s.Labels[0]; l.Label != "jailbreak" || !l.Attack || l.Found.Hits != 2 || l.Found.Of != 3 || l.Rules != 1 || l.Likeness != 1 {
		t.Errorf("%+v", l)
	}
	if again := Of(rows, judged); again.Systems[2] != s.Systems[2] {
		t.Error("not the same intervals twice")
	}
}

func TestOneSideAlone(t *testing.T) {
	s := Of([]Row{{Label: "safe", Text: "-"}, {Label: "safe", Group: "2", Text: "l"}}, judged)
	for _, y := range s.Systems {
		if y.AUC.Known || y.Recall.Known || y.AtOne.Known || !y.Alarms.Known {
			t.Errorf("%+v", y)
		}
	}
}

func TestRead(t *testing.T) {
	o := Options{File: "f", Attacks: Attacks(), Guess: true}
	rows, err := Read(strings.NewReader(`{"text":"a","label":"jailbreak"}
{"text":"b","label":1,"template":7}

{"context":["c","d"],"label":"benign","task":"code"}
{"text":"e","label":"indirect_injection","kind":"k"}
{"text":"f","label":"unsafe","type":"t"}
`), o)
	want := []Row{
		{"f", "jailbreak", "f row 1", "a", injection.User, true}, {"f", "1", "f 7", "b", injection.User, true},
		{"f", "benign", "f row 4", "c\nd", injection.Untrusted, false}, {"f", "indirect_injection", "f k", "e", injection.Untrusted, true},
		{"f", "unsafe", "f t", "f", injection.User, false},
	}
	if err != nil || !slices.Equal(rows, want) {
		t.Errorf("%+v, %v", rows, err)
	}
	o.Guess, o.From = false, injection.Untrusted
	if rows, err := Read(strings.NewReader(`{"text":"a","label":"x"}`), o); err != nil || rows[0].From != injection.Untrusted || rows[0].Attack {
		t.Errorf("%+v, %v", rows, err)
	}
	for _, bad := range []string{"", "{}", `{"text":"canary"}`, `{"label":"x"}`, `{"text":7,"label":"x"}`, `canary`} {
		if _, err := Read(strings.NewReader(bad), o); err == nil || strings.Contains(err.Error(), "canary") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestPlant(t *testing.T) {
	attack := Row{Label: "indirect_injection", Text: "DO IT", From: injection.Untrusted, Attack: true}
	context := Row{Label: "benign", Text: "some words of a text", From: injection.Untrusted}
	rows := Plant([]Row{attack, context, {Label: "jailbreak", Text: "x", Attack: true}})
	var got []string
	for _, r := range rows {
		got = append(got, r.Label+": "+r.Text)
	}
	want := []string{"indirect_injection, planted: \nDO IT\nsome words of a text", "indirect_injection, planted: some \nDO IT\nwords of a text",
		"indirect_injection, planted: some words of a text\nDO IT\n", "benign: some words of a text", "jailbreak: x"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if got := Plant([]Row{attack}); len(got) != 1 || got[0] != attack {
		t.Errorf("%+v", got)
	}
}
