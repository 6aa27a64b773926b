package policy

import (
	"github.com/goccy/go-yaml/ast"

	"sluice/pkg/model"
)

// models is what the document says of backends whose weights are not known to be the registered ones.
type models struct {
	rules model.Rules
	alone bool // who proposed an entry of the register may approve it
}

// What the section may say; the first holds where it is left out.
func unattestedWords() []string   { return []string{"refuse", "allow"} }
func unregisteredWords() []string { return []string{"allow", "refuse"} }
func approverWords() []string     { return []string{"another", "any"} }

// A model that nobody registered is not pinned, and serves as such; one that is registered serves where that can be
// shown.
func defaultModels() models { return models{rules: model.Rules{Unregistered: true}} }

// Models says which backends may serve that are not verified.
func (p *Policy) Models() model.Rules { return p.models.rules }

// ApproveAlone says whether who proposed an entry of the model register may approve it too.
func (p *Policy) ApproveAlone() bool { return p.models.alone }

func (r *reader) models(p *Policy, n ast.Node) error {
	fields, err := r.fields(n, "models", []string{"unattested", "unregistered", "approver"})
	if err != nil {
		return err
	}
	word := func(name, yes string, legal []string, to *bool) error {
		if fields[name] == nil {
			return nil
		}
		w, err := r.oneOf(fields[name], "models."+name, legal)
		*to = w == yes
		return err
	}
	if err := word("unattested", "allow", unattestedWords(), &p.models.rules.Unattested); err != nil {
		return err
	}
	if err := word("unregistered", "allow", unregisteredWords(), &p.models.rules.Unregistered); err != nil {
		return err
	}
	return word("approver", "any", approverWords(), &p.models.alone)
}

func modelKeys() []Key {
	return []Key{
		{"models.unattested", alternatives(unattestedWords()), unattestedWords()[0],
			"A backend of a registered model of which nobody can tell the weights: it gets no traffic, or it serves and the records say so.", nil},
		{"models.unregistered", alternatives(unregisteredWords()), unregisteredWords()[0],
			"A backend of a model that has no approved entry in the register: it serves and the records say so, or it gets no traffic.", nil},
		{"models.approver", alternatives(approverWords()), approverWords()[0],
			"Who may approve an entry of the model register: another user than the one who proposed it, or any.", nil},
	}
}
