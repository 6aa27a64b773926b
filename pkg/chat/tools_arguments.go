package chat

import (
	"errors"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// Check returns nil where arguments, parsed from size bytes, fit the schema. Otherwise its error
// names the place and the keyword. Of names it tells those that the schema declares, and never a
// value. Arguments that would take too long to judge do not fit.
func (s *ToolSchema) Check(arguments *Document, size int) error {
	if s.cost.visits*arguments.Nodes > maxWork || s.cost.steps*size > maxSteps {
		return errors.New("arguments: too many values for so complex a schema")
	}
	err := s.lib.Validate(arguments.Root.plain())
	if err == nil {
		return nil
	}
	invalid, ok := err.(*jsonschema.ValidationError)
	if !ok {
		return errors.New("arguments: not judged")
	}
	return errors.New(s.explain(invalid))
}

// explain describes the first leaf of e by place and keyword. The kinds hold the refused values:
// only names that the schema declares are told.
func (s *ToolSchema) explain(e *jsonschema.ValidationError) string {
	if len(e.Causes) > 0 && !alternatives(e.ErrorKind) {
		first := s.explain(e.Causes[0])
		for _, cause := range e.Causes[1:] {
			first = min(first, s.explain(cause))
		}
		return first
	}
	at := s.place(e.InstanceLocation)
	switch k := e.ErrorKind.(type) {
	case *kind.Required:
		missing := s.name(k.Missing[0])
		for _, m := range k.Missing[1:] {
			missing = min(missing, s.name(m))
		}
		return at + "." + missing + " is required"
	case *kind.Type:
		return at + " must be of type " + strings.Join(k.Want, " or ")
	case *kind.AdditionalProperties:
		return at + " has a member that is not allowed"
	case *kind.FalseSchema:
		return at + " is not allowed"
	case *kind.Not:
		return at + " breaks the rule not"
	}
	rule := "schema"
	if path := e.ErrorKind.KeywordPath(); len(path) > 0 {
		rule = path[0]
	}
	return at + " breaks the rule " + rule
}

// alternatives says whether k's causes are what each of several shapes misses.
func alternatives(k jsonschema.ErrorKind) bool {
	switch k.(type) {
	case *kind.AnyOf, *kind.OneOf:
		return true
	}
	return false
}

func (s *ToolSchema) place(path []string) string {
	var b strings.Builder
	b.WriteString("arguments")
	for _, name := range path {
		if _, err := strconv.Atoi(name); err == nil && len(name) < 6 {
			b.WriteString("[" + name + "]")
			continue
		}
		b.WriteString("." + s.name(name))
	}
	return b.String()
}

func (s *ToolSchema) name(name string) string {
	if s.declared[name] {
		return name
	}
	return "*"
}
