package policy

import (
	"maps"
	"math"
	"slices"

	"github.com/goccy/go-yaml/ast"
)

// Limit is what one tenant may send to one process. The zero value limits nothing.
type Limit struct {
	Rate     float64 // requests a second; 0 is no limit
	Burst    int     // requests at once while the rate allows it; 0 only without a rate
	InFlight int     // requests without an outcome; 0 is no limit
	Tokens   int     // tokens a minute, of prompts and answers; 0 is no limit
	Limited  bool    // whether any of them is a limit

	// Calls is how many calls of models may run at a time, in one process of dispatch; 0 is no limit. More wait.
	Calls int
}

// admission is what the document says of who may send how much.
type admission struct {
	fallback Limit
	tenants  map[string]Limit
	weights  map[string]int // by lane
}

// Bounds of limits.
const (
	minRate     = 0.001
	maxRate     = 1e6
	maxCount    = 1_000_000
	maxTokens   = 1_000_000_000
	maxWeight   = 100
	interactive = "interactive"
	batch       = "batch"
)

func lanes() []string { return []string{interactive, batch} }

func defaultAdmission() admission {
	return admission{weights: map[string]int{interactive: 4, batch: 1}}
}

// Admission is what this tenant may send to one process.
func (p *Policy) Admission(tenant string) Limit {
	if l, ok := p.admit.tenants[tenant]; ok {
		return l
	}
	return p.admit.fallback
}

// LaneWeight is how many turns a lane has while others wait too; 1 for a lane
// that nobody knows.
func (p *Policy) LaneWeight(lane string) int { return max(1, p.admit.weights[lane]) }

func (r *reader) admission(p *Policy, n ast.Node) error {
	fields, err := r.fields(n, "admission", []string{"default", "tenants", "lanes"})
	if err != nil {
		return err
	}
	if f := fields["default"]; f != nil {
		if p.admit.fallback, err = r.limit(f, "admission.default"); err != nil {
			return err
		}
	}
	if f := fields["tenants"]; f != nil {
		if p.admit.tenants, err = r.limits(f); err != nil {
			return err
		}
	}
	if f := fields["lanes"]; f != nil {
		return r.lanes(p, f)
	}
	return nil
}

func (r *reader) limits(n ast.Node) (map[string]Limit, error) {
	const path = "admission.tenants"
	fields, err := r.byTenant(n, path)
	if err != nil {
		return nil, err
	}
	out := make(map[string]Limit, len(fields))
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if out[name], err = r.limit(fields[name], path+"."+name); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (r *reader) limit(n ast.Node, path string) (Limit, error) {
	var l Limit
	fields, err := r.fields(n, path, []string{"rate", "burst", "in_flight", "tokens", "calls"})
	if err != nil {
		return l, err
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if zero(fields[name]) {
			return l, r.at(fields[name], "%s.%s is 0, which would refuse everything; for no limit leave it out", path, name)
		}
	}
	if f := fields["rate"]; f != nil {
		if l.Rate, err = r.number(f, path+".rate", minRate, maxRate); err != nil {
			return l, err
		}
		l.Burst = int(math.Ceil(l.Rate))
	}
	if f := fields["burst"]; f != nil {
		if fields["rate"] == nil {
			return l, r.at(f, "%s.burst means nothing without a rate", path)
		}
		if l.Burst, err = r.whole(f, path+".burst", 1, maxCount); err != nil {
			return l, err
		}
	}
	for _, count := range []struct {
		name string
		into *int
		most int
	}{{"in_flight", &l.InFlight, maxCount}, {"tokens", &l.Tokens, maxTokens}, {"calls", &l.Calls, maxCount}} {
		if f := fields[count.name]; f != nil {
			if *count.into, err = r.whole(f, path+"."+count.name, 1, count.most); err != nil {
				return l, err
			}
		}
	}
	l.Limited = l.Rate > 0 || l.InFlight > 0 || l.Tokens > 0
	return l, nil
}

func (r *reader) lanes(p *Policy, n ast.Node) error {
	fields, err := r.fields(n, "admission.lanes", lanes())
	if err != nil {
		return err
	}
	for _, lane := range slices.Sorted(maps.Keys(fields)) {
		path := "admission.lanes." + lane
		weight, err := r.fields(fields[lane], path, []string{"weight"})
		if err != nil {
			return err
		}
		if weight["weight"] == nil {
			return r.at(fields[lane], "%s.weight is missing", path)
		}
		if p.admit.weights[lane], err = r.whole(weight["weight"], path+".weight", 1, maxWeight); err != nil {
			return err
		}
	}
	return nil
}
