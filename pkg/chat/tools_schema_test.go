package chat

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

func parsed(t testing.TB, text string) *Document {
	t.Helper()
	doc, err := ParseString(text, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// doubling is a schema whose n definitions each refer twice to the next: 2^n visits.
func doubling(n int) string {
	var b strings.Builder
	b.WriteString(`{"$ref":"#/$defs/d0","$defs":{`)
	for i := range n {
		fmt.Fprintf(&b, `"d%d":{"allOf":[{"$ref":"#/$defs/d%d"},{"$ref":"#/$defs/d%d"}]},`, i, i+1, i+1)
	}
	fmt.Fprintf(&b, `"d%d":{}}}`, n)
	return b.String()
}

func repeated(n int, one string) string {
	return strings.TrimSuffix(strings.Repeat(one+",", n), ",")
}

func TestToolSchemaRefused(t *testing.T) {
	deep := strings.Repeat(`{"items":`, 49) + `{}` + strings.Repeat(`}`, 49)
	many := strings.Builder{}
	for i := range 1001 {
		fmt.Fprintf(&many, `"p%d":{"type":"string"},`, i)
	}
	for name, tt := range map[string]struct{ schema, why string }{
		"not a schema":         {`{"type":7}`, "not a valid JSON Schema"},
		"unknown type":         {`{"type":"canary"}`, "not a valid JSON Schema"},
		"remote":               {`{"$ref":"https://canary.example/a"}`, "not within the document"},
		"file":                 {`{"items":{"$ref":"file:///canary"}}`, "not within the document"},
		"relative":             {`{"$ref":"canary.json#/a"}`, "not within the document"},
		"by anchor":            {`{"$ref":"#canary"}`, "not within the document"},
		"metaschema":           {`{"$ref":"http://json-schema.org/draft-07/schema#"}`, "not within the document"},
		"anchor":               {`{"$defs":{"a":{"$anchor":"canary"}}}`, "$anchor"},
		"dynamic":              {`{"$dynamicRef":"#canary"}`, "$dynamicRef"},
		"recursive":            {`{"$recursiveAnchor":true}`, "$recursiveAnchor"},
		"moved base":           {`{"properties":{"a":{"$id":"https://canary.example/"}}}`, "$id below its top"},
		"own metaschema":       {`{"$schema":"https://canary.example/s"}`, "$schema"},
		"draft 4":              {`{"$schema":"http://json-schema.org/draft-04/schema#"}`, "$schema"},
		"nowhere":              {`{"$ref":"#/$defs/canary"}`, "leads nowhere"},
		"bad escape":           {`{"$ref":"#/%zz"}`, "leads nowhere"},
		"no such element":      {`{"allOf":[{}],"$ref":"#/allOf/1"}`, "leads nowhere"},
		"itself":               {`{"$ref":"#"}`, "without end"},
		"itself in place":      {`{"anyOf":[{"not":{"$ref":"#"}},{}]}`, "without end"},
		"two in a ring":        {`{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b"},"b":{"if":{"$ref":"#/$defs/a"}}}}`, "without end"},
		"doubling":             {doubling(40), "too complex"},
		"doubling by level":    {`{"properties":{"a":{"$ref":"#"}},"patternProperties":{".*":{"$ref":"#"}}}`, "too complex"},
		"doubling by branches": {`{"allOf":[{"items":{"$ref":"#"}},{"items":{"$ref":"#"}}]}`, "too complex"},
		"deep":                 {deep, "nested more than"},
		"many values":          {`{"enum":[` + repeated(10_000, "1") + `]}`, "more than 10000 values"},
		"many subschemas":      {`{"properties":{` + strings.TrimSuffix(many.String(), ",") + `}}`, "more than 1000 subschemas"},
		"long":                 {`{"description":"` + strings.Repeat("x", maxSchemaBytes) + `"}`, "longer than"},
		"long pattern":         {`{"pattern":"` + strings.Repeat("canary", 86) + `"}`, "pattern longer than"},
		"huge pattern":         {`{"pattern":"((((canary){10}){10}){10})"}`, "pattern that is too large"},
		"look-ahead":           {`{"pattern":"^(?!canary)"}`, "RE2"},
		"in a property's name": {`{"patternProperties":{"^(?!canary)":{}}}`, "RE2"},
		"in a definition":      {`{"$defs":{"a":{"pattern":"^(?!canary)"}}}`, "not a valid JSON Schema"},
	} {
		t.Run(name, func(t *testing.T) {
			v := newValidator(t)
			began := time.Now()
			_, err := v.ToolSchema(parsed(t, tt.schema).Root)
			var f *SchemaFault
			if !errors.As(err, &f) || !strings.Contains(f.Why, tt.why) {
				t.Fatalf("got %v, want %q", err, tt.why)
			}
			if strings.Contains(err.Error(), "canary") {
				t.Errorf("the error tells text of the schema: %v", err)
			}
			if took := time.Since(began); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

func TestToolSchemaCheck(t *testing.T) {
	const tree = `{"$id":"https://x.example/tree","$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","required":["name"],
	 "properties":{"name":{"type":"string","pattern":"^[a-z]+$","maxLength":8},"children":{"type":"array","items":{"$ref":"#"},"maxItems":2},
	 "and":{"type":"array","items":{"$ref":"#"}},"or":{"type":"array","items":{"$ref":"#"}},"never":false,"kind":{"enum":["a","b"]},"one":{"oneOf":[{"type":"string"},{"minimum":3,"type":"number"}]}},
	 "additionalProperties":false}`
	s, err := newValidator(t).ToolSchema(parsed(t, tree).Root)
	if err != nil {
		t.Fatal(err)
	}
	for arguments, want := range map[string]string{
		`{"name":"a"}`: "",
		`{"name":"a","children":[{"name":"b","or":[{"name":"c"}]}]}`: "",
		`{}`:                                   "arguments.name is required",
		`[]`:                                   "arguments must be of type object",
		`{"name":1}`:                           "arguments.name must be of type string",
		`{"name":"CANARY"}`:                    "arguments.name breaks the rule pattern",
		`{"name":"canarycanary"}`:              "arguments.name breaks the rule maxLength",
		`{"name":"a","canary":1}`:              "arguments has a member that is not allowed",
		`{"name":"a","never":"canary"}`:        "arguments.never is not allowed",
		`{"name":"a","kind":"canary"}`:         "arguments.kind breaks the rule enum",
		`{"name":"a","one":true}`:              "arguments.one breaks the rule oneOf",
		`{"name":"a","children":[1,2,3]}`:      "arguments.children breaks the rule maxItems",
		`{"name":"a","children":[{"name":7}]}`: "arguments.children[0].name must be of type string",
		`{"name":"a","children":[{"name":"b","and":[{}]}]}`:                 "arguments.children[0].and[0].name is required",
		`{"name":"a","children":[{"canary":{"x":1},"name":"b"},{"x":"y"}]}`: "arguments.children[0] has a member that is not allowed",
	} {
		doc := parsed(t, arguments)
		got := ""
		if err := s.Check(doc, len(arguments)); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", arguments, got, want)
		}
	}
	if err := s.Check(&Document{Root: parsed(t, `{"name":"a"}`).Root, Nodes: maxWork}, 1); err == nil {
		t.Error("more work than the bound was begun")
	}
}

// TestToolSchemaPlaces: a name is told only where the schema declares it.
func TestToolSchemaPlaces(t *testing.T) {
	s, err := newValidator(t).ToolSchema(parsed(t, `{"properties":{"a.b":{"type":"string"},"ä":{"type":"string"}},"additionalProperties":{"type":"string"},"not":{"required":["no"]}}`).Root)
	if err != nil {
		t.Fatal(err)
	}
	for arguments, want := range map[string]string{
		`{"a.b":1}`: "arguments.a.b must be of type string", `{"ä":1}`: "arguments.* must be of type string",
		`{"canary":1}`: "arguments.* must be of type string", `{"no":"x"}`: "arguments breaks the rule not",
	} {
		if err := s.Check(parsed(t, arguments), len(arguments)); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %q", arguments, err, want)
		}
	}
}

// TestToolSchemaWorst holds the bounds to their purpose: the heaviest schemas that pass take
// little time to compile, and to judge the heaviest arguments.
func TestToolSchemaWorst(t *testing.T) {
	object := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `"p%d":{"type":"string","minLength":%d},`, i, i)
		}
		return `{"properties":{` + strings.TrimSuffix(b.String(), ",") + `}}`
	}
	heavy := `{"items":{"anyOf":[` + repeated(900, `{"enum":["x"]}`) + `]}}`
	for name, tt := range map[string]struct{ schema, arguments string }{
		"many properties":   {object(990), `{"p0":"` + strings.Repeat("x", 1000) + `"}`},
		"many alternatives": {heavy, `[` + repeated(550, `"y"`) + `]`},
		"doubling":          {doubling(11), `{}`},
		"patterns":          {`{"items":{"allOf":[` + repeated(10, `{"pattern":"(x+x+)+y{900}"}`) + `]}}`, `["` + strings.Repeat("x", 6000) + `"]`},
	} {
		t.Run(name, func(t *testing.T) {
			v := newValidator(t)
			schema, arguments := parsed(t, tt.schema), parsed(t, tt.arguments)
			began := time.Now()
			s, err := v.ToolSchema(schema.Root)
			if err != nil {
				t.Fatal(err)
			}
			compiled := time.Since(began)
			err = s.Check(arguments, len(tt.arguments))
			took := time.Since(began)
			t.Logf("compiled in %v, judged in %v: %v, %+v", compiled, took-compiled, err, s.cost)
			if took > 10*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

func TestToolSchemaCache(t *testing.T) {
	v := newValidator(t)
	schema := func(i int) *Value { return parsed(t, fmt.Sprintf(`{"title":"%d"}`, i)).Root }
	of := func(i int) *ToolSchema {
		s, err := v.ToolSchema(schema(i))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	first := of(0)
	if of(0) != first {
		t.Error("compiled again")
	}
	for i := range 3 * maxCachedSchemas {
		of(i + 1)
		if i%100 == 0 && of(0) != first {
			t.Fatalf("what is used was forgotten after %d", i)
		}
		if n := len(v.tools.young) + len(v.tools.old); n > 2*maxCachedSchemas {
			t.Fatalf("%d are kept", n)
		}
	}
	if _, kept := v.tools.old[[32]byte{}]; kept || v.tools.bytes > maxCachedBytes {
		t.Errorf("%d bytes", v.tools.bytes)
	}
	long := `{"title":"` + strings.Repeat("x", 100<<10) + `"}`
	if _, err := v.ToolSchema(parsed(t, long).Root); err != nil || v.tools.bytes < 100<<10 {
		t.Errorf("%d bytes, %v", v.tools.bytes, err)
	}
}

func FuzzToolSchema(f *testing.F) {
	f.Add(`{"type":"object","properties":{"a":{"$ref":"#/$defs/b"}},"$defs":{"b":{"type":"string","pattern":"a+"}}}`, `{"a":"x"}`)
	f.Add(doubling(3), `{}`)
	f.Add(`{"$schema":"http://json-schema.org/draft-07/schema#","items":[{}, {"not":{}}],"dependencies":{"a":["b"],"c":{"$ref":"#/items/0"}}}`, `[1,2]`)
	f.Add(`{"unevaluatedProperties":false,"prefixItems":[{"contains":{}}],"format":"email"}`, `{"a":null}`)
	v, err := NewValidator()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, schema, arguments string) {
		s, err := ParseString(schema, Limits{Bytes: 4096, Nodes: 300})
		if err != nil || s.Root.Kind != Object {
			return
		}
		a, err := ParseString(arguments, Limits{Bytes: 4096, Depth: MaxArgumentDepth, Nodes: 300})
		if err != nil {
			return
		}
		compiled, err := v.ToolSchema(s.Root)
		if err != nil {
			var f *SchemaFault
			if !errors.As(err, &f) {
				t.Fatalf("another error: %v", err)
			}
			return
		}
		_ = compiled.Check(a, len(arguments))
	})
}

func BenchmarkToolSchema(b *testing.B) {
	const schema = `{"type":"object","properties":{"owner":{"type":"string"},"repo":{"type":"string"},"title":{"type":"string","minLength":1},"body":{"type":"string"},"labels":{"type":"array","items":{"type":"string"}}},"required":["owner","repo","title"],"additionalProperties":false}`
	const arguments = `{"owner":"acme","repo":"shop","title":"It does not start","body":"Since today.","labels":["bug","urgent"]}`
	v := newValidator(b)
	root, doc := parsed(b, schema).Root, parsed(b, arguments)
	b.Run("compile", func(b *testing.B) {
		for b.Loop() {
			if _, err := compileToolSchema(root, len(schema)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("cached", func(b *testing.B) {
		for b.Loop() {
			s, err := v.ToolSchema(root)
			if err != nil {
				b.Fatal(err)
			}
			if err := s.Check(doc, len(arguments)); err != nil {
				b.Fatal(err)
			}
		}
	})
}
