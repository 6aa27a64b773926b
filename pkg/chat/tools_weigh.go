package chat

import (
	"net/url"
	"regexp"
	"regexp/syntax"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// burden bounds the work of a schema on one instance: the sum over all values on the way from
// its root to any one leaf. Times the number of leaves it bounds the whole. References that
// double at each step, in place or with each level of a recursive type, make it grow beyond any
// bound, and a cycle in place has no end: both are refused before anything is compiled.
type burden struct {
	visits int // subschemas and alternatives that are tried
	steps  int // instructions of the patterns that are matched
}

func (b *burden) add(o burden) { b.visits += o.visits; b.steps += o.steps }

func (b *burden) most(o burden) { b.visits = max(b.visits, o.visits); b.steps = max(b.steps, o.steps) }

// spot is a subschema at an instance that may be so many levels deep.
type spot struct {
	at    *Value
	depth int
}

// weigher computes burdens. It knows the keywords of all drafts at once, so it may count too
// much, never too little.
type weigher struct {
	root  *Value
	known map[spot]burden
	open  map[spot]bool // on the way to where the walk stands
	seen  map[*Value]bool
}

func (w *weigher) schema(v *Value, depth int) (burden, error) {
	at := spot{v, depth}
	if b, ok := w.known[at]; ok {
		return b, nil
	}
	if w.open[at] {
		return burden{}, fault("refers to itself without end")
	}
	w.seen[v] = true
	if len(w.seen) > maxSubschemas {
		return burden{}, fault("has more than %d subschemas", maxSubschemas)
	}
	w.open[at] = true
	defer delete(w.open, at)
	b, err := w.own(v)
	if err != nil {
		return b, err
	}
	for i := range v.Members {
		here, err := w.inPlace(v.Members[i].Name, &v.Members[i].Value, depth)
		if err != nil {
			return b, err
		}
		b.add(here)
	}
	if depth > 0 {
		below, err := w.below(v, depth-1)
		if err != nil {
			return b, err
		}
		b.add(below)
	}
	if b.visits > maxVisits || b.steps > maxSteps {
		return b, fault("is too complex: it would look at the same value too many times")
	}
	w.known[at] = b
	return b, nil
}

// own is the work of v itself, without subschemas.
func (w *weigher) own(v *Value) (b burden, err error) {
	b.visits = 1
	if e := v.Get("enum"); e != nil {
		b.visits += len(e.Elems) / 8
	}
	if p := v.Get("pattern"); p.Text() != "" {
		if b.steps, err = patternSteps(p.Str); err != nil {
			return b, err
		}
	}
	if v.Get("format").Text() != "" {
		b.steps += 8
	}
	if all := v.Get("patternProperties"); all != nil {
		for i := range all.Members {
			n, err := patternSteps(all.Members[i].Name)
			if err != nil {
				return b, err
			}
			b.steps += n
		}
	}
	return b, nil
}

// inPlace is the work of a keyword's subschemas on the same instance.
func (w *weigher) inPlace(keyword string, v *Value, depth int) (b burden, err error) {
	switch keyword {
	case "allOf", "anyOf", "oneOf":
		return w.sum(values(v), depth)
	case "dependentSchemas", "dependencies":
		return w.sum(values(v), depth)
	case "not", "if", "then", "else":
		return w.schema(v, depth)
	case "$ref":
		if v.Kind != String {
			return b, nil
		}
		to := w.resolve(v.Str)
		if to == nil {
			return b, fault("has a $ref that leads nowhere")
		}
		return w.schema(to, depth)
	}
	return b, nil
}

// below is the work of v's subschemas on one child of the instance: of those that see different
// children the heaviest, of those that may see the same child all together.
func (w *weigher) below(v *Value, depth int) (b burden, err error) {
	for _, group := range [...]struct{ apart, together []string }{
		{[]string{"properties", "additionalProperties"}, []string{"patternProperties", "unevaluatedProperties", "propertyNames"}},
		{[]string{"items", "prefixItems", "additionalItems"}, []string{"contains", "unevaluatedItems"}},
	} {
		var most, all burden
		for _, keyword := range group.apart {
			for _, s := range subschemas(keyword, v.Get(keyword)) {
				one, err := w.schema(s, depth)
				if err != nil {
					return b, err
				}
				most.most(one)
			}
		}
		for _, keyword := range group.together {
			some, err := w.sum(subschemas(keyword, v.Get(keyword)), depth)
			if err != nil {
				return b, err
			}
			all.add(some)
		}
		all.add(most)
		b.most(all)
	}
	return b, nil
}

func (w *weigher) sum(all []*Value, depth int) (b burden, err error) {
	for _, s := range all {
		one, err := w.schema(s, depth)
		if err != nil {
			return b, err
		}
		b.add(one)
	}
	return b, nil
}

// subschemas are what a keyword holds: one schema, or several where it maps or lists them.
func subschemas(keyword string, v *Value) []*Value {
	switch {
	case v == nil:
		return nil
	case keyword == "properties", keyword == "patternProperties", v.Kind == Array:
		return values(v)
	}
	return []*Value{v}
}

// values are the values of an object's members or of an array's elements.
func values(v *Value) []*Value {
	var all []*Value
	for i := range v.Elems {
		all = append(all, &v.Elems[i])
	}
	for i := range v.Members {
		all = append(all, &v.Members[i].Value)
	}
	return all
}

// resolve follows '#' or '#/…' (RFC 6901, section 6); nil where it leads nowhere.
func (w *weigher) resolve(ref string) *Value {
	pointer, err := url.PathUnescape(strings.TrimPrefix(ref, "#"))
	if err != nil {
		return nil
	}
	v := w.root
	if pointer == "" {
		return v
	}
	for name := range strings.SplitSeq(pointer[1:], "/") {
		name = strings.NewReplacer("~1", "/", "~0", "~").Replace(name)
		if v.Kind == Array {
			i, err := strconv.Atoi(name)
			if err != nil || i < 0 || i >= len(v.Elems) {
				return nil
			}
			v = &v.Elems[i]
		} else if v = v.Get(name); v == nil {
			return nil
		}
	}
	return v
}

// patternSteps returns how many instructions a pattern compiles to.
func patternSteps(pattern string) (int, error) {
	if len(pattern) > maxPatternBytes {
		return 0, fault("has a pattern longer than %d bytes", maxPatternBytes)
	}
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return 0, fault("has a pattern that RE2 does not know; look-around and back-references are not supported")
	}
	prog, err := syntax.Compile(re.Simplify())
	if err != nil || len(prog.Inst) > maxPatternSteps {
		return 0, fault("has a pattern that is too large; use fewer or smaller repetitions")
	}
	return len(prog.Inst), nil
}

// boundedPattern is the schema library's way to patterns: Go's, which take linear time.
func boundedPattern(pattern string) (jsonschema.Regexp, error) {
	if _, err := patternSteps(pattern); err != nil {
		return nil, err
	}
	return regexp.Compile(pattern)
}
