package chat

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// The schema library needs a map for every object and takes forty microseconds for a small
// request. So every schema is also compiled to a rule, which walks the tree as it is and knows
// the few keywords that our schemas use. It only says whether a value fits for certain: where
// it does not, or the rule cannot tell, the library decides and names the violation. A fuzz
// test holds the two equal.

// verdict is what a rule says of a value.
type verdict uint8

const (
	fits verdict = iota
	fails
	unsure
)

// rule is one compiled schema object.
type rule struct {
	kinds      [Object + 1]bool // allowed kinds
	integer    bool             // numbers must be whole
	enum       []Value          // strings and nulls; nil allows all
	required   []string
	properties map[string]*rule
	additional *rule // nil allows all
	items      *rule
	all        []*rule
	any        []*rule
	when, then *rule
	// Bounds; nil where there is none.
	minimum, maximum                         *float64
	minLength, maxLength, minItems, maxItems *int
	maxProperties                            *int
}

// rules compiles schema objects; refs has those that "$ref" named before.
type rules struct {
	root *Value
	refs map[string]*rule
}

// compileRule compiles a whole schema document. It fails on a keyword that it does not know.
func compileRule(schema *Value) (*rule, error) {
	return (&rules{root: schema, refs: map[string]*rule{}}).compile(schema)
}

func (c *rules) compile(v *Value) (*rule, error) {
	r := &rule{kinds: [...]bool{true, true, true, true, true, true}}
	for i := range v.Members {
		if err := c.keyword(r, v.Members[i].Name, &v.Members[i].Value); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func (c *rules) keyword(r *rule, name string, v *Value) (err error) {
	switch name {
	case "$schema", "$id", "$defs", "title", "description":
	case "type":
		return r.setTypes(v)
	case "enum":
		return r.setConstants(v.Elems)
	case "const":
		return r.setConstants([]Value{*v})
	case "required":
		for i := range v.Elems {
			r.required = append(r.required, v.Elems[i].Str)
		}
	case "properties":
		r.properties = make(map[string]*rule, len(v.Members))
		for i := range v.Members {
			if r.properties[v.Members[i].Name], err = c.compile(&v.Members[i].Value); err != nil {
				return err
			}
		}
	case "additionalProperties":
		if v.Kind != Object {
			return fmt.Errorf("no direct check for %s as a boolean", name)
		}
		r.additional, err = c.compile(v)
	case "items":
		r.items, err = c.compile(v)
	case "if":
		r.when, err = c.compile(v)
	case "then":
		r.then, err = c.compile(v)
	case "allOf":
		return c.list(&r.all, v)
	case "anyOf":
		return c.list(&r.any, v)
	case "$ref":
		var target *rule
		target, err = c.ref(v.Str)
		r.all = append(r.all, target)
	case "minimum":
		r.minimum, err = number[float64](v)
	case "maximum":
		r.maximum, err = number[float64](v)
	case "minLength":
		r.minLength, err = number[int](v)
	case "maxLength":
		r.maxLength, err = number[int](v)
	case "minItems":
		r.minItems, err = number[int](v)
	case "maxItems":
		r.maxItems, err = number[int](v)
	case "maxProperties":
		r.maxProperties, err = number[int](v)
	default:
		return fmt.Errorf("no direct check for the keyword %s", name)
	}
	return err
}

func number[T int | float64](v *Value) (*T, error) {
	var n T
	if err := json.Unmarshal([]byte(v.Num), &n); err != nil {
		return nil, fmt.Errorf("schema number: %w", err)
	}
	return &n, nil
}

func (c *rules) list(to *[]*rule, v *Value) error {
	for i := range v.Elems {
		r, err := c.compile(&v.Elems[i])
		if err != nil {
			return err
		}
		*to = append(*to, r)
	}
	return nil
}

// ref resolves a reference of the form #/$defs/NAME.
func (c *rules) ref(to string) (*rule, error) {
	if r := c.refs[to]; r != nil {
		return r, nil
	}
	def := c.root.Get("$defs").Get(strings.TrimPrefix(to, "#/$defs/"))
	if def == nil {
		return nil, fmt.Errorf("schema reference %s leads nowhere", to)
	}
	r := new(rule) // known before it is compiled, so that it may refer to itself
	c.refs[to] = r
	compiled, err := c.compile(def)
	if err != nil {
		return nil, err
	}
	*r = *compiled
	return r, nil
}

func (r *rule) setTypes(v *Value) error {
	names := v.Elems
	if v.Kind == String {
		names = []Value{*v}
	}
	kinds := map[string]Kind{"null": Null, "boolean": Bool, "number": Number, "integer": Number,
		"string": String, "array": Array, "object": Object}
	r.kinds = [Object + 1]bool{}
	for i := range names {
		kind, ok := kinds[names[i].Str]
		if !ok {
			return fmt.Errorf("unknown schema type, known are %v", slices.Sorted(maps.Keys(kinds)))
		}
		r.kinds[kind] = true
		r.integer = r.integer || names[i].Str == "integer"
	}
	return nil
}

func (r *rule) setConstants(values []Value) error {
	if r.enum != nil {
		return errors.New("no direct check for enum and const together")
	}
	for i := range values {
		if values[i].Kind != String && values[i].Kind != Null {
			return errors.New("no direct check for constants that are not strings or null")
		}
	}
	r.enum = values
	return nil
}
