package policy

import (
	"maps"
	"regexp"
	"slices"

	"github.com/goccy/go-yaml/ast"
)

// maxTenants bounds the entries of a section by tenant.
const maxTenants = 1000

// own is what a document says for one tenant.
type own struct {
	input, output actions
	guard         guard
	content       Content
}

// tenants reads what is done otherwise for some tenants, after what is said for all.
func (r *reader) tenants(p *Policy, n ast.Node) error {
	fields, err := r.byTenant(n, "tenants")
	if err != nil {
		return err
	}
	p.own = make(map[string]own, len(fields))
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		path := "tenants." + name
		ways, err := r.fields(fields[name], path, []string{"input", "output", "guard", "content"})
		if err != nil {
			return err
		}
		o := own{p.input, p.output, p.guard, p.content}
		for way, a := range map[string]*actions{"input": &o.input, "output": &o.output} {
			if f := ways[way]; f != nil {
				if *a, err = r.override(f, path+"."+way, *a); err != nil {
					return err
				}
			}
		}
		if f := ways["guard"]; f != nil {
			if o.guard, err = r.guardOf(f, path+".guard", p.guard); err != nil {
				return err
			}
		}
		if f := ways["content"]; f != nil {
			if o.content, err = r.contentOf(f, path+".content", p.content); err != nil {
				return err
			}
		}
		p.own[name] = o
	}
	return nil
}

// override reads what a tenant has otherwise in one direction.
func (r *reader) override(n ast.Node, path string, general actions) (actions, error) {
	a, err := r.direction(n, path, &general.fallback)
	a.levels = append(a.levels, general.levels...)
	return a, err
}

// complete makes the policies of tenants, once all sections were read.
func (p *Policy) complete() {
	p.tenants = make(map[string]*Policy, len(p.own))
	for name, o := range p.own {
		one := *p
		one.input, one.output, one.guard, one.content = o.input, o.output, o.guard, o.content
		p.tenants[name] = &one
	}
}

var tenantName = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`) // as in subjects

// byTenant reads a mapping by tenant. Tenants are the only names in the document
// that nothing can check: one may come later.
func (r *reader) byTenant(n ast.Node, path string) (map[string]ast.Node, error) {
	var names []string
	for _, v := range values(n) {
		if key, ok := v.Key.(*ast.StringNode); ok {
			if !tenantName.MatchString(key.Value) {
				return nil, r.at(key, "%s: a tenant's name has 1 to 64 characters of A-Z, a-z, 0-9, _ and -", path)
			}
			names = append(names, key.Value)
		}
	}
	if len(names) > maxTenants {
		return nil, r.at(n, "%s has more than %d entries", path, maxTenants)
	}
	return r.fields(n, path, names)
}
