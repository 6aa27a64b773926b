package chat

import (
	"errors"
	"fmt"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Bounds of one tool's parameters. They are checked before the schema library sees them: it
// follows references, keeps everything, and needs time quadratic in the number of subschemas.
const (
	maxSchemaBytes  = 128 << 10 // as compact JSON
	maxSchemaDepth  = 48
	maxSchemaNodes  = 10_000
	maxSubschemas   = 1_000 // that can be reached
	maxPatternBytes = 512
	maxPatternSteps = 2_000 // instructions of the compiled pattern
)

// Bounds of judging arguments by a schema.
const (
	// MaxArgumentDepth is how deep arguments may nest. A schema's work is counted for it.
	MaxArgumentDepth = 32

	maxVisits = 10_000     // of subschemas, on the way from the arguments' root to one value
	maxWork   = 500_000    // visits times values: half a second at worst
	maxSteps  = 64_000_000 // of patterns, times bytes of arguments: a second at worst
)

// SchemaFault says why a tool's parameters are refused. Why completes "<place> ..." and holds
// nothing of the schema.
type SchemaFault struct{ Why string }

func (f *SchemaFault) Error() string { return "tool schema " + f.Why }

func fault(format string, args ...any) error { return &SchemaFault{fmt.Sprintf(format, args...)} }

// ToolSchema is a compiled schema of a tool's arguments. It is safe for concurrent use.
type ToolSchema struct {
	lib      *jsonschema.Schema
	cost     burden
	declared map[string]bool // names of properties, which may be told
}

// drafts are what $schema may say.
var drafts = [...]string{
	"https://json-schema.org/draft/2020-12/schema", "https://json-schema.org/draft/2019-09/schema",
	"http://json-schema.org/draft-07/schema", "http://json-schema.org/draft-06/schema",
}

// compileToolSchema bounds, weighs and compiles a schema whose compact JSON has size bytes.
func compileToolSchema(parameters *Value, size int) (*ToolSchema, error) {
	if size > maxSchemaBytes {
		return nil, fault("is longer than %d bytes", maxSchemaBytes)
	}
	s := &ToolSchema{declared: map[string]bool{}}
	l := lint{declared: s.declared}
	if err := l.value(parameters, 0); err != nil {
		return nil, err
	}
	w := weigher{root: parameters, known: map[spot]burden{}, open: map[spot]bool{}, seen: map[*Value]bool{}}
	cost, err := w.schema(parameters, MaxArgumentDepth)
	if err != nil {
		return nil, err
	}
	s.cost = cost
	plain := parameters.plain()
	if root, ok := plain.(map[string]any); ok {
		delete(root, "$id") // all references are within the document
		if draft, ok := root["$schema"].(string); ok {
			root["$schema"] = strings.TrimSuffix(draft, "#")
		}
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.UseLoader(jsonschema.SchemeURLLoader{}) // nothing is loaded from outside
	c.UseRegexpEngine(boundedPattern)
	const url = "urn:sluice:tool"
	if err := c.AddResource(url, plain); err != nil {
		return nil, fault("is not a valid JSON Schema")
	}
	if s.lib, err = c.Compile(url); err != nil {
		var f *SchemaFault
		if errors.As(err, &f) {
			return nil, f
		}
		return nil, fault("is not a valid JSON Schema, of the drafts 6 to 2020-12") // the library's words hold the schema's
	}
	return s, nil
}

// lint walks a schema as plain JSON: bounds, and keywords that would lead outside of it.
type lint struct {
	nodes    int
	declared map[string]bool
}

func (l *lint) value(v *Value, depth int) error {
	if depth > maxSchemaDepth {
		return fault("is nested more than %d deep", maxSchemaDepth)
	}
	if l.nodes++; l.nodes > maxSchemaNodes {
		return fault("has more than %d values", maxSchemaNodes)
	}
	for i := range v.Elems {
		if err := l.value(&v.Elems[i], depth+1); err != nil {
			return err
		}
	}
	for i := range v.Members {
		m := &v.Members[i]
		if err := l.keyword(m.Name, &m.Value, depth == 0); err != nil {
			return err
		}
		if err := l.value(&m.Value, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// keyword refuses references out of the document, and what moves the place that references
// count from. A property of such a name has an object or boolean for its schema.
func (l *lint) keyword(name string, v *Value, root bool) error {
	switch name {
	case "$ref":
		if v.Kind == String && v.Str != "#" && !strings.HasPrefix(v.Str, "#/") {
			return fault("has a $ref that is not within the document; only '#' and '#/…' are followed")
		}
	case "$schema":
		if v.Kind == String && !(root && knownDraft(v.Str)) {
			return fault("has a $schema that is not one of the drafts 6 to 2020-12")
		}
	case "$id":
		if v.Kind == String && !root {
			return fault("has an $id below its top, which is not supported")
		}
	case "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef":
		if v.Kind == String {
			return fault("uses %s, which is not supported; use $ref with '#/…'", name)
		}
	case "$recursiveAnchor", "$vocabulary":
		if v.Kind == Bool || root {
			return fault("uses %s, which is not supported", name)
		}
	case "properties":
		for i := range v.Members {
			if p := v.Members[i].Name; tellable(p) {
				l.declared[p] = true
			}
		}
	}
	return nil
}

func knownDraft(url string) bool {
	for _, d := range drafts {
		if strings.TrimSuffix(url, "#") == d {
			return true
		}
	}
	return false
}

// tellable says whether a declared property's name may stand in a message.
func tellable(name string) bool { return ValidToolName(strings.ReplaceAll(name, ".", "_")) }
