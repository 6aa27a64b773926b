package gate

import (
	"cmp"
	"slices"
	"strings"

	"sluice/pkg/engine"
	"sluice/pkg/model"
	"sluice/pkg/ocsf"
)

// tellers are the kinds of engine that tell a digest themselves.
func tellers() map[string]string {
	return map[string]string{"ollama": model.ByOllama, "tgi": model.ByTGI}
}

// names are the models of a backend that there is something to decide about: those that it lists, and of those below
// its patterns the registered ones. mu is held.
func (g *Gate) names(b Backend) []string {
	var out []string
	for _, m := range b.Models {
		prefix, family := strings.CutSuffix(m, "*")
		if !family {
			out = append(out, m)
			continue
		}
		for _, e := range g.entries {
			if strings.HasPrefix(e.Name, prefix) && len(e.Name) > len(prefix) {
				out = append(out, e.Name)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// judge decides about one model at one backend. mu is held.
func (g *Gate) judge(b Backend, name string) model.Verdict {
	now := g.Now()
	seen := g.seen(b, name)
	if len(g.broken) > 0 && seen.By != model.ByBinary {
		return model.Verdict{State: model.Silent, Seen: seen}
	}
	var entries []model.Registered
	for _, e := range g.entries {
		if e.Name == name {
			entries = append(entries, e)
		}
	}
	slices.SortFunc(entries, func(a, b model.Registered) int {
		return cmp.Or(b.Approved.Compare(a.Approved), strings.Compare(a.Digest, b.Digest))
	})
	return model.Decide(b.Name, entries, seen, g.Rules(), now)
}

// seen is what was told of a model at a backend. An agent that is configured beside an engine is believed, and
// nobody else. mu is held.
func (g *Gate) seen(b Backend, name string) model.Seen {
	if b.Kind == "dev" {
		return model.Seen{By: model.ByBinary, At: g.Now()}
	}
	if b.AttestedBy != "" {
		t, ok := g.reports[b.AttestedBy]
		if !ok || t.report.Backend != b.Name {
			return model.Seen{By: model.ByFiles, Who: b.AttestedBy, Tells: true}
		}
		return t.report.Of(name, b.AttestedBy, t.at)
	}
	if s, ok := g.asked[place{b.Name, name}]; ok {
		return s
	}
	by := tellers()[b.Kind]
	return model.Seen{By: by, Tells: by != ""}
}

// decide has each backend in traffic where all its models may be served there, and out else. mu is held.
func (g *Gate) decide() {
	if !g.ready {
		return
	}
	was := g.verdicts
	g.verdicts = make(map[place]model.Verdict, len(was))
	for _, b := range g.backends {
		next, verdicts := g.next(b)
		for name, v := range verdicts {
			at := place{b.Name, name}
			before, known := was[at]
			if v.Since = before.Since; !known || !v.Same(before) {
				v.Since = g.Now()
			}
			g.verdicts[at] = v
			if v.State == model.Tampered && (before.State != model.Tampered || before.Seen.Digest != v.Seen.Digest) {
				g.tampered(b, name, v)
			}
		}
		g.put(b, next)
	}
}

// next is what is to become of a backend, and the verdicts on its models. mu is held.
func (g *Gate) next(b Backend) (state, map[string]model.Verdict) {
	verdicts := map[string]model.Verdict{}
	worst, of := g.pattern(b), strings.Join(b.Models, ", ")
	for i, name := range g.names(b) {
		v := g.judge(b, name)
		verdicts[name] = v
		if i == 0 && worst.State == model.Verified || v.Worse(worst) {
			worst, of = v, name
		}
	}
	out := state{serve: worst.Serve, is: worst.State}
	if !out.serve {
		out.reason = reason(out.is, of)
	}
	return out, verdicts
}

// pattern is what holds of a backend for the names below its patterns that nobody registered; the best of all
// verdicts where it has no pattern. mu is held.
func (g *Gate) pattern(b Backend) model.Verdict {
	if !slices.ContainsFunc(b.Models, func(m string) bool { return strings.HasSuffix(m, "/*") }) {
		return model.Verdict{Serve: true, State: model.Verified}
	}
	return model.Decide(b.Name, nil, g.seen(b, ""), g.Rules(), g.Now())
}

// put tells the pool what changed of a backend. mu is held.
func (g *Gate) put(b Backend, next state) {
	was, known := g.states[b.Name]
	g.states[b.Name] = next
	if known && was == next {
		return
	}
	if next.serve {
		g.Pool.In(b.Name)
	} else {
		g.Pool.Out(b.Name, next.reason)
	}
	g.Telemetry.Weights(b.Name, g.Purpose, next.is)
	switch {
	case known && was.serve == next.serve && was.is == next.is:
	case next.serve:
		g.Log.Info("a backend is in traffic", "backend", b.Name, "state", next.is)
	default:
		g.Log.Warn("a backend is out of traffic", "backend", b.Name, "state", next.is, "why", next.reason)
	}
}

// tampered notes that a flag is to be raised. mu is held.
func (g *Gate) tampered(b Backend, name string, v model.Verdict) {
	g.Telemetry.Tampered(b.Name, g.Purpose)
	var registered string
	for _, w := range v.Entry.Weights {
		if w.By == v.Seen.By {
			registered = w.Digest
		}
	}
	g.unraised = append(g.unraised, raise{ocsf.Tampered{
		Backend: b.Name, Model: name, Version: v.Entry.Version, By: v.Seen.By, Registered: registered, Served: v.Seen.Digest,
	}, g.Now()})
}

func reason(s model.State, name string) string {
	switch s {
	case model.Tampered:
		return "it serves other weights of " + name + " than are registered"
	case model.Silent:
		return "nobody has told lately which weights of " + name + " it serves"
	case model.Refused:
		return "the register has " + name + " retired, or for other backends"
	case model.Unattested:
		return "nobody can tell which weights of " + name + " it serves, and the policy wants that"
	case model.Unregistered:
		return "the policy wants " + name + " registered"
	}
	return ""
}

// asks says whether an engine is asked itself.
func (b Backend) asks() (engine.Identifier, string) {
	by := tellers()[b.Kind]
	who, ok := b.Engine.(engine.Identifier)
	if !ok || by == "" || b.AttestedBy != "" {
		return nil, ""
	}
	return who, by
}
