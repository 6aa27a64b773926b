package chat

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"sluice/schemas"
)

// Schema is one compiled schema of package schemas. It is safe for concurrent use.
type Schema struct {
	lib   *jsonschema.Schema
	fast  *rule           // nil where the schema has keywords that only the library knows
	doc   *Value          // the schema itself
	names map[string]bool // what places are told by, beside KnownKey; nil for no more
}

// CompileSchema compiles the named document of package schemas.
func CompileSchema(name string) (*Schema, error) {
	data, err := schemas.File(name)
	if err != nil {
		return nil, err
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read schema %s: %w", name, err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.UseLoader(jsonschema.SchemeURLLoader{}) // nothing is loaded from outside
	url := "urn:sluice:file:" + name
	if err := c.AddResource(url, doc); err != nil {
		return nil, fmt.Errorf("add schema %s: %w", name, err)
	}
	lib, err := c.Compile(url)
	if err != nil {
		return nil, fmt.Errorf("compile schema %s: %w", name, err)
	}
	parsed, err := Parse(data, Limits{})
	if err != nil {
		return nil, fmt.Errorf("read schema %s: %w", name, err)
	}
	fast, err := compileRule(parsed.Root)
	if err != nil {
		fast = nil
	}
	return &Schema{lib: lib, fast: fast, doc: parsed.Root}, nil
}

// Naming returns the same schema whose refusals tell places by its own names too: they are
// ours, and say nothing of the sender's.
func (s *Schema) Naming() *Schema {
	other := *s
	other.names = map[string]bool{}
	propertyNames(s.doc, other.names)
	return &other
}

// propertyNames gathers the names under every "properties" of a schema.
func propertyNames(v *Value, to map[string]bool) {
	for i := range v.Members {
		m := &v.Members[i]
		if m.Name == "properties" {
			for j := range m.Value.Members {
				to[m.Value.Members[j].Name] = true
			}
		}
		propertyNames(&m.Value, to)
	}
	for i := range v.Elems {
		propertyNames(&v.Elems[i], to)
	}
}

// Check returns nil where v fits the schema, otherwise the first violation in document order,
// as a 400 that names the place and the rule but no value.
func (s *Schema) Check(v *Value) *Error {
	if s.fast != nil && s.fast.check(v) == fits {
		return nil
	}
	return s.explain(v)
}

// explain is Check by the library alone.
func (s *Schema) explain(v *Value) *Error {
	err := s.lib.Validate(v.plain())
	if err == nil {
		return nil
	}
	invalid, ok := err.(*jsonschema.ValidationError)
	if !ok {
		return ErrInternal()
	}
	all := flatten(nil, invalid, v)
	if len(all) == 0 {
		return ErrInternal()
	}
	return slices.MinFunc(all, compareViolations).refusal(s.names)
}

// plain converts v to the types that the schema library wants.
func (v *Value) plain() any {
	switch v.Kind {
	case Bool:
		return v.Bool
	case Number:
		return json.Number(v.Num)
	case String:
		return v.Str
	case Array:
		a := make([]any, len(v.Elems))
		for i := range v.Elems {
			a[i] = v.Elems[i].plain()
		}
		return a
	case Object:
		o := make(map[string]any, len(v.Members))
		for i := range v.Members {
			o[v.Members[i].Name] = v.Members[i].Value.plain()
		}
		return o
	}
	return nil
}

// violation is one broken rule, without the value that broke it.
type violation struct {
	at    location
	order []int // member and element positions on the way: document order
	code  string
	rule  string // completes "<param> ..."
}

// flatten gathers the leaves of a validation error. Groups and conditions are passed through;
// alternatives count as one.
func flatten(all []violation, e *jsonschema.ValidationError, root *Value) []violation {
	if _, alternatives := e.ErrorKind.(*kind.AnyOf); len(e.Causes) > 0 && !alternatives {
		for _, cause := range e.Causes {
			all = flatten(all, cause, root)
		}
		return all
	}
	v := violation{at: make(location, 0, len(e.InstanceLocation)+1)}
	for _, name := range e.InstanceLocation {
		switch root.Kind {
		case Array:
			i, err := strconv.Atoi(name)
			if err != nil || i >= len(root.Elems) {
				return all
			}
			v.at = append(v.at, step{index: i})
			v.order = append(v.order, i)
			root = &root.Elems[i]
		default:
			i := slices.IndexFunc(root.Members, func(m Member) bool { return m.Name == name })
			if i < 0 {
				return all
			}
			v.at = append(v.at, step{name: name, index: noIndex})
			v.order = append(v.order, i)
			root = &root.Members[i].Value
		}
	}
	v.describe(e.ErrorKind)
	return append(all, v)
}

func compareViolations(a, b violation) int {
	return cmp.Or(slices.Compare(a.order, b.order), cmp.Compare(a.code, b.code), cmp.Compare(a.rule, b.rule))
}

func (v violation) refusal(names map[string]bool) *Error {
	param := v.at.with(names)
	name := "'" + param + "'"
	if param == "" {
		name = "The body"
	}
	return ErrInvalid(param, v.code, "Invalid request: "+name+" "+v.rule+".")
}
