package benign

import (
	"cmp"
	"maps"
	"slices"

	"sluice/pkg/scan"
)

// Goals: prompts flagged per 1,000, at most.
const (
	GoalSecret = 1.0  // with a secret
	GoalAlarms = 10.0 // with a false alarm of any pattern type
)

// Report counts what a scan finds in benign prompts.
type Report struct {
	Prompts int `json:"prompts"`
	// Prompts with at least one finding, and per 1,000.
	Secret  Flagged `json:"secret"`       // of type SECRET
	Any     Flagged `json:"any"`          // of any type
	Alarms  Flagged `json:"false_alarms"` // of any type but the true ones of the kind
	ByType  []Fired `json:"by_type"`
	ByRule  []Fired `json:"by_rule"`
	Flagged []Place `json:"-"`
}

// Flagged is a number of prompts.
type Flagged struct {
	Prompts int     `json:"prompts"`
	Per1000 float64 `json:"per_1000"`
}

// Fired says in how many prompts a type or a rule was found, and in how many of
// them as a false alarm.
type Fired struct {
	Name   string `json:"name"`
	Type   string `json:"type,omitempty"` // of a rule
	Found  int    `json:"found"`
	Alarms int    `json:"false_alarms"`
}

// Place is one finding. It points into Prompts, and has no text.
type Place struct {
	Prompt  int
	Kind    string
	Index   int
	Finding scan.Finding
	Alarm   bool
}

// Count scans the prompts.
func Count(prompts []Prompt, find func(text string) []scan.Finding) Report {
	r := Report{Prompts: len(prompts)}
	types, rules := map[string]*Fired{}, map[string]*Fired{}
	for i, p := range prompts {
		seen := map[string]bool{} // what was counted for this prompt
		once := func(key string, counter *int) {
			if !seen[key] {
				seen[key] = true
				*counter++
			}
		}
		for _, f := range find(p.Text) {
			t := string(f.Type)
			alarm := f.Type == scan.Secret || !slices.Contains(p.Real, t)
			r.Flagged = append(r.Flagged, Place{Prompt: i, Kind: p.Kind, Index: p.Index, Finding: f, Alarm: alarm})
			byType, byRule := entry(types, t, ""), entry(rules, f.Rule, t)
			once("any", &r.Any.Prompts)
			once("type "+t, &byType.Found)
			once("rule "+f.Rule, &byRule.Found)
			if f.Type == scan.Secret {
				once("secret", &r.Secret.Prompts)
			}
			if alarm {
				once("alarm", &r.Alarms.Prompts)
				once("alarm type "+t, &byType.Alarms)
				once("alarm rule "+f.Rule, &byRule.Alarms)
			}
		}
	}
	for _, f := range []*Flagged{&r.Secret, &r.Any, &r.Alarms} {
		if len(prompts) > 0 {
			f.Per1000 = 1000 * float64(f.Prompts) / float64(len(prompts))
		}
	}
	r.ByType, r.ByRule = worst(types), worst(rules)
	return r
}

func entry(in map[string]*Fired, name, typ string) *Fired {
	if in[name] == nil {
		in[name] = &Fired{Name: name, Type: typ}
	}
	return in[name]
}

// worst are those with the most false alarms first.
func worst(of map[string]*Fired) []Fired {
	var out []Fired
	for _, f := range slices.SortedFunc(maps.Values(of), func(a, b *Fired) int {
		return cmp.Or(b.Alarms-a.Alarms, b.Found-a.Found, cmp.Compare(a.Name, b.Name))
	}) {
		out = append(out, *f)
	}
	return out
}
