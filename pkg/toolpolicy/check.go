package toolpolicy

import (
	"fmt"
	"slices"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
)

// check refuses policies with names that mean nothing: a forbid of the action "cal" would be in
// force for nobody, silently.
func (b *Bundle) check() error {
	n := b.names()
	for _, p := range b.policies {
		tree := (*ast.Policy)(p.policy.AST())
		err := n.policy(tree)
		if err != nil {
			return fmt.Errorf("%s:%d: policy %s: %w", tree.Position.Filename, tree.Position.Line, p.id, err)
		}
	}
	return nil
}

// vocabulary is what a policy may name.
type vocabulary struct {
	types      map[cedar.EntityType]bool
	attributes map[cedar.String][]cedar.String // by variable
}

func (b *Bundle) names() vocabulary {
	n := vocabulary{
		types: map[cedar.EntityType]bool{typeUser: true, typeRole: true, typeTool: true, typeServer: true, typeAction: true},
		attributes: map[cedar.String][]cedar.String{
			"context": {"arguments", "model", "lane"}, "principal": {"tenant", "user", "roles"}, "resource": {"server"},
		},
	}
	for uid, e := range b.known {
		n.types[uid.Type] = true
		for parent := range e.Parents.All() {
			n.types[parent.Type] = true
		}
		if uid.Type == typeTool {
			n.attributes["resource"] = slices.AppendSeq(n.attributes["resource"], e.Attributes.Keys())
		}
	}
	return n
}

func (n vocabulary) policy(p *ast.Policy) error {
	for _, scope := range []ast.IsScopeNode{p.Principal, p.Action, p.Resource} {
		if err := n.scope(scope); err != nil {
			return err
		}
	}
	var first error
	for _, c := range p.Conditions {
		ast.Inspect(ast.NewNode(c.Body), func(node ast.IsNode) bool {
			if first == nil {
				first = n.node(node)
			}
			return first == nil
		})
	}
	return first
}

func (n vocabulary) scope(s ast.IsScopeNode) error {
	switch s := s.(type) {
	case ast.ScopeTypeEq:
		return n.entity(s.Entity)
	case ast.ScopeTypeIn:
		return n.entity(s.Entity)
	case ast.ScopeTypeInSet:
		for _, e := range s.Entities {
			if err := n.entity(e); err != nil {
				return err
			}
		}
	case ast.ScopeTypeIs:
		return n.entityType(s.Type)
	case ast.ScopeTypeIsIn:
		if err := n.entityType(s.Type); err != nil {
			return err
		}
		return n.entity(s.Entity)
	}
	return nil
}

func (n vocabulary) node(node ast.IsNode) error {
	switch node := node.(type) {
	case ast.NodeTypeIs:
		return n.entityType(node.EntityType)
	case ast.NodeTypeIsIn:
		return n.entityType(node.EntityType)
	case ast.NodeValue:
		if e, ok := node.Value.(cedar.EntityUID); ok {
			return n.entity(e)
		}
	case ast.NodeTypeAccess:
		return n.attribute(node.StrOpNode)
	case ast.NodeTypeHas:
		return n.attribute(node.StrOpNode)
	}
	return nil
}

func (n vocabulary) entity(e cedar.EntityUID) error {
	if e.Type == typeAction && e.ID != actionOffer && e.ID != actionCall {
		return fmt.Errorf("there is no action %s, only %s and %s", e.ID, actionOffer, actionCall)
	}
	return n.entityType(e.Type)
}

func (n vocabulary) entityType(t cedar.EntityType) error {
	if !n.types[t] {
		return fmt.Errorf("no entity is of the type %s", t)
	}
	return nil
}

// attribute judges what is read of a variable itself; what is below that is the tool's.
func (n vocabulary) attribute(op ast.StrOpNode) error {
	of, ok := op.Arg.(ast.NodeTypeVariable)
	if ok && !slices.Contains(n.attributes[of.Name], op.Value) {
		return fmt.Errorf("%s has no attribute %s", of.Name, op.Value)
	}
	return nil
}
