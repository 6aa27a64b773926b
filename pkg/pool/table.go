package pool

import (
	"cmp"
	"slices"
	"strings"

	"sluice/pkg/telemetry"
)

// table is which backends there are and what each serves. It never changes: a change of the backends makes another.
type table struct {
	backends []*backend
	exact    map[string][]*backend
	families []family // longest prefix first
}

// family is a prefix and every backend that serves all of it.
type family struct {
	prefix   string
	backends []*backend
}

// now is the table of this moment.
func (p *Pool) now() *table { return p.table.Load() }

func newTable(backends []*backend) *table {
	t := &table{backends: backends, exact: map[string][]*backend{}}
	prefixes := map[string]bool{}
	for _, b := range t.backends {
		for _, m := range b.Models {
			if prefix, ok := strings.CutSuffix(m, "*"); ok {
				prefixes[prefix] = true
			} else {
				t.exact[m] = nil
			}
		}
	}
	for name := range t.exact {
		t.exact[name] = t.having(func(b *backend) bool {
			return slices.Contains(b.Models, name) || b.covers(name) && b.serves(name)
		})
	}
	for prefix := range prefixes {
		t.families = append(t.families, family{prefix, t.having(func(b *backend) bool { return b.covers(prefix) })})
	}
	slices.SortFunc(t.families, func(a, b family) int {
		return cmp.Or(len(b.prefix)-len(a.prefix), strings.Compare(a.prefix, b.prefix))
	})
	return t
}

func (t *table) having(want func(*backend) bool) []*backend {
	var out []*backend
	for _, b := range t.backends {
		if want(b) {
			out = append(out, b)
		}
	}
	return out
}

// covers reports whether one of the backend's prefixes begins name.
func (b *backend) covers(name string) bool {
	return slices.ContainsFunc(b.Models, func(m string) bool {
		prefix, ok := strings.CutSuffix(m, "*")
		return ok && strings.HasPrefix(name, prefix)
	})
}

func (b *backend) serves(model string) bool { return b.Serves == nil || b.Serves(model) }

// serving is every backend that serves the model. The caller must not change it.
func (t *table) serving(model string) []*backend {
	if bs, ok := t.exact[model]; ok {
		return bs
	}
	for _, f := range t.families {
		if len(model) <= len(f.prefix) || !strings.HasPrefix(model, f.prefix) {
			continue
		}
		if !slices.ContainsFunc(f.backends, func(b *backend) bool { return !b.serves(model) }) {
			return f.backends
		}
		return slices.DeleteFunc(slices.Clone(f.backends), func(b *backend) bool { return !b.serves(model) })
	}
	return nil
}

// Several reports whether more than one backend serves the model: only then it matters to which conversation a call
// belongs.
func (p *Pool) Several(model string) bool { return len(p.now().serving(model)) > 1 }

// named is the configured name or pattern that a model goes by: callers may write what they like below a pattern.
func (t *table) named(model string) string {
	if _, ok := t.exact[model]; ok {
		return model
	}
	for _, f := range t.families {
		if strings.HasPrefix(model, f.prefix) {
			return f.prefix + "*"
		}
	}
	return telemetry.Other
}

// find is the backend of a name, nil if there is none.
func (t *table) find(name string) *backend {
	for _, b := range t.backends {
		if b.Name == name {
			return b
		}
	}
	return nil
}
