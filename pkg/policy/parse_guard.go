package policy

import (
	"maps"
	"slices"

	"github.com/goccy/go-yaml/ast"
)

func (r *reader) guard(p *Policy, n ast.Node) (err error) {
	p.guard, err = r.guardOf(n, "guard", p.guard)
	return err
}

// guardOf reads a section of hazards; what it leaves out is as in general.
func (r *reader) guardOf(n ast.Node, path string, general guard) (guard, error) {
	g := general
	fields, err := r.fields(n, path, []string{"on_error", "built_in", "input", "output", "shadow"})
	if err != nil {
		return g, err
	}
	if f := fields["on_error"]; f != nil {
		on, err := r.oneOf(f, path+".on_error", []string{string(Hold), string(BlockOnError), string(Except)})
		if err != nil {
			return g, err
		}
		g.onError = OnError(on)
	}
	if f := fields["built_in"]; f != nil {
		if g.blockFrom, err = r.builtIn(f, path+".built_in"); err != nil {
			return g, err
		}
	}
	if g.thresholds, err = r.thresholds(fields, path, general.thresholds); err != nil {
		return g, err
	}
	if f := fields["shadow"]; f != nil {
		path += ".shadow"
		if fields, err = r.fields(f, path, []string{"input", "output"}); err != nil {
			return g, err
		}
		beside := g.thresholds
		if general.shadow != nil {
			beside = *general.shadow
		}
		if beside, err = r.thresholds(fields, path, beside); err != nil {
			return g, err
		}
		g.shadow = &beside
	}
	return g, nil
}

// thresholds reads those of both directions.
func (r *reader) thresholds(fields map[string]ast.Node, path string, general thresholds) (thresholds, error) {
	t := general
	for _, way := range []struct {
		name string
		to   *hazards
	}{{"input", &t.input}, {"output", &t.output}} {
		if f := fields[way.name]; f != nil {
			h, err := r.hazards(f, path+"."+way.name, *way.to)
			if err != nil {
				return general, err
			}
			*way.to = h
		}
	}
	return t, nil
}

func (r *reader) builtIn(n ast.Node, path string) (float64, error) {
	fields, err := r.fields(n, path, []string{"block_from"})
	if err != nil {
		return 0, err
	}
	if fields["block_from"] == nil {
		return 0, r.at(n, "%s.block_from is missing: say from which score on the built-in classifier blocks, such as 0.95", path)
	}
	return r.number(fields["block_from"], path+".block_from", 0, 1)
}

// hazards reads one direction; what it leaves out is as in general. A category that
// leaves out a part has it from the general one of that name, or from the default.
func (r *reader) hazards(n ast.Node, path string, general hazards) (hazards, error) {
	h := general
	fields, err := r.fields(n, path, []string{"default", "categories"})
	if err != nil {
		return h, err
	}
	if f := fields["default"]; f != nil {
		if h.fallback, err = r.threshold(f, path+".default", general.fallback); err != nil {
			return h, err
		}
	}
	if fields["categories"] == nil {
		return h, nil
	}
	categories, err := r.categories(fields["categories"], path+".categories")
	if err != nil {
		return h, err
	}
	own := make(map[string]Threshold, len(categories))
	for _, c := range slices.Sorted(maps.Keys(categories)) {
		if own[c], err = r.threshold(categories[c], path+".categories."+c, h.of(c)); err != nil {
			return h, err
		}
	}
	h.levels = append([]map[string]Threshold{own}, general.levels...)
	return h, nil
}

// categories reads a mapping by category, which its code or its published name may
// stand for, but not both.
func (r *reader) categories(n ast.Node, path string) (map[string]ast.Node, error) {
	fields, err := r.fields(n, path, slices.Concat(r.known.Categories, slices.Sorted(maps.Keys(r.known.CategoryNames))))
	if err != nil {
		return nil, err
	}
	out := make(map[string]ast.Node, len(fields))
	for _, v := range values(n) {
		name := v.Key.(*ast.StringNode).Value // fields has looked
		code, named := r.known.CategoryNames[name]
		if !named {
			code = name
		}
		if out[code] != nil {
			return nil, r.at(v.Key, "%s: %q is %s, which is given already", path, name, code)
		}
		out[code] = fields[name]
	}
	return out, nil
}

// threshold reads one; what it leaves out is as in fallback.
func (r *reader) threshold(n ast.Node, path string, fallback Threshold) (Threshold, error) {
	fields, err := r.fields(n, path, []string{"threshold", "action"})
	if err != nil {
		return fallback, err
	}
	t := fallback
	if f := fields["threshold"]; f != nil {
		if t.Threshold, err = r.number(f, path+".threshold", 0, 1); err != nil {
			return fallback, err
		}
	}
	if f := fields["action"]; f != nil {
		act, err := r.verdict(f, path+".action")
		if err != nil {
			return fallback, err
		}
		t.Action = Action(act)
	}
	return t, nil
}
